"""Utterances to codes, stages and themes."""

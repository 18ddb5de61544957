"""Coders: what may code utterances beside the built-in readers; off unless the researcher names one."""

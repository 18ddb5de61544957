"""Codes and themes to maps, drafts and files."""

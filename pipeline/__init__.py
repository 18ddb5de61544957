"""Offline synthesis of interviews into a draft Customer Journey Map."""

__version__ = "0.1.0"

"""The page served on this machine alone, where each correction is saved at once."""

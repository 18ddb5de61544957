"""Map kinds, one file each."""

"""The atlas as a folder of plain pages: no script, nothing from outside, every quote opens at its place."""

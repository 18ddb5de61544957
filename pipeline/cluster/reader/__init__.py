"""The trained reader: e5-small's upper layers and small heads, taught on data/corpus."""

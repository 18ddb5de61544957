"""Everything that can be told from a draft: maps of every kind, and the sheets beside them."""

"""REFI-QDA: a draft as other programs for qualitative analysis read it (a project, or its codebook alone)."""

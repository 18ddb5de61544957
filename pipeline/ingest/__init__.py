"""Files to utterances."""

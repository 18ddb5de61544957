"""What the readers know of a language, as files that people can edit."""

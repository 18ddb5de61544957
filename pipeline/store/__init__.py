"""The project: what a study's runs remember, in one SQLite file that never leaves the study folder.

Nothing is imported here; ``from .store.project import open_project`` inside a function keeps
SQLAlchemy out of commands that need no project.
"""

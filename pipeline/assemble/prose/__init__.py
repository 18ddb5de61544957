"""An atlas as Markdown: ``marks.py`` keeps words from becoming marks, the others say what it holds."""

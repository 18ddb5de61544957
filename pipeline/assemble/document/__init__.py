"""An atlas as a word processor's document (DOCX): the blocks of ``printing`` as headings, tables and quotes.

``markup.py`` writes paragraphs and tables, ``styles.py`` says how they look, ``blocks.py`` turns blocks into
them, ``maps.py`` the maps; ``making.py`` puts the document together.
"""

"""An atlas as slides (PPTX) that people edit: native tables and charts, evidence in the speaker notes.

``setting.py`` measures texts, ``deck.py`` puts them on slides, ``tables.py`` and ``charts.py`` make what
stands on these, and the other modules say what an atlas' maps and sheets look like.
"""

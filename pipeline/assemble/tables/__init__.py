"""An atlas as flat tables: rows for spreadsheets and CSV, and the workbook that holds them.

``quotes.py``, ``themes.py``, ``people.py``, ``findings.py`` and ``about.py`` say what the rows are,
``safety.py`` keeps texts from being taken for formulas, ``workbook.py`` and ``maps.py`` write them.
"""

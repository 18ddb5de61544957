"""Texts in spreadsheets: a respondent's words are never run as a formula and never break the file."""

from __future__ import annotations

import re
import unicodedata

# What a spreadsheet may take for the beginning of a formula (OWASP, "CSV Injection"), wide forms too.
FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
EXCEL_LIMIT = 32_767  # UTF-16 units in a cell
_KEPT = frozenset("\t\n\r")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LOST = "\ufffd"


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet might run a text; blanks before the sign do not hide it."""
    return text[:1] in FORMULA_SIGNS or text.lstrip()[:1] in FORMULA_SIGNS


def legible(text: str) -> str:
    """Return a text whose forbidden control characters and halves of characters are seen as �."""
    if text.isprintable():
        return text
    return "".join(_LOST if _forbidden(char) else char for char in text)


def _forbidden(char: str) -> bool:
    if char in _KEPT:
        return False
    return unicodedata.category(char) in {"Cc", "Cs"} or char in "\ufffe\uffff"


def excel_text(text: str, cut: str) -> str:
    """Return a text as a workbook's cell holds it; one that is too long is cut and says ``cut``.

    ``_x0041_`` would be read as "A", so its first sign is written as ``_x005F_``.
    """
    shown = _ESCAPE.sub("_x005F_", legible(text))
    if len(shown) * 2 <= EXCEL_LIMIT or _units(shown) <= EXCEL_LIMIT:
        return shown
    room = EXCEL_LIMIT - _units(cut) - 1
    kept = shown.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    return f"{kept}…{cut}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def csv_text(text: str) -> str:
    """Return a text as a CSV field: a leading apostrophe marks what might be run, or began with one itself.

    Taking one leading apostrophe away gives the text back.
    """
    shown = legible(text)
    return f"'{shown}" if shown.startswith("'") or looks_like_formula(shown) else shown

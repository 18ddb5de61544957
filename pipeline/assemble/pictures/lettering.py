"""Labels that fit: wrapped by measured widths, cut with an ellipsis where there is no more room."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from .. import fonts

_SMALLEST = 12.0  # narrower columns are no columns
# Controls that turn the order of what follows around; a label may not do that to its neighbours.
_TURNS = frozenset(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_VOWELS = frozenset("аеёиоуыэюяaeiouy")
_RIGHT_TO_LEFT = "\u200f"
_BREAKS = {"Cc", "Zl", "Zp"}  # kinds of characters that end a line or control a printer
_NOT_XML = frozenset(chr(code) for code in (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A label in lines; ``whole`` is all of it, ``cut`` says that the lines do not show it all."""

    lines: tuple[str, ...]
    whole: str
    cut: bool


def clean(text: str) -> str:
    """Return the text on one line without control characters and turns of direction."""
    kept = (
        " " if unicodedata.category(char) in _BREAKS else char
        for char in text
        if char not in _TURNS and char not in _NOT_XML
    )
    return " ".join(part for part in "".join(kept).split(" ") if part)  # no-break spaces stay


def led(line: str) -> str:
    """Return a line that begins with Hebrew or Arabic with marks that keep its points on the proper side."""
    strong = (unicodedata.bidirectional(char) for char in line)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return line if first == "L" else f"{_RIGHT_TO_LEFT}{line}{_RIGHT_TO_LEFT}"


def fit(text: str, *, size: float, width: float, lines: int = 1, bold: bool = False) -> Fitted:
    """Break a text into at most ``lines`` lines of at most ``width``; the last is cut with "…" if need be."""
    whole, room = clean(text), max(width, _SMALLEST)
    found: list[str] = []
    rest = whole
    while rest and len(found) < lines:
        line, after = _line(rest, size, room, bold=bold)
        if after and len(found) == lines - 1:
            line, after = _ellipsis(rest, size, room, bold=bold), ""
            return Fitted(lines=(*found, line), whole=whole, cut=True)
        found.append(line)
        rest = after
    return Fitted(lines=tuple(found), whole=whole, cut=False)


def _line(text: str, size: float, width: float, *, bold: bool) -> tuple[str, str]:
    """Return what stands on the first line and what is left."""
    if fonts.width(text, size, bold=bold) <= width:
        return text, ""
    most = _fitting(text, size, width, bold=bold)
    space = text.rfind(" ", 0, most + 1)
    if space > 0:
        return text[:space], text[space + 1 :]
    hinge = max(text.rfind(mark, 0, most) for mark in "-–—/\\_.,") + 1
    if hinge > 1 and text[hinge:].strip():
        return text[:hinge], text[hinge:].lstrip()
    room = _fitting(text, size, width - fonts.width("-", size, bold=bold), bold=bold)
    joint = next((place for place in range(room, 1, -1) if _parts(text, place)), 0)
    return (f"{text[:joint]}-", text[joint:]) if joint else (text[:most], text[most:].lstrip())


def _parts(text: str, place: int) -> bool:
    """Tell whether a word may be parted here: two letters, a vowel among them, stay on either side."""
    start = text.rfind(" ", 0, place) + 1
    end = text.find(" ", place)
    before, after = text[start:place].lower(), text[place : end if end > 0 else None].lower()
    return (
        len(before) > 1
        and len(after) > 1
        and (before + after).isalpha()
        and after[0] not in "йьъ"
        and not _VOWELS.isdisjoint(before)
        and not _VOWELS.isdisjoint(after)
    )


def _ellipsis(text: str, size: float, width: float, *, bold: bool) -> str:
    """Return as much as there is room for before the ellipsis, whole words if that loses little."""
    most = _fitting(text, size, width - fonts.width("…", size, bold=bold), bold=bold)
    space = text.rfind(" ", 0, most + 1)
    kept = text[: space if space > most * 0.7 else most]
    return kept.rstrip(" ,;:—–-") + "…"


def _fitting(text: str, size: float, width: float, *, bold: bool) -> int:
    """Return how many characters fit, at least one; a sign and what is put upon it are one."""
    wide, fitting = 0.0, 0
    for place, char in enumerate(text):
        alone = place == 0 or not _clings(char, text[place - 1])
        if alone and fitting and wide > width:
            break
        if alone and wide <= width:
            fitting = place
        wide += fonts.width(char, size, bold=bold)
    else:
        fitting = len(text) if wide <= width else fitting
    return fitting or next(
        (place for place in range(1, len(text)) if not _clings(text[place], text[place - 1])), len(text)
    )


def _clings(char: str, before: str) -> bool:
    """Tell whether a character belongs to the one before: an accent, a variation, a joiner, a skin tone."""
    return bool(unicodedata.combining(char)) or char in "\ufe0f\u200d🏻🏼🏽🏾🏿" or before == "\u200d"

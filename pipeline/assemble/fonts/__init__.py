"""The fonts that documents bring along: where they lie, what they hold, how wide it is.

"CJM Sans" writes Latin and Cyrillic; the others step in for what it has not.  README.md says where
they come from and how they were cut.
"""

from __future__ import annotations

import json
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
FAMILIES = ("CJM Sans", "CJM Hebrew", "CJM Arabic", "CJM Symbols", "CJM Emoji")
BOX = "□"  # stands for what no font has

_FACES = (("Regular", 400, "normal"), ("SemiBold", 600, "normal"), ("Italic", 400, "italic"))
_UNITS = 1000
# Invisible: joiners, marks of direction, variation selectors; fonts need not have them.
_SILENT = frozenset(
    {
        0x00AD,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        0xFEFF,
        *range(0xE0000, 0xE1000),
    }
)
# Skin tones and key frames say nothing in one colour: the sign before them stands alone.
_DROPPED = frozenset({*range(0x1F3FB, 0x1F400), 0x20E3})
_FLAGS = {0x1F1E6 + place: chr(ord("A") + place) for place in range(26)}  # a flag is told by its letters


def font_paths() -> tuple[Path, ...]:
    """Return the folders to hand to typst as ``font_paths``."""
    return (HERE,)


@lru_cache(maxsize=1)
def web_font_css() -> str:
    """Return the ``@font-face`` rules of CJM Sans with the fonts inside (about 145 KB)."""
    return "".join(
        f'@font-face{{font-family:"{FAMILIES[0]}";font-style:{style};font-weight:{weight};font-display:swap;'
        f"src:url(data:font/woff2;base64,{_encoded(face)})format('woff2')}}\n"
        for face, weight, style in _FACES
    )


def missing(text: str) -> tuple[str, ...]:
    """Return the characters that none of our fonts has, each as often as it stands in the text."""
    known = _known()
    return tuple(char for char in text if ord(char) not in known)


def replaced(text: str) -> str:
    """Return the text with a box for each of the ``missing`` characters.

    Skin tones and key frames are left out, flags become letters; all else, line ends too, stays as it is.
    """
    if text.isascii():
        return text
    known = _known()
    return "".join(
        _FLAGS.get(ord(char), char if ord(char) in known else BOX)
        for char in text
        if ord(char) not in _DROPPED
    )


def plain(text: str) -> bool:
    """Tell whether CJM Sans alone writes the text, so that no renderer has to look for another font."""
    return text.isascii() or all(ord(char) in _tables()["CJMSans-Regular"] for char in text)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of CJM Sans is at a font size, in the size's units; kerning is not counted.

    What other fonts draw counts with their widths, what none has with that of the box.
    """
    table = _widths("SemiBold" if bold else "Regular")
    box = table[ord(BOX)]
    return sum(table.get(ord(char), box) for char in text) * size / _UNITS


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[int, int]]:
    """Return each font's advance widths: name → character → thousandths of the size."""
    runs = json.loads((HERE / "widths.json").read_text(encoding="utf-8"))
    return {
        name: {first + place: wide for first, *row in table for place, wide in enumerate(row)}
        for name, table in runs.items()
    }


@lru_cache(maxsize=2)
def _widths(style: str) -> Mapping[int, int]:
    """Return the widths of a line set in CJM Sans of this style, the other fonts behind it."""
    names = (f"{family.replace(' ', '')}-Regular" for family in reversed(FAMILIES[1:]))
    found = {code: wide for name in names for code, wide in _tables()[name].items()}
    return found | _tables()[f"CJMSans-{style}"] | dict.fromkeys(_SILENT | _DROPPED, 0)


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    """Return every character that needs no box: drawn by a font, a blank, or invisible."""
    return frozenset(_widths("Regular")) | {ord(blank) for blank in "\t\n\r"} | _FLAGS.keys()


def _encoded(face: str) -> str:
    return b64encode((HERE / f"CJMSans-{face}.woff2").read_bytes()).decode("ascii")

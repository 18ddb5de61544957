"""Blocks → PDF by typst: our own template and fonts, no file of the machine, no network, no date."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from .. import fonts
from ..pictures import colours
from ..pictures.lettering import clean
from ..pictures.raster import typst_fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .values import Block

TEMPLATE = Path(__file__).with_name("document.typ")
_ACCENTS = {
    "goals": colours.BLUE,
    "questions": "#7a5c14",
    "pains": colours.BAD,
    "reasons": colours.BAD,
    "ideas": colours.GOOD,
    "solutions": colours.GOOD,
    "moments": colours.INK,
}
_COLOURS = {
    "ink": colours.INK,
    "muted": colours.MUTED,
    "line": colours.LINE,
    "faint": colours.FAINT,
    "blue": colours.BLUE,
    "pale": colours.PALE_BLUE,
}
_WORD = 18  # longer words get places to break at: nothing may leave its cell
_JOINT = "\u200b"
_RAW = frozenset({"svg", "strip"})  # pictures are markup and clean already


def print_pdf(
    sections: Sequence[Block], *, title: str, description: str, language: str, words: dict[str, str]
) -> bytes:
    """Return the PDF (tagged, PDF/UA-1 where the words allow it); the same sections give the same bytes.

    Texts are data to the template, never its source.  ``words`` are the few that the template says itself.
    """
    data = {
        "title": _set(title),
        "foot": _set(title),
        "description": _set(description),
        "lang": language,
        "fonts": list(fonts.FAMILIES),
        "colours": _COLOURS,
        "accents": _ACCENTS,
        "quotes": ["«", "»"] if language == "ru" else ["“", "”"],
        "words": words,
        "sections": printable(list(sections)),
    }
    return _compiled(json.dumps(data, ensure_ascii=False))


def printable(value: Any) -> Any:
    """Return data whose every text can be set: one line, no controls, boxes for what no font has."""
    if isinstance(value, str):
        return _set(value)
    if isinstance(value, list | tuple):
        return [printable(part) for part in value]
    if isinstance(value, dict):
        return {name: part if name in _RAW else printable(part) for name, part in value.items()}
    return value


def lost_in(value: Any) -> frozenset[str]:
    """Return the characters of data's texts that no font has: they will be boxes."""
    if isinstance(value, str):
        return frozenset(fonts.missing(value))
    if isinstance(value, dict):
        return lost_in([part for name, part in value.items() if name not in _RAW])
    if isinstance(value, list | tuple):
        return frozenset[str]().union(*map(lost_in, value))
    return frozenset()


def _set(text: str) -> str:
    """Return one text as it can be set."""
    if text.isascii() and text.isalnum() and len(text) <= _WORD:
        return text
    return " ".join(_jointed(word) for word in fonts.replaced(clean(text)).split(" "))


def _jointed(word: str) -> str:
    """Give a word without end places to break at."""
    if len(word) <= _WORD or (word.isalpha() and len(word) <= 2 * _WORD):
        return word
    return _JOINT.join(word[at : at + _WORD] for at in range(0, len(word), _WORD))


def _compiled(data: str) -> bytes:
    import typst  # noqa: PLC0415 (80 MB of compiler)

    with TemporaryDirectory() as empty:  # the template's whole world
        compiler = typst.Compiler(root=empty, font_paths=typst_fonts(), sys_inputs={"data": data})
        try:
            return bytes(_pages(compiler, ["ua-1"]))
        except typst.TypstError:  # some word is beyond the standard; the document is still tagged
            return bytes(_pages(compiler, []))


def _pages(compiler: Any, standards: list[str]) -> Any:
    return compiler.compile(TEMPLATE.read_bytes(), format="pdf", pdf_standards=standards)

"""Paragraphs for slides: values, how much room they take, and their markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from .. import fonts
from ..office import visible
from ..pictures.colours import BLUE, INK, MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEADING = 1.22
_SPARE = 1.06  # other fonts than ours may be a little wider
_TOKEN = re.compile(r"[^\s\u200b-]*[\s\u200b-]?")
EMPTY = '<a:p><a:endParaRPr sz="400"/></a:p>'  # without a size it would be as high as a title
_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; ``scale`` is of the paragraph's size."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = INK
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: runs, size and the air before it in points."""

    runs: tuple[Run, ...]
    size: float = 11.0
    before: float = 0.0
    indent: float = 0.0

    @property
    def text(self) -> str:
        """All it says."""
        return "".join(run.text for run in self.runs)


Paras = tuple[Para, ...]


def para(text: str, size: float = 11.0, before: float = 0.0, **look: object) -> Para:
    """Return a paragraph of one look."""
    return Para((Run(text, **look),), size, before)  # type: ignore[arg-type]


def muted(text: str, size: float = 11.0, before: float = 0.0) -> Para:
    """Return a note."""
    return para(text, size, before, colour=MUTED)


def head(text: str, size: float = 11.0, before: float = 0.0) -> Para:
    """Return a small head."""
    return para(text, size, before, bold=True, colour=BLUE)


def hint(text: str, size: float = 11.0, before: float = 0.0) -> Para:
    """Return what is to be asked or filled in."""
    return para(text, size, before, italic=True, colour=MUTED)


def scaled(paras: Iterable[Para], factor: float) -> Paras:
    """Return paragraphs in another size."""
    return tuple(
        replace(one, size=round(one.size * factor, 1), before=round(one.before * factor, 1)) for one in paras
    )


def height(paras: Sequence[Para], room: float) -> float:
    """Return how high paragraphs stand in a column ``room`` points wide."""
    return sum(one.before + lines(one, room - one.indent) * one.size * LEADING for one in paras)


def lines(one: Para, room: float) -> int:
    """Return how many lines a paragraph takes."""
    count, left = 1, room
    for run in one.runs:
        for token in _TOKEN.findall(visible(run.text)):
            if not token:
                continue
            wide = _wide(token, run.bold) * one.size * run.scale * _SPARE
            bare = wide - (_wide(" ", run.bold) * one.size * run.scale if token[-1].isspace() else 0)
            if bare > left and left < room:
                count, left = count + 1, room
            more = int(bare // room) if bare > room else 0
            count, left = count + more, left - (wide - more * room)
    return count


@lru_cache(maxsize=20_000)
def _wide(token: str, bold: bool) -> float:  # noqa: FBT001 (a key of the cache)
    return fonts.width(token, 1.0, bold=bold)


def body(name: str, paras: Sequence[Para], language: str, box: str = "") -> str:
    """Return the markup of a text body called ``name`` (p:txBody, a:txBody) with its box's attributes."""
    written = "".join(_paragraph(one, language) for one in paras) or EMPTY
    presentation = "http://schemas.openxmlformats.org/presentationml/2006/main"
    spaces = f'xmlns:a="{_NAMESPACE}" xmlns:p="{presentation}"'
    return f"<{name} {spaces}><a:bodyPr {box}/><a:lstStyle/>{written}</{name}>"


def _paragraph(one: Para, language: str) -> str:
    margin = f' marL="{emu(one.indent)}" indent="{-emu(one.indent)}"' if one.indent else ""
    spacing = (
        f'<a:lnSpc><a:spcPts val="{round(one.size * LEADING * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(one.before * 100)}"/></a:spcBef>'
        '<a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/>'
    )
    runs = "".join(_run(run, one.size, language) for run in one.runs if run.text)
    end = "" if runs else f'<a:endParaRPr sz="{round(one.size * 10) * 10}"/>'
    return f'<a:p><a:pPr algn="l"{margin}>{spacing}</a:pPr>{runs}{end}</a:p>'


def _run(run: Run, size: float, language: str) -> str:
    look = f' b="{int(run.bold)}"' + (' i="1"' if run.italic else "")
    fill = f'<a:solidFill><a:srgbClr val="{run.colour[1:].upper()}"/></a:solidFill>'
    return (
        f'<a:r><a:rPr lang="{language}" sz="{round(size * run.scale * 10) * 10}"{look}>{fill}</a:rPr>'
        f"<a:t>{escape(visible(run.text))}</a:t></a:r>"
    )


def emu(points: float) -> int:
    """Return points as the file format counts lengths."""
    return round(points * 12700)

"""What stands on paper: maps ready for drawing, and the blocks of a document.

Every text is final: in the reader's language and still verbatim; printers clean and fit it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..pictures.values import EmotionPoint

Block = dict[str, object]
"""A part of a document as ``document.typ`` takes it: its ``type`` and what belongs to that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A claim as shown: its text, "k of n", its backing (1…3); ``source`` marks a verbatim quote."""

    text: str
    support: str
    grade: int
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A cell of a map; ``inline`` lets short claims follow one another on a line."""

    lines: tuple[Line, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()  # name, value
    given: str = ""
    hint: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A lane of a map; ``points`` are the emotion curve where the lane has one."""

    id: str
    name: str
    boxes: tuple[Box, ...]
    border: str = ""
    points: tuple[EmotionPoint, ...] = ()
    told: str = ""  # the curve in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A map as shown: one column a stage, one row a lane."""

    title: str
    viewpoint: str
    base: str  # "4 respondents"
    note: str  # what to bear in mind of this viewpoint, "" if nothing
    stages: tuple[str, ...]
    phases: tuple[str, ...]  # one a stage, "" where there is none
    rows: tuple[Row, ...]
    rules: tuple[str, ...]
    segment: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What the signs of a map mean."""

    strong: str
    partial: str
    single: str
    quote: str
    hint: str
    curve: str
    people: str


Tone = Literal["plain", "muted", "rule", "lead"]

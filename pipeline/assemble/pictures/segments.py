"""Viewpoints or segments side by side: one small picture each, the same stages in the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .colours import BLUE, FAINT, INK, MUTED, tone
from .draw import LEADING, SIZE, SMALL, WIDTH, blank, figure, label, line, picture, tag, text, titled
from .lettering import fit
from .values import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .values import Comparison, ComparisonColumn

MOST = 5
_NARROWEST = 100.0  # columns that would be narrower go into a further panel below
_EDGE, _ROW, _BAR, _BETWEEN = 12.0, 32.0, 14.0, 22.0
_FULL, _LABEL = 2.0, 30.0  # the end of the valence scale; room for a value


def draw(comparison: Comparison, *, width: float = WIDTH) -> str:
    """Return the comparison; raises ValueError for more columns than can be told apart (``MOST``)."""
    if len(comparison.columns) > MOST:
        raise ValueError(f"{len(comparison.columns)} columns; at most {MOST} can be compared")
    if not comparison.columns or not comparison.stages:
        return blank(comparison.caption, width)
    names = min(220.0, width * 0.28)
    abreast = max(1, min(len(comparison.columns), int((width - 2 * _EDGE - names) // _NARROWEST)))
    parts, top = [], _EDGE
    for first in range(0, len(comparison.columns), abreast):
        columns = comparison.columns[first : first + abreast]
        panel, top = _panel(comparison, columns, (names, (width - 2 * _EDGE - names) / abreast), top)
        parts += panel
    return picture(comparison.caption, width, top - _EDGE + 2, parts)


def _panel(
    comparison: Comparison, columns: Sequence[ComparisonColumn], rooms: tuple[float, float], top: float
) -> tuple[list[str], float]:
    """Return columns side by side with the stages at their left, and where the next panel begins.

    ``rooms`` are the widths of the stages' names and of a column.
    """
    names, room = rooms
    parts, rows = _heads(columns, _EDGE + names, room, top)
    right = _EDGE + names + len(columns) * room
    for place, stage in enumerate(comparison.stages):
        y = rows + place * _ROW
        fitted = fit(stage, size=SIZE, width=names - 14, lines=2)
        middle = y + _ROW / 2 + SIZE * 0.33 - (len(fitted.lines) - 1) * SIZE * LEADING / 2
        parts += [line((_EDGE, y), (right, y)), label(fitted, _EDGE, middle)]
    for place, column in enumerate(columns):
        left = _EDGE + names + place * room
        parts += _column(comparison, column, (left, left + room - _BETWEEN), rows)
    return parts, rows + len(comparison.stages) * _ROW + 2 * _EDGE


def _heads(
    columns: Sequence[ComparisonColumn], left: float, room: float, top: float
) -> tuple[list[str], float]:
    """Return names and notes of the columns and where the rows begin."""
    names = [fit(column.name, size=SIZE, width=room - _BETWEEN, lines=3, bold=True) for column in columns]
    high = max(len(name.lines) for name in names) * SIZE * LEADING
    parts = []
    for place, (column, name) in enumerate(zip(columns, names, strict=True)):
        x = left + place * room
        first = top + SIZE + high - len(name.lines) * SIZE * LEADING
        note = fit(column.note, size=SMALL, width=room - _BETWEEN)
        parts.append(label(name, x, first, bold=True))
        parts.append(label(note, x, top + high + SMALL + 1, size=SMALL, fill=MUTED))
    return parts, top + high + SMALL * LEADING + 8


def _column(
    comparison: Comparison, column: ComparisonColumn, ends: tuple[float, float], top: float
) -> list[str]:
    """Return the bars of one column."""
    left, right = ends
    zero = (left + right) / 2 if comparison.measure is Measure.VALENCE else left
    bottom = top + len(comparison.stages) * _ROW
    parts = []
    for place, (stage, value) in enumerate(zip(comparison.stages, column.values, strict=True)):
        middle = top + (place + 0.5) * _ROW
        said = f"{column.name} · {stage}: {_told(comparison, value)}"
        parts.append(titled(said, *_bar(comparison, value, (left, zero, right), middle)))
    parts.append(line((zero, top), (zero, bottom), stroke=MUTED))
    return parts


def _told(comparison: Comparison, value: float | None) -> str:
    """Return a value as people read it."""
    if value is None:
        return comparison.gap
    if comparison.measure is Measure.SHARE:
        return f"{round(value * 100)} %"
    return figure(value, comparison.caption.decimal, sign=True)


def _bar(
    comparison: Comparison, value: float | None, places: tuple[float, float, float], middle: float
) -> list[str]:
    """Return a bar from the line of zero with its value at its end, or a dash for no value."""
    left, zero, right = places
    if value is None:
        return [text("–", zero + 6, middle + SMALL * 0.35, size=SMALL, fill=MUTED)]
    told, y = _told(comparison, value), middle - _BAR / 2
    if comparison.measure is Measure.SHARE:
        room = right - left - _LABEL - 4
        wide = min(max(value, 0.0), 1.0) * room
        return [
            tag("rect", x=left, y=y, width=room, height=_BAR, fill=FAINT),
            tag("rect", x=left, y=y, width=wide, height=_BAR, fill=BLUE),
            text(told, left + room + 6, middle + SMALL * 0.36, size=SMALL, fill=INK),
        ]
    wide = min(abs(value), _FULL) * (right - zero - 2) / _FULL
    fill = tone(value)
    # The value stands across the line, where there is always room.
    begin, end, anchor = (zero - wide, zero + 6, "start") if value < 0 else (zero, zero - 6, "end")
    return [
        tag("rect", x=begin, y=y, width=wide, height=_BAR, fill=fill),
        text(told, end, middle + SMALL * 0.36, size=SMALL, fill=fill, anchor=anchor, bold=True),
    ]

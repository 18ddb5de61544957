"""A map cut into the sheets it is printed on: stages side by side as far as they can be read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from .. import fonts
from ..pictures import strip
from ..pictures.draw import picture
from ..pictures.lettering import clean
from ..pictures.values import Caption

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .values import Block, Box, Chart, Legend, Line, Row

MM = 72 / 25.4
WIDE = 6  # stages that one A3 sheet holds
NARROW = 4  # and one A4 sheet of a longer way
MARGIN, LANE = 12.0, 37.0  # mm
WIDEST = 105.0  # mm; the column of a lone stage
_PAPERS = {"a3": (420.0, 297.0), "a4": (297.0, 210.0)}
_STRIP = 98.0  # pt
_SIZE, _LEADING, _INSET = 8.2, 10.3, 5.0  # pt, of a cell's text
_SCALES = (
    1.3,
    1.2,
    1.1,
    1.0,
    0.92,
)  # letters grow into the room of a sheet, or shrink a little to stay on it
_AROUND = 178.0  # pt of a sheet that are the map's title, heads, legend and margins
_MARK = 9.5  # pt, of the sign before a claim
_KEPT = 0.42  # of a sheet's height: rows lower than this are not broken


def map_section(chart: Chart, legend: Legend, decimal: str) -> Block:
    """Return the section of a document that holds a map, on sheets of one paper."""
    paper = "a3" if len(chart.stages) <= WIDE else "a4"
    spans = [range(len(chart.stages))] if paper == "a3" else list(spread(chart.phases))
    return {
        "paper": paper,
        "flipped": True,
        "margin": MARGIN,
        "name": f"{chart.title} — {chart.viewpoint}",
        "blocks": [
            {
                "type": "map",
                "level": 2 if chart.segment else 1,
                "title": f"{chart.title} — {chart.viewpoint}",
                "base": chart.base,
                "note": chart.note,
                "sheets": [_sheet(chart, span, paper, decimal) for span in spans],
                "rules": list(chart.rules),
                "legend": {name: getattr(legend, name) for name in legend.__dataclass_fields__},
                "curve": any(row.points for row in chart.rows),
            }
        ],
    }


def spread(phases: Sequence[str]) -> Iterator[range]:
    """Share stages out among sheets: as few as can be, of like width, parting phases as seldom as can be."""
    start = 0
    while start < len(phases):
        left = len(phases) - start
        sheets = -(-left // NARROW)
        width = -(-left // sheets)
        ends = [end for end in range(start + 1, start + NARROW + 1) if _fits(end, len(phases), sheets)]
        stop = min(ends, key=lambda end: (_parts(phases, end), abs(end - start - width), -end))
        yield range(start, stop)
        start = stop


def _fits(end: int, count: int, sheets: int) -> bool:
    """Tell whether the stages from ``end`` on need no more than the other sheets."""
    return end <= count and count - end <= (sheets - 1) * NARROW


def _parts(phases: Sequence[str], end: int) -> bool:
    return end < len(phases) and bool(phases[end]) and phases[end - 1] == phases[end]


def _sheet(chart: Chart, span: range, paper: str, decimal: str) -> Block:
    """Return the part of a map that one run of stages gives."""
    wide, high = _PAPERS[paper]
    column = min(WIDEST, (wide - 2 * MARGIN - LANE) / len(span)) * MM
    phases = [chart.phases[place] for place in span]
    scale = _scale(chart, span, column, high * MM - _AROUND)
    return {
        "scale": scale,
        "column": column,
        "lane": LANE * MM,
        "phases": [[name, len(list(run))] for name, run in groupby(phases)] if any(phases) else [],
        "stages": [[place + 1, chart.stages[place]] for place in span],
        "part": [span.start + 1, span.stop, len(chart.stages)] if len(span) < len(chart.stages) else [],
        "rows": [_row(row, span, column, high * MM * _KEPT / scale, decimal) for row in chart.rows],
    }


def _scale(chart: Chart, span: range, column: float, room: float) -> float:
    """Return how much larger than usual the letters can be while the map stays on its sheet."""
    rules = sum(_lines(rule, 900.0) * _LEADING for rule in chart.rules)
    for scale in _SCALES:
        rows = sum(
            _high(row, span, column / scale) * scale + (_STRIP if row.points else 0) for row in chart.rows
        )
        if rows + rules <= room:
            return scale
    return 1.0


def _high(row: Row, span: range, column: float) -> float:
    """Estimate how high a row is without its curve, in pt."""
    return max(_height(row.boxes[place], column) for place in span)


def _lines(text: str, room: float) -> int:
    return 1 + int(fonts.width(clean(text), _SIZE) * 1.06 / room)


def _row(row: Row, span: range, column: float, kept: float, decimal: str) -> Block:
    boxes = [row.boxes[place] for place in span]
    return {
        "id": row.id,
        "name": row.name,
        "border": row.border,
        "strip": _strip(row, span, column, decimal) if row.points else None,
        "alt": f"{row.name}: {row.told}",
        "height": _STRIP,
        "whole": _high(row, span, column) < kept,
        "boxes": [_box(box) for box in boxes],
    }


def _strip(row: Row, span: range, column: float, decimal: str) -> str:
    """Return the curve over some stages as SVG; it runs on over the edges where the way goes on."""
    first, last = max(0, span.start - 1), min(len(row.points), span.stop + 1)
    parts = strip.draw(
        row.points[first:last],
        step=column,
        height=_STRIP,
        left=(first - span.start) * column,
        decimal=decimal,
        marked=range(span.start - first, span.stop - first),
    )
    caption = Caption(title=row.name, description=row.told, empty="")
    return picture(caption, column * len(span), _STRIP, parts)


def _box(box: Box) -> Block:
    return {
        "inline": box.inline,
        "lines": [_line(line) for line in box.lines],
        "figures": [list(figure) for figure in box.figures],
        "given": box.given,
        "hint": box.hint,
    }


def _line(line: Line) -> Block:
    return {
        "k": "line",
        "t": line.text,
        "support": line.support,
        "grade": line.grade,
        "source": line.source,
    }


def _height(box: Box, column: float) -> float:
    """Estimate how high a cell is, in pt."""
    room = column - 2 * _INSET - _MARK
    said = [f"{line.text} {line.support} {line.source}" for line in box.lines]
    if box.inline:
        said = ["          ".join(said)]
    said += [" ".join(figure) for figure in box.figures]
    said += [text for text in (box.given, box.hint) if text]
    lines = sum(_lines(text, room) for text in said)
    return lines * _LEADING + 2 * len(said) + 2 * _INSET

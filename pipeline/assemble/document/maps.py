"""Maps in a document: a table that lies on its side, several of them where there are many stages."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ..pictures import strip
from ..pictures.colours import FAINT, PALE_BLUE, PAPER
from ..pictures.draw import picture
from ..pictures.values import Caption
from ..printing.layout import spread
from ..printing.maps import chart
from ..slides.claims import MARKS
from .markup import cell, paragraph, row, run, said, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..draft import MapPart
    from ..printing.values import Box, Chart, Row
    from ..printing.words import Printer
    from .blocks import Writer

LYING = 267.0  # mm between the margins
_LANE = 30.0
_POINT = 72 / 25.4
_STRIP = 31.0  # mm
_FINE = 1.4  # a curve's letters are drawn for the screen: smaller ones suit a table
_ALONE = 5  # stages that one table holds


def map_part(part: MapPart, printer: Printer, writer: Writer) -> str:
    """Return the heading, the tables and the rules of one map."""
    drawn = chart(part, printer)
    legend = printer.legend()
    signs = zip(MARKS[3:0:-1], (legend.strong, legend.partial, legend.single), strict=True)
    about = " · ".join([drawn.base, *([drawn.note] if drawn.note else []), *(f"{a} {b}" for a, b in signs)])
    made = [
        writer.heading(2 if drawn.segment else 1, f"{drawn.title} — {drawn.viewpoint}"),
        said("CJMNote", about),
    ]
    few = len(drawn.stages) <= _ALONE
    for span in [range(len(drawn.stages))] if few else spread(drawn.phases):
        made += [_sheet(drawn, span, printer, writer)]
    return "".join([*made, *(said("CJMNote", rule) for rule in drawn.rules)])


def _sheet(drawn: Chart, span: range, printer: Printer, writer: Writer) -> str:
    wide = min(110.0, (LYING - _LANE) / len(span))
    rows = [*_heads(drawn, span, wide)]
    for one in drawn.rows:
        rows += _lane(one, span, wide, printer, writer)
    return table([_LANE, *[wide] * len(span)], rows, f"{drawn.title} — {drawn.viewpoint}")


def _heads(drawn: Chart, span: range, wide: float) -> Iterator[str]:
    """Yield the rows of phases and of the stages' names; both are repeated on every page."""
    if any(drawn.phases[place] for place in span):
        runs = [(name, len(list(run))) for name, run in groupby(drawn.phases[place] for place in span)]
        cells = [cell(said("CJMLabel", name), wide * n, span=n, fill=PAPER) for name, n in runs]
        yield row([cell("", _LANE, fill=PAPER), *cells], head=True)
    names = [
        cell(said("CJMCellHead", f"{place + 1}. {drawn.stages[place]}"), wide, fill=PALE_BLUE)
        for place in span
    ]
    yield row([cell("", _LANE, fill=PALE_BLUE), *names], head=True)


def _lane(one: Row, span: range, wide: float, printer: Printer, writer: Writer) -> Iterator[str]:
    name = cell(said("CJMCellHead", one.name), _LANE, fill=FAINT)
    if one.points:
        drawn = paragraph("CJMCell", _curve(one, span, wide, printer, writer), extra="<w:keepNext/>")
        yield row([name, cell(drawn, wide * len(span), span=len(span), tight=True)], whole=True)
        name = cell("", _LANE, fill=FAINT)
    if not one.points or any(one.boxes[place].lines or one.boxes[place].hint for place in span):
        yield row([name, *(cell(_box(one.boxes[place], writer), wide) for place in span)])
    if one.border:
        border = said("CJMNote", f"– – –  {one.border}  – – –")
        yield row([cell(border, _LANE + wide * len(span), span=len(span) + 1)])


def _curve(one: Row, span: range, wide: float, printer: Printer, writer: Writer) -> str:
    """Return the emotion curve over some stages; it runs on over the edges where the way goes on."""
    first, last = max(0, span.start - 1), min(len(one.points), span.stop + 1)
    step = wide * _POINT * _FINE
    tall = _STRIP * _POINT * _FINE
    parts = strip.draw(
        one.points[first:last],
        step=step,
        height=tall,
        left=(first - span.start) * step,
        decimal=printer.decimal,
        marked=range(span.start - first, span.stop - first),
    )
    svg = picture(Caption(title=one.name, description=one.told, empty=""), step * len(span), tall, parts)
    alt = f"{one.name}: {one.told}"
    return writer.image(svg, step * len(span), wide * len(span), _STRIP, alt)


def _box(box: Box, writer: Writer) -> str:
    """Return one cell: figures, claims, what was given, and the hint."""
    parts = [
        paragraph("CJMCell", run(f"{name}  ", "CJMSupport"), run(v, bold=True)) for name, v in box.figures
    ]
    if box.inline:
        parts.append(said("CJMCell", ", ".join(f"{line.text}\u00a0({line.support})" for line in box.lines)))
    else:
        parts += [
            writer.claim(
                {"t": line.text, "source": line.source, "support": line.support, "grade": line.grade},
                tight=True,
            )
            for line in box.lines
        ]
    parts += [said("CJMCell", box.given)] if box.given else []
    return "".join([*parts, *([said("CJMHint", box.hint)] if box.hint else [])])

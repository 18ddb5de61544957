"""Maps on slides: native tables of at most five stages; what a cell cannot hold stands in the notes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ..pictures.colours import BAD, BLUE, FAINT, FILLS, GOOD, INK, LINE, MUTED, PALE_BLUE, PAPER, ink_on, mood
from ..printing.layout import spread
from ..printing.maps import chart
from ..printing.words import mark
from .claims import claim_para, evidence
from .deck import FOOT, ROOM
from .setting import Para, Paras, Run, height, hint, muted, para
from .tables import PAD_X, Line, Slot, cut, more, put_table, row_height, slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..draft import CellPart, MapPart
    from ..pictures.values import EmotionPoint
    from ..printing.values import Box, Chart, Row
    from .deck import Deck, Page

STAGES = 5  # of one slide
LANE = 104.0
_LOOSE = (
    (14.0, 99),
    (13.0, 99),
    (12.0, 99),
    (11.0, 99),
    (10.5, 99),
    (10.0, 99),
)  # size, claims a cell: as much as fits, large letters first
_TIGHT = (
    *((size, most) for most in (8, 6, 5, 4, 3) for size in (11.0, 10.0)),
    *((size, most) for most in (3, 2) for size in (9.5, 9.0)),
)
_LAST = ((9.0, 1), (8.5, 1))
ACCENTS = {
    "pains": BAD,
    "reasons": BAD,
    "risks": BAD,
    "ideas": GOOD,
    "positives": GOOD,
    "strengthen": GOOD,
    "goals": BLUE,
    "moments": INK,
}
_CHIPS = 4  # short claims on one line


def map_slides(deck: Deck, part: MapPart) -> None:
    """Add a map: a slide for each run of stages, several where its lanes need them."""
    drawn = chart(part, deck.printer)
    for span in _spans(drawn):
        slides = list(_fitting(drawn, span, deck, list(drawn.rows)))
        for number, fitted in enumerate(slides, 1):
            _map_slide(
                deck, part, drawn, span, fitted, number=f"{number}/{len(slides)}" if slides[1:] else ""
            )


def _spans(drawn: Chart) -> list[range]:
    if len(drawn.stages) <= STAGES:
        return [range(len(drawn.stages))]
    return list(spread(drawn.phases))


Fit = tuple[list["Row"], float, int]  # lanes, size of letters, claims a cell


def _fitting(drawn: Chart, span: range, deck: Deck, rows: list[Row]) -> Iterator[Fit]:
    """Share lanes out among slides so that each cell shows at least two claims where it has them."""
    room = _room(drawn, deck)
    splits = len(rows) > 1
    for size, most in (*_LOOSE, *_TIGHT, *(() if splits else _LAST)):
        if _table_height(drawn, span, deck, rows=rows, size=size, most=most) <= room:
            yield rows, size, most
            return
    if not splits:
        yield rows, _LAST[-1][0], 1
        return
    half = _half(drawn, span, deck, rows)
    yield from _fitting(drawn, span, deck, rows[:half])
    yield from _fitting(drawn, span, deck, rows[half:])


def _half(drawn: Chart, span: range, deck: Deck, rows: list[Row]) -> int:
    """Return the lane that parts the map's height most evenly."""
    highs = [_table_height(drawn, span, deck, rows=[row], size=9.0, most=2) for row in rows]
    return min(range(1, len(rows)), key=lambda at: (abs(sum(highs[:at]) - sum(highs[at:])), at))


def _room(drawn: Chart, deck: Deck) -> float:
    """Return how high a table may be below the title of a map's slide."""
    note = height((muted(_base(drawn, deck), 11.5),), ROOM)
    return FOOT - 18.0 - 2 * 24.0 * 1.22 - note - 40.0


def _widths(span: range) -> list[float]:
    return [LANE, *[(ROOM - LANE) / len(span)] * len(span)]


def _table_height(  # noqa: PLR0913 (a part of a map and how it is set)
    drawn: Chart, span: range, deck: Deck, *, rows: Sequence[Row], size: float, most: int
) -> float:
    widths = _widths(span)
    made = [*_heads(drawn, span), *_lines(span, deck, rows, size, most)]
    return sum(row_height(line, widths) for line in made)


def _base(drawn: Chart, deck: Deck) -> str:
    legend = deck.printer.legend()
    signs = f"● {legend.strong}   ◐ {legend.partial}   ○ {legend.single}"
    return "   ·   ".join(part for part in (drawn.base, drawn.note, signs) if part)


def _map_slide(  # noqa: PLR0913 (a map and what of it stands here)
    deck: Deck, part: MapPart, drawn: Chart, span: range, fitted: Fit, *, number: str
) -> None:
    rows, size, most = fitted
    title = f"{drawn.title} — {drawn.viewpoint}"
    if len(span) < len(drawn.stages):
        title += " · " + deck.printer._(
            "stages %(first)s–%(last)s of %(n)s", first=span.start + 1, last=span.stop, n=len(drawn.stages)
        )
    page = deck.page(f"{title} · {number}" if number else title, _base(drawn, deck))
    lines = [*_heads(drawn, span), *_lines(span, deck, rows, size, most)]
    if len(rows) == 1:
        lines = _clipped(lines, span, FOOT - page.top, deck)
    put_table(page, lines, _widths(span), page.top, title)
    _notes(page, part, drawn, span, {row.id for row in rows})


def _heads(drawn: Chart, span: range) -> list[Line]:
    """Return the rows of phases and of the stages' names."""
    lines = []
    if any(drawn.phases[place] for place in span):
        runs = [(name, len(list(run))) for name, run in groupby(drawn.phases[place] for place in span)]
        slots = [Slot(paras=(para(name, 9.5, bold=True, colour=BLUE),), span=wide) for name, wide in runs]
        lines.append(Line(slots=(slot(), *slots), rule=PAPER))
    names = [
        slot(_clip(para(f"{place + 1}. {drawn.stages[place]}", 11.0, bold=True), span), fill=PALE_BLUE)
        for place in span
    ]
    return [*lines, Line(slots=(slot(para("", 11.0), fill=PALE_BLUE), *names))]


def _clip(one: Para, span: range) -> Para:
    """Keep a stage's name to three lines."""
    width = _widths(span)[1] - 2 * PAD_X
    return one if height((one,), width) < 3.5 * 11 * 1.22 else cut(one, width, 3.2 * 11 * 1.22)


def _lines(span: range, deck: Deck, rows: Sequence[Row], size: float, most: int) -> Iterator[Line]:
    for row in rows:
        colour = ACCENTS.get(row.id, INK)
        name = para(row.name, min(size + 0.5, 11.0), bold=True, colour=colour)
        name = name if height((name,), LANE - 2 * PAD_X) < 90 else cut(name, LANE - 2 * PAD_X, 80)  # noqa: PLR2004
        cells = [_cell(row, place, deck, size, most) for place in span]
        named = slot(name, fill=FAINT)
        if row.points:
            yield Line(slots=(named, *(_felt(row.points[place], deck, size) for place in span)), rule=LINE)
            named = slot(para("", 4.0), fill=FAINT)
        if not row.points or any(one.paras[0].text for one in cells):
            yield Line(slots=(named, *cells), rule=PAPER if row.points else LINE)
        if row.border:
            border = Slot(paras=(para(f"– – –  {row.border}  – – –", 8.5, colour=MUTED),), span=len(span) + 1)
            yield Line(slots=(border,), rule=INK)


def _cell(row: Row, place: int, deck: Deck, size: float, most: int) -> Slot:
    """Return one cell: figures, claims, what was given, and the hint."""
    box = row.boxes[place]
    paras = [_figure(name, value, size) for name, value in box.figures]
    paras += _claims(box, deck, size, most)
    if box.given:
        paras.append(para(box.given, size, 2))
    if box.hint:
        paras.append(hint(box.hint, size))
    return slot(*(paras or [para("", size)]))


def _felt(point: EmotionPoint, deck: Deck, size: float) -> Slot:
    """Return the feeling at a stage on its colour."""
    if point.mean is None:
        return slot(muted("–", size + 1))
    fill = FILLS[mood(point.mean)]
    letters = ink_on(fill)
    value = f"{mark(point.mean)} {deck.printer.words.signed(point.mean)}".strip()
    runs = (
        Run(value, bold=True, colour=letters),
        Run(f"   n = {point.respondents}", colour=letters, scale=0.8),
    )
    return slot(Para(runs, size + 2), fill=fill)


def _figure(name: str, value: str, size: float) -> Para:
    return Para((Run(f"{name}  ", colour=MUTED), Run(value, bold=True)), size, 1)


def _claims(box: Box, deck: Deck, size: float, most: int) -> Paras:
    """Return the best backed claims, and how many more there are."""
    lines = list(box.lines)
    short = most * _CHIPS if box.inline else most
    if len(lines) > short:
        lines = sorted(lines, key=lambda line: -line.grade)[:short]
    left = len(box.lines) - len(lines)
    if box.inline:
        said = [f"{line.text}\u00a0({line.support})" for line in lines]
        paras = [para(", ".join(said), size)] if said else []
    else:
        paras = [claim_para(line, deck.printer, size) for line in lines]
    if left:
        paras.append(muted(more(left, deck), size * 0.9, 2))
    return tuple(paras)


def _clipped(lines: list[Line], span: range, room: float, deck: Deck) -> list[Line]:
    """Keep a lone lane whose words are too long inside the slide."""
    from .tables import squeezed  # noqa: PLC0415 (rare)

    widths = _widths(span)
    spare = room - sum(row_height(line, widths) for line in lines)
    if spare >= 0:
        return lines
    tall = max(range(len(lines)), key=lambda at: row_height(lines[at], widths))
    kept = row_height(lines[tall], widths) + spare
    return [squeezed(line, widths, kept, deck) if at == tall else line for at, line in enumerate(lines)]


def _notes(page: Page, part: MapPart, drawn: Chart, span: range, lanes: set[str]) -> None:
    """Put the evidence of every cell of the slide, and the map's rules, into the notes."""
    printer = page.deck.printer
    order = [stage.id for stage in printer.draft.stages]
    used = {cell.stage for lane in part.lanes for cell in lane.cells}
    stages = [stage for stage in order if stage in used]
    for place in span:
        page.note(f"{place + 1}. {drawn.stages[place]}")
        for lane in part.lanes:
            if lane.id in lanes:
                _lane_notes(page, lane.name, [c for c in lane.cells if c.stage == stages[place]], part)
        page.note("")
    page.note(*part.rules)


def _lane_notes(page: Page, name: str, cells: Sequence[CellPart], part: MapPart) -> None:
    printer = page.deck.printer
    for cell in cells:
        figures = (f"    {figure.name}: {printer.figure(figure)}" for figure in cell.figures)
        said = [text for text in (*figures, cell.given, cell.hint) if text]
        if cell.claims or said:
            page.note(f"[{name}]", *said)
        for claim in cell.claims:
            page.note(*evidence(claim, part.viewpoint, printer))

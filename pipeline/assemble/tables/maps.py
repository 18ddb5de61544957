"""Maps as sheets: a column a stage; a lane takes as many rows as its fullest cell has claims.

A claim has a cell of its own: nothing is cut, each is coloured by its evidence and says it in words too, and
the lane's name in every row lets people filter by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..office import visible
from ..pictures.colours import mood
from ..printing.maps import chart
from ..printing.words import GRADES
from .workbook import FAINT, GIVEN, HEAD, HINT, LABEL, NOTE, PLAIN, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..draft import MapPart
    from ..pictures.values import EmotionPoint
    from ..printing.values import Box, Chart, Line, Row
    from .speech import Clerk
    from .workbook import Workbook

_LANE, _STAGE = 22, 36  # widths in characters
_TAIL = 14  # of a sheet's name: whose map it is
_NAME = 31
_GRADES = {number: name for name, number in GRADES.items()}

Said = tuple[str, str]  # a text and its look


def add_map(book: Workbook, part: MapPart, number: int, clerk: Clerk) -> Any:
    """Add a map's sheet and return it."""
    drawn = chart(part, clerk)
    sheet = book.sheet(_name(drawn, number))
    book.write(sheet, 1, 1, f"{drawn.title} — {drawn.viewpoint} ({drawn.base})", TITLE)
    book.write(sheet, 2, 1, drawn.note or _legend(clerk), NOTE).alignment = _unwrapped()
    top = _heads(book, sheet, drawn, clerk)
    bottom = top
    for row in drawn.rows:
        bottom = _lane(book, sheet, row, bottom + 1, clerk)
    _feet(book, sheet, drawn, bottom + 2, clerk)
    _arrange(sheet, top, bottom, len(drawn.stages))
    return sheet


def claim_text(line: Line, clerk: Clerk) -> str:
    """Return a claim with "k of n", its evidence in words and, of a respondent's own words, their source."""
    said = clerk.in_quotes(visible(line.text)) if line.source else visible(line.text)
    parts = [line.source, line.support, clerk.grades[_GRADES[line.grade]]]
    return f"{said} ({', '.join(part for part in parts if part)})"


def _name(drawn: Chart, number: int) -> str:
    """Return "3. Service bluepr… · Clients": the viewpoint stays legible."""
    head = f"{number}."
    tail = drawn.viewpoint.rsplit(" · ", 1)[-1] if drawn.segment else drawn.viewpoint
    tail = f" · {tail if len(tail) <= _TAIL else tail[: _TAIL - 1].rstrip() + '…'}"
    room = _NAME - len(head) - 1 - len(tail)
    title = drawn.title if len(drawn.title) <= room else drawn.title[: room - 1].rstrip() + "…"
    return f"{head} {title}{tail}"


def _heads(book: Workbook, sheet: Any, drawn: Chart, clerk: Clerk) -> int:
    """Write phases, if there are any, and stages; return the row of the stages."""
    row = 3
    if any(drawn.phases):
        book.write(sheet, row, 1, clerk._("Phase"), HEAD)
        for column, phase in enumerate(drawn.phases, 2):
            book.write(sheet, row, column, phase, HEAD)
        row += 1
    book.write(sheet, row, 1, clerk._("Lane"), HEAD)
    for column, stage in enumerate(drawn.stages, 2):
        book.write(sheet, row, column, f"{column - 1}. {visible(stage)}", HEAD)
    return row


def _lane(book: Workbook, sheet: Any, lane: Row, first: int, clerk: Clerk) -> int:
    """Write a lane and return its last row."""
    points: list[EmotionPoint | None] = [*lane.points] or [None] * len(lane.boxes)
    cells = [list(_said(box, point, clerk)) for box, point in zip(lane.boxes, points, strict=True)]
    high = max((len(said) for said in cells), default=1) or 1
    for place in range(high):
        book.write(sheet, first + place, 1, visible(lane.name), FAINT if place else LABEL)
        for column, said in enumerate(cells, 2):
            text, look = said[place] if place < len(said) else (None, PLAIN)
            book.write(sheet, first + place, column, text, look)
    if not lane.border:
        return first + high - 1
    book.write(sheet, first + high, 1, lane.border, NOTE)
    _line(sheet, first + high, len(lane.boxes) + 1)
    return first + high


def _said(box: Box, point: EmotionPoint | None, clerk: Clerk) -> Iterator[Said]:
    """Yield what a cell says: the feeling, figures, what the researcher wrote, claims, and the hint."""
    if point and point.mean is not None:
        yield f"{clerk.felt(point.mean)} ({clerk.respondents(point.respondents)})", mood(point.mean)
    for name, value in box.figures:
        yield f"{visible(name)}: {value}", PLAIN
    if box.given:
        yield f"✎ {box.given}", GIVEN
    for line in box.lines:
        yield claim_text(line, clerk), _GRADES[line.grade]
    if box.hint:
        yield box.hint, HINT


def _line(sheet: Any, row: int, columns: int) -> None:
    """Draw the line that a lane's border stands for."""
    from openpyxl.styles import Border, Side  # noqa: PLC0415 (slow to load, needed by this export alone)

    for column in range(1, columns + 1):
        sheet.cell(row, column).border = Border(top=Side(style="mediumDashed", color="FF566070"))


def _unwrapped() -> Any:
    from openpyxl.styles import Alignment  # noqa: PLC0415 (as above)

    return Alignment(wrap_text=False, vertical="top")


def _legend(clerk: Clerk) -> str:
    _ = clerk._
    return _("Counts are of respondents; grey italics: what to ask or fill in; ✎: what the researcher wrote.")


def _feet(book: Workbook, sheet: Any, drawn: Chart, row: int, clerk: Clerk) -> None:
    """Write the rules below the map; a note that took the legend's place brings the legend here."""
    rules = (*drawn.rules, *([_legend(clerk)] if drawn.note else []))
    for place, rule in enumerate(rules):
        book.write(sheet, row + place, 1, rule, NOTE).alignment = _unwrapped()


def _arrange(sheet: Any, top: int, bottom: int, stages: int) -> None:
    """Set widths, frozen panes, the filter by lane, and what a print repeats."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 (as above)

    sheet.column_dimensions["A"].width = _LANE
    for column in range(2, stages + 2):
        sheet.column_dimensions[get_column_letter(column)].width = _STAGE
    sheet.freeze_panes = sheet.cell(top + 1, 2)
    sheet.auto_filter.ref = f"A{top}:A{max(bottom, top + 1)}"
    sheet.print_title_rows, sheet.print_title_cols = f"1:{top}", "A:A"
    sheet.sheet_view.zoomScale = 90

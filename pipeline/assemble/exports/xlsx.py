"""The atlas as a workbook: a sheet a map, and flat tables of themes, quotes and every finding to filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...wording import nearest_language
from ..tables.about import making_facts, reading_notes, study_facts
from ..tables.findings import (
    barriers_table,
    breaks_table,
    contradictions_table,
    decision_tables,
    guide_table,
    touchpoints_table,
)
from ..tables.maps import add_map
from ..tables.people import portraits_table, stories_table, views_table
from ..tables.quotes import quotes_table
from ..tables.speech import Clerk
from ..tables.themes import saturation_table, stages_table, themes_table
from ..tables.workbook import LABEL, LINK, NOTE, PLAIN, TITLE, Workbook
from .base import Export

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..atlas.values import Atlas
    from ..draft import MapPart
    from ..tables.values import Table

_TABLES = (
    themes_table,
    quotes_table,
    portraits_table,
    stories_table,
    barriers_table,
    touchpoints_table,
    breaks_table,
    contradictions_table,
    views_table,
    saturation_table,
    guide_table,
    stages_table,
)


def render(atlas: Atlas) -> bytes:
    """Return the bytes of a workbook: about, maps of roles, tables, then maps of segments."""
    clerk = Clerk(atlas.draft)
    _ = clerk._
    book = Workbook(_(" [cut: a cell holds no more; the whole text is in draft.json]"))
    about = book.sheet(_("About"))
    sheets = [_map(book, part, number, clerk) for number, part in _maps(atlas, segments=False)]
    tables = [*(make(atlas, clerk) for make in _TABLES), *decision_tables(atlas, clerk)]
    sheets += [(_table(book, table, clerk), table.rule) for table in tables]
    sheets += [_map(book, part, number, clerk) for number, part in _maps(atlas, segments=True)]
    _about(book, about, sheets, atlas, clerk)
    return book.save(
        {
            "title": atlas.draft.study.title or _("Customer Journey Map"),
            "subject": _("Customer Journey Map: a draft from interviews"),
            "creator": atlas.draft.manifest.tool,
            "language": nearest_language(atlas.draft.study.language),
        }
    )


def _maps(atlas: Atlas, *, segments: bool) -> Iterator[tuple[int, MapPart]]:
    """Yield the maps of roles or of segments with their numbers."""
    parts = sorted(atlas.maps, key=lambda part: part.segment is not None)
    return ((at, part) for at, part in enumerate(parts, 1) if (part.segment is not None) == segments)


def _map(book: Workbook, part: MapPart, number: int, clerk: Clerk) -> tuple[Any, str]:
    """Add a map's sheet; return it with the map's whole name."""
    return add_map(book, part, number, clerk), clerk.title(part)


def _table(book: Workbook, table: Table, clerk: Clerk) -> Any:
    """Add a table's sheet; the one of saturation has a chart beside it."""
    sheet = book.table(table, clerk._("no data"))
    if table.name == clerk._("Saturation") and table.rows:
        _chart(sheet, table, clerk)
    return sheet


def _chart(sheet: Any, table: Table, clerk: Clerk) -> None:
    """Put a chart of new themes beside their table; its figures stay editable."""
    from openpyxl.chart import BarChart, Reference  # noqa: PLC0415 (slow to load, needed by this export alone)

    last = len(table.rows) + 1
    chart = BarChart()
    chart.title, chart.legend = clerk._("New themes"), None
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=2, min_row=2, max_row=last))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorUnit = None
    chart.series[0].graphicalProperties.solidFill = "1D4470"
    chart.width, chart.height, chart.gapWidth = 22, 9, 45
    sheet.add_chart(chart, "G2")


def _about(book: Workbook, sheet: Any, sheets: list[tuple[Any, str]], atlas: Atlas, clerk: Clerk) -> None:
    """Fill the first sheet: the study, what the file holds, how to read it, and what made it."""
    _ = clerk._
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 110
    title = atlas.draft.study.title or _("Customer Journey Map")
    book.write(sheet, 1, 1, title, TITLE)
    row = 3
    for name, value in study_facts(atlas.draft, clerk):
        row = _fact(book, sheet, row, name, value)
    book.write(sheet, row + 1, 1, _("What the file holds"), TITLE)
    row += 2
    for found, told in sheets:
        _link(book, sheet, row, found.title)
        book.write(sheet, row, 2, told, NOTE)
        row += 1
    book.write(sheet, row + 1, 1, _("How to read it"), TITLE)
    row += 2
    notes = (
        *reading_notes(clerk),
        _("A text that begins like a formula is written as a text and never run."),
    )
    for note in notes:
        book.write(sheet, row, 2, note, PLAIN)
        row += 1
    book.write(sheet, row + 1, 1, _("How this document was made"), TITLE)
    row += 2
    for name, value in making_facts(atlas.draft, clerk):
        row = _fact(book, sheet, row, name, value)


def _link(book: Workbook, sheet: Any, row: int, name: str) -> None:
    """Write a sheet's name that leads to the sheet."""
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415 (as above)

    cell = sheet.cell(row, 1)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1", display=name)
    book.write(sheet, row, 1, name, LINK)


def _fact(book: Workbook, sheet: Any, row: int, name: str, value: str | float | None) -> int:
    """Write a line of the first sheet and return the next row."""
    book.write(sheet, row, 1, name, LABEL)
    book.write(sheet, row, 2, value, PLAIN)
    return row + 1


EXPORT = Export(name="xlsx", suffix=".xlsx", render=render)

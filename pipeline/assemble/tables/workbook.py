"""A workbook: cells that are never formulas, tables with heads and filters, one look for all."""

from __future__ import annotations

import re
from copy import copy
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..office import undated
from ..pictures.colours import BLUE, FILLS, INK, LINE, MUTED, PALE_BLUE, PAPER, Mood, ink_on
from .safety import excel_text, legible, looks_like_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .values import Table, Value

SHEET_LIMIT = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TINTS = {"strong": "#bccfe4", "partial": PALE_BLUE, "single": PAPER}
PLAIN, CELL, HEAD, TITLE, NOTE, HINT, LABEL, FAINT, GIVEN, LINK = (
    "plain",
    "cell",
    "head",
    "title",
    "note",
    "hint",
    "label",
    "faint",
    "given",
    "link",
)


class Workbook:
    """Makes sheets one after the other; ``cut`` is what a cell says whose text was too long for it."""

    def __init__(self, cut: str) -> None:
        """Open an empty workbook."""
        from openpyxl import Workbook as File  # noqa: PLC0415 (slow to load, needed by this export alone)

        self.file = File()
        self.file.remove(self.file.active)
        self.cut = cut
        self._names: set[str] = set()
        self._looks: dict[str, Any] = {}

    def sheet(self, name: str) -> Any:
        """Add an empty sheet; its name is shortened and made unlike the others."""
        found = sheet_name(name, self._names)
        self._names.add(found.casefold())
        sheet = self.file.create_sheet(found)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: Value, look: str = PLAIN) -> Any:
        """Write one cell and return it; a text stays a text, whatever it begins with."""
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = excel_text(value, self.cut)
            cell.data_type = "s"  # "=…" and "#REF!" are words here
        elif value is not None:
            cell.value = value
        cell._style = copy(self._look(look))  # noqa: SLF001 (setting four styles on every cell takes minutes)
        if isinstance(value, str) and looks_like_formula(value):
            cell.quotePrefix = True  # still a text after somebody edits it
        return cell

    def table(self, table: Table, nothing: str) -> Any:
        """Add a sheet of rows under heads, to be filtered; an empty one says ``nothing``."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 (as above)

        sheet = self.sheet(table.name)
        for place, column in enumerate(table.columns, 1):
            self.write(sheet, 1, place, column.title, HEAD)
            sheet.column_dimensions[get_column_letter(place)].width = max(
                column.width, _head_room(column.title)
            )
        for number, row in enumerate(table.rows, 2):
            for place, value in enumerate(row, 1):
                if value is not None and value != "":
                    self.write(sheet, number, place, value, CELL)
        if not table.rows:
            self.write(sheet, 2, 1, nothing, HINT)
        last = get_column_letter(len(table.columns))
        sheet.auto_filter.ref = f"A1:{last}{max(2, len(table.rows) + 1)}"
        sheet.freeze_panes = "B2"
        sheet.print_title_rows = "1:1"
        return sheet

    def save(self, properties: Mapping[str, str]) -> bytes:
        """Return the file; nothing of the clock or of this computer is in it."""
        for name, value in properties.items():
            setattr(self.file.properties, name, legible(value).replace("\n", " "))
        out = BytesIO()
        self.file.save(out)
        return undated(out.getvalue())

    def _look(self, name: str) -> Any:
        if name not in self._looks:
            self._looks[name] = self._made(name)
        return self._looks[name]

    def _made(self, name: str) -> Any:
        """Make a look once: letters, fill, lines, and how a text lies."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415 (as above)

        ink, fill = _colours(name)
        cell = self.file.worksheets[0].cell(1, 1)
        before = copy(cell._style)  # noqa: SLF001 (a scratch cell: looks are kept by the workbook)
        cell.font = Font(
            name="Arial",
            size=14 if name == TITLE else 10,
            bold=name in {HEAD, TITLE, LABEL},
            italic=name in {HINT, NOTE},
            underline="single" if name == LINK else None,
            color=_hex(ink),
        )
        cell.alignment = Alignment(wrap_text=name not in {TITLE, LINK}, vertical="top")
        if fill:
            cell.fill = PatternFill("solid", fgColor=_hex(fill))
        if name not in {TITLE, NOTE, LINK, CELL}:
            thin = Side(style="thin", color=_hex(LINE))
            cell.border = Border(top=thin, bottom=thin, left=thin, right=thin)
        made, cell._style = cell._style, before  # noqa: SLF001 (as above)
        return made


def _colours(name: str) -> tuple[str, str]:
    """Return a look's letters and fill."""
    if name in _TINTS:
        return INK, _TINTS[name]
    if name in FILLS:
        fill = FILLS[Mood(name)]
        return ink_on(fill), fill
    letters = {HEAD: PAPER, TITLE: BLUE, HINT: MUTED, NOTE: MUTED, FAINT: MUTED, GIVEN: BLUE, LINK: BLUE}
    return letters.get(name, INK), BLUE if name == HEAD else ""


def _hex(colour: str) -> str:
    return f"FF{colour[1:].upper()}"


def sheet_name(name: str, taken: set[str]) -> str:
    """Return a name a sheet may have: 31 UTF-16 units and unlike those ``taken``, which are casefolded."""
    clean = _FORBIDDEN.sub(" ", legible(name)).replace("'", "’").replace("\ufffd", " ")
    clean = " ".join(clean.split()) or "—"
    found, number = _short(clean, ""), 2
    while found.casefold() in taken:
        found, number = _short(clean, f" ({number})"), number + 1
    return found


def _short(name: str, tail: str) -> str:
    """Return a name cut to a sheet's limit with its tail whole."""
    if _units(name + tail) <= SHEET_LIMIT:
        return name + tail
    while _units(f"{name}…{tail}") > SHEET_LIMIT:
        name = name[:-1]
    return f"{name.rstrip()}…{tail}"


def _head_room(title: str) -> int:
    """Return the width that the longest word of a bold head needs beside the filter's arrow."""
    return round(1.2 * max(len(word) for word in title.split())) + 4


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2

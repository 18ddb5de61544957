"""OpenDocument spreadsheets (.ods of LibreOffice, Google Sheets), read as .xlsx is: one sheet of turns."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..containers import BINARY, ODS, document_kind
from .base import TranscriptFormat
from .odt import text_of
from .packages import guard, opened
from .tabular import read_sheets, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...records import ParsedTranscript, Source
    from .columns import Cell
    from .tabular import Row

NAME = "ods"
SAVE_ANEW = "open it in a spreadsheet program and save it anew as .xlsx or .csv"
LIMIT_ROWS, LIMIT_COLUMNS = 200_000, 200

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_GROUPS = {f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
_DURATION = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,](\d{1,9}))?S)?\Z")


def is_ods(source: Source) -> bool:
    """Tell whether the source is an OpenDocument spreadsheet."""
    return source.text is None and source.encoding == BINARY and document_kind(source.data) == ODS


def sniff(source: Source) -> float:
    """Return 0.85 for any spreadsheet: no other format reads one, and parsing names what is missing."""
    return 0.85 if is_ods(source) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns of the one sheet whose headings are understood; ``line`` is the sheet's row.

    Raises UnreadableSource when no sheet or more than one is, EmptySource for a workbook without cells.
    """
    return read_sheets(source.path, NAME, read_rows(source))


def read_rows(source: Source) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Return each sheet's title and filled rows; raises UnreadableSource for a damaged or locked file."""
    with opened(source, SAVE_ANEW):
        return _read(source.data)


@lru_cache(maxsize=1)  # parsing and explaining look at the same file in turn
def _read(data: bytes) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 (needed for packed documents only)

    guard(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        content = fromstring(archive.read("content.xml"), forbid_dtd=True)
    sheets = content.findall(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
    return tuple((sheet.get(f"{_TABLE}name", ""), tuple(_rows(sheet))) for sheet in sheets)


def _rows(sheet: Any) -> Iterator[Row]:
    """Yield the filled rows with their numbers; a repeated row stands as often as it is repeated."""
    number = 1
    for row in _row_elements(sheet):
        times = _repeated(row, "rows")
        cells = tuple(trim(tuple(_cells(row))))
        for line in range(number, min(number + times, LIMIT_ROWS + 1)) if cells else ():
            yield line, cells
        number += times


def _row_elements(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _row_elements(child)


def _cells(row: Any) -> Iterator[Cell]:
    place = 0
    for cell in row:
        if cell.tag in _CELLS:
            times = min(_repeated(cell, "columns"), LIMIT_COLUMNS - place)
            value = None if cell.tag.endswith("covered-table-cell") else _value(cell)
            yield from (value,) * times
            place += times


def _repeated(element: Any, what: str) -> int:
    count = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(count) if count.isascii() and count.isdigit() and len(count) < 9 else 1  # noqa: PLR2004


def _value(cell: Any) -> Cell:
    """Return a cell's time or number as one, and the words of any other cell."""
    kind = cell.get(f"{_OFFICE}value-type", "string")
    if kind == "time" and (match := _DURATION.match(cell.get(f"{_OFFICE}time-value", ""))):
        hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
        fraction = float(f"0.{match[4] or 0}")
        return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds + fraction)
    if kind in {"float", "percentage", "currency"}:
        value = cell.get(f"{_OFFICE}value", "")
        try:
            return int(value) if value.isdigit() else float(value)
        except ValueError:
            pass
    lines = [text_of(child) for child in cell if child.tag == f"{_TEXT}p"]
    return "\n".join(lines) or None


FORMAT = TranscriptFormat(name=NAME, extensions=("ods", "ots"), sniff=sniff, parse=parse)

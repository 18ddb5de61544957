"""Spreadsheets (.xlsx) whose headings name the speaker, the words and the times; one sheet is read."""

from __future__ import annotations

import warnings
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from ..containers import BINARY, XLSX, document_kind
from .base import TranscriptFormat
from .packages import guard, opened
from .tabular import read_sheets, trim

if TYPE_CHECKING:
    from ...records import ParsedTranscript, Source
    from .tabular import Row

NAME = "xlsx"
SAVE_ANEW = "open it in a spreadsheet program and save it anew as .xlsx or .csv"
LIMIT_ROWS, LIMIT_COLUMNS = 200_000, 200


def is_xlsx(source: Source) -> bool:
    """Tell whether the source is a spreadsheet."""
    return source.text is None and source.encoding == BINARY and document_kind(source.data) == XLSX


def sniff(source: Source) -> float:
    """Return 0.85 for any spreadsheet: no other format reads one, and parsing names what is missing."""
    return 0.85 if is_xlsx(source) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns of the one sheet whose headings are understood; ``line`` is the sheet's row.

    Raises UnreadableSource when no sheet or more than one is, EmptySource for a workbook without cells.
    """
    return read_sheets(source.path, NAME, read_rows(source))


def read_rows(source: Source) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Return each sheet's title and filled rows; raises UnreadableSource for a damaged workbook."""
    with opened(source, SAVE_ANEW):
        return _read(source.data)


@lru_cache(maxsize=1)
def _read(data: bytes) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    from openpyxl import load_workbook  # noqa: PLC0415 (slow to load and needed for spreadsheets only)

    guard(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that are not kept; nothing is written
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs state them wrongly
            cells = sheet.iter_rows(values_only=True, max_row=LIMIT_ROWS, max_col=LIMIT_COLUMNS)
            rows = ((number, tuple(trim(row))) for number, row in enumerate(cells, start=1))
            found.append((sheet.title, tuple(row for row in rows if row[1])))
        book.close()
    return tuple(found)


FORMAT = TranscriptFormat(name=NAME, extensions=("xlsx", "xlsm"), sniff=sniff, parse=parse)

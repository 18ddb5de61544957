"""Tables as CSV lines."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from .safety import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .values import Value


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Value]], *, separator: str, decimal: str) -> str:
    """Return CSV after RFC 4180 with CRLF; texts are kept from being run, numbers have ``decimal``."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([csv_text(head) for head in heads])
    for row in rows:
        writer.writerow([_field(value, decimal) for value in row])
    return out.getvalue()


def _field(value: Value, decimal: str) -> str:
    if isinstance(value, str):
        return csv_text(value)
    return "" if value is None else str(value).replace(".", decimal)

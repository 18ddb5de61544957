"""The flat table of quotes as CSV, as Excel opens it in the study's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..tables.lines import csv_lines
from ..tables.quotes import quotes_table
from ..tables.speech import Clerk
from .base import Export

if TYPE_CHECKING:
    from ..atlas.values import Atlas

BOM = "\ufeff"  # without it Excel takes the file for an old code page


def render(atlas: Atlas) -> bytes:
    """Return UTF-8 with a byte order mark; semicolons and decimal commas are for Russian alone."""
    clerk = Clerk(atlas.draft)
    table = quotes_table(atlas, clerk)
    russian = clerk.words.language == "ru"
    lines = csv_lines(
        [column.title for column in table.columns],
        table.rows,
        separator=";" if russian else ",",
        decimal="," if russian else ".",
    )
    return (BOM + lines).encode()


EXPORT = Export(name="csv", suffix=".csv", render=render)

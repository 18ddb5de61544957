"""Tables kept as text (.csv, .tsv, Markdown) whose headings name the speaker, the words and the times."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from .base import TranscriptFormat
from .columns import HEADER_ROWS, find_columns
from .tabular import read_table, unknown_columns

if TYPE_CHECKING:
    from ...records import ParsedTranscript, Source
    from .tabular import Row

NAME = "table-text"
DELIMITERS = ";\t,|"
HEAD = 20_000  # characters in which the headings must stand
LIMIT_CELL = 4_000_000  # characters; a quote that never closes would swallow the rest of the file
_BOLD = re.compile(r"\*\*(?=\S)([^*|]+)(?<=\S)\*\*")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*\|?)?\s*\Z")


def sniff(source: Source) -> float:
    """Return 0.85 for headings that name words and speaker or time, 0.04 for another .csv or .tsv file."""
    text = source.text
    if text is None or text.lstrip().startswith(("{", "[{", "<", "WEBVTT")):
        return 0.0
    if _delimiter(text[:HEAD]):
        return 0.85
    return 0.04 if source.suffix in {"csv", "tsv"} and re.search(r"[;,\t]", text[:HEAD]) else 0.0


def _delimiter(head: str) -> str | None:
    """Return the sign between the cells of the first row that is understood as headings."""
    for line in head.split("\n", HEADER_ROWS)[:HEADER_ROWS]:
        for delimiter in DELIMITERS:
            if delimiter in line and find_columns([_split(line, delimiter)]):
                return delimiter
    return None


def _split(line: str, delimiter: str) -> list[str]:
    bare = line.strip().strip("|") if delimiter == "|" else line
    if delimiter == "|":
        bare = _BOLD.sub(r"\1", bare)
    return [cell.strip().strip('"').strip() for cell in bare.split(delimiter)]


def parse(source: Source) -> ParsedTranscript:
    """Return the turns by the rows; ``line`` counts the file's lines.

    Raises UnreadableSource for unknown headings, quotes that do not close and times that are none.
    """
    text = source.text or ""
    delimiter = _delimiter(text[:HEAD])
    if delimiter is None:
        raise unknown_columns(source.path, _rows(source.path, text[:HEAD], _likeliest(text[:HEAD])))
    return read_table(source.path, NAME, _rows(source.path, text, delimiter))


def _likeliest(head: str) -> str:
    first = next((line for line in head.split("\n") if line.strip()), "")
    return max(DELIMITERS, key=first.count)


@lru_cache(maxsize=1)
def _rows(path: str, text: str, delimiter: str) -> tuple[Row, ...]:
    lines = text.split("\n")
    if delimiter == "|":
        return tuple(
            (number, tuple(_split(line, "|")))
            for number, line in enumerate(lines, start=1)
            if "|" in line and not _RULE.match(line)
        )
    before = csv.field_size_limit(LIMIT_CELL)
    rows: list[Row] = []
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            rows.append((number, tuple(cells)))
            number = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableSource(
            "the quotes of the row do not pair",
            place=path,
            line=number,
            remedy="double the quotes inside a cell, or export the table again",
        ) from error
    finally:
        csv.field_size_limit(before)
    return tuple(rows)


FORMAT = TranscriptFormat(name=NAME, extensions=("csv", "tsv"), sniff=sniff, parse=parse)

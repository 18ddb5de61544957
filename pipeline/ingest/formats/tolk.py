"""Контур.Толк: a header, then a row a phrase: ``HH:MM:SS``, a tab, the name, a tab, the text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .lines import clock_at, length_of, try_lines
from .pieces import Piece, join_pieces, make_piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...records import Source

NAME = "tolk"
ROWS, ROW_SHARE = 2, 0.5  # how many lines, and which share of all, must be rows

_ROW = re.compile(r"\s*(?P<clock>\d{1,3}:\d{1,2}:\d{1,2})\t(?P<name>[^\t]{1,120})\t(?P<text>.*)\Z")
_CUT_ROW = re.compile(r"\s*\d{1,3}:\d{1,2}:\d{1,2}(?:\t[^\t]*)?\s*\Z")
_LETTER = re.compile(r"[^\W\d_]")


def sniff(source: Source) -> float:
    """Return 0.9 when most lines are rows of a time, a name and a text."""
    if source.text is None or "\t" not in source.text:
        return 0.0
    lines = [line for line in try_lines(source) if line.strip()]
    rows = sum(1 for line in lines if _row(line))
    return 0.9 if rows >= max(ROWS, ROW_SHARE * len(lines)) else 0.0


def _row(line: str) -> re.Match[str] | None:
    match = _ROW.match(line)
    return match if match and _LETTER.search(match["name"]) else None


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; a line that is no row belongs to the row above it.

    The file gives starts only: a phrase ends where a later one begins, so phrases of the same second
    overlap.  Raises UnreadableSource for an impossible time and for a file without rows.
    """
    pieces: list[Piece] = []
    unparsed = 0
    for number, line in enumerate((source.text or "").split("\n"), start=1):
        row = _row(line)
        if row:
            name = row["name"].strip().removesuffix(":")
            pieces.append(make_piece(name, row["text"], number, clock_at(source, number, row["clock"])))
        elif not pieces or _CUT_ROW.match(line):
            unparsed += length_of(line)
        else:
            pieces.append(make_piece(pieces[-1].speaker, line, number))
    turns = join_pieces(_close(pieces))
    if not turns:
        remedy = "download the transcript from Контур.Толк again"
        raise UnreadableSource("the file has no turns", place=source.path, remedy=remedy)
    return ParsedTranscript(format=NAME, turns=turns, unparsed=unparsed)


def _close(pieces: Sequence[Piece]) -> list[Piece]:
    """Give each start the first later start below it as its end; the last phrases end where they begin."""
    closed: list[Piece] = []
    after: float | None = None  # the nearest start below that is not the same second
    same: float | None = None
    for piece in reversed(pieces):
        start = piece.cue.start
        if start is None:
            closed.append(piece)
            continue
        if same is not None and start != same:
            after = same
        same = start
        end = after if after is not None and after > start else start
        closed.append(replace(piece, cue=replace(piece.cue, end=end)))
    return closed[::-1]


FORMAT = TranscriptFormat(name=NAME, extensions=("txt", "tsv"), sniff=sniff, parse=parse)

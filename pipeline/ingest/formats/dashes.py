"""Conversations whose turns begin with a dash and name nobody: ``— Как вы нашли нас?``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import Message, UnreadableSource
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .lines import length_of, read_lines, try_lines
from .pieces import Piece, clean, join_by_silence, make_piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...records import Source

NAME = "dashes"
DASHES, DASH_SHARE = 2, 0.5  # how many lines, and which share of paragraphs, a dash must begin
WARNING = Message("turns are told by dashes alone; the speakers are not named")

# A hyphen may begin a list, so what follows it must look like a sentence.
_DASH = re.compile(r"\s*(?:[–—―]\s*(?=[^\W_]|[«\"“„(…*])|-\s*(?=[«\"“„]?(?![a-zа-яё\d])[^\W_]))")

_FINISHED = re.compile(r"[.!?…:][»\"”)]*\s*\Z")
_CAPITAL = re.compile(r"\s*(?![a-zа-яё])\w")


def sniff(source: Source) -> float:
    """Return 0.2 when a dash begins at least half of the paragraphs."""
    lines = try_lines(source)
    dashed = sum(1 for line in lines if _DASH.match(line))
    return 0.2 if dashed >= max(DASHES, DASH_SHARE * _paragraphs(lines)) else 0.0


def _paragraphs(lines: Sequence[str]) -> int:
    """Count the lines that begin a paragraph: by a dash, below a blank line or below a finished sentence."""
    above = ["", *lines]
    return sum(
        1
        for before, line in zip(above, lines, strict=False)
        if line.strip()
        and (_DASH.match(line) or not before.strip() or (_FINISHED.search(before) and _CAPITAL.match(line)))
    )


def parse(source: Source) -> ParsedTranscript:
    """Return a turn of nobody known for every dash; a line without one belongs to the turn above it.

    What stands above the first dash is no speech.  Raises UnreadableSource for a file without dashes.
    """
    pieces: list[Piece] = []
    unparsed = 0
    for number, line in enumerate(read_lines(source), start=1):
        dash = _DASH.match(line)
        if dash:
            pieces.append(make_piece(None, line[dash.end() :], number, breaks=True))
        elif not pieces:
            unparsed += length_of(line)
        elif clean(line):
            pieces.append(make_piece(None, line, number))
    turns = join_by_silence(pieces, at_questions=False)
    if not turns:
        remedy = "begin each turn with a name and a colon (“Interviewer: …”)"
        raise UnreadableSource("no turns were found", place=source.path, remedy=remedy)
    return ParsedTranscript(format=NAME, turns=turns, warnings=(WARNING,), unparsed=unparsed)


FORMAT = TranscriptFormat(name=NAME, extensions=("txt", "docx", "md"), sniff=sniff, parse=parse)

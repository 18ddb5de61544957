"""Yandex Telemost's summary letters: a header with the date, ``Name:`` lines, ``[00:00:10] text`` lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ...records import ParsedTranscript
from ..labels import is_name, is_role_word, may_be_label
from .base import TranscriptFormat
from .heads import take_time
from .pieces import Piece, close_times, join_pieces, make_piece

if TYPE_CHECKING:
    from ...records import Source

NAME = "telemost"
TIMED_SHARE = 0.5  # of a file's lines that carry a time

_HEADER = re.compile(r"\s*Встреча проходила\s+\d", re.IGNORECASE)
_SPEAKER = re.compile(r"(?P<label>[^:\[\]]{1,63}):\s*\Z")
_TIMED = re.compile(r"\[\d{1,2}:\d{2}:\d{2}\]\s")


def sniff(source: Source) -> float:
    """Return 0.95 for the header with timed lines, 0.9 for names and timed lines without it."""
    if source.text is None:
        return 0.0
    lines = [line for line in source.text.split("\n") if line.strip()]
    timed = sum(1 for line in lines if _TIMED.match(line))
    names = sum(1 for line, after in pairwise(lines) if _is_turn(line, after))
    if not timed or not names:
        return 0.0
    if _HEADER.match(lines[0]):
        return 0.95
    return 0.9 if timed >= TIMED_SHARE * (len(lines) - names) else 0.0


def _is_turn(line: str, after: str) -> bool:
    return _label(line) is not None and _TIMED.match(after) is not None


def _label(line: str) -> str | None:
    match = _SPEAKER.match(line.strip())
    if match and may_be_label(match["label"]) and (is_name(match["label"]) or is_role_word(match["label"])):
        return match["label"]
    return None


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; a line's time ends where the next one begins, for the file gives starts only."""
    lines = (source.text or "").split("\n")
    pieces: list[Piece] = []
    speaker: str | None = None
    unparsed = 0
    for place, line in enumerate(lines):
        after = next((below for below in lines[place + 1 : place + 3] if below.strip()), "")
        label = _label(line) if _TIMED.match(after) else None
        if label:
            speaker = label
        elif speaker is None:
            unparsed += 0 if _HEADER.match(line) else len(line.strip())
        elif line.strip():
            (start, _end), text = take_time(line.strip())
            pieces.append(make_piece(speaker, text, place + 1, start))
    turns = join_pieces(close_times(pieces))
    if not turns:
        raise UnreadableSource("the file has no turns", place=source.path, remedy="export the meeting again")
    return ParsedTranscript(format=NAME, turns=turns, language="ru", unparsed=unparsed)


FORMAT = TranscriptFormat(name=NAME, extensions=("txt",), sniff=sniff, parse=parse)

"""Otter's text, and copies of Teams' transcript: ``Name  0:04`` lines, the text below, a footer."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ...records import ParsedTranscript
from ..labels import is_full_name, is_role_word
from .base import TranscriptFormat
from .heads import squeeze
from .labelled import is_furniture
from .lines import clock_at, length_of, try_lines
from .pieces import Piece, close_times, join_pieces, make_piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...records import Source

NAME = "otter"
HEAD_SHARE = 0.3  # of the paragraphs that a head must begin

_HEAD = re.compile(
    r"(?P<name>(?=.*[^\W\d_])\S[^\t\n]{0,120}?)(?:[ \u00a0]{2,}|\t+)"
    r"(?P<clock>\d{1,3}:\d{2}(?::\d{2})?)[ \u00a0]*\Z"
)
_FOOTER = re.compile(r"\s*transcribed by https?://otter\.ai", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…:;]\Z")


def sniff(source: Source) -> float:
    """Return 0.96 for the footer with a head above it, 0.8 when heads begin the paragraphs."""
    if source.text is None:
        return 0.0
    lines = try_lines(source)
    heads = find_heads(lines)
    if heads and any(_FOOTER.match(line) for line in lines):
        return 0.96
    names = Counter(match["name"].casefold() for match in heads.values())
    if not any(count > 1 for count in names.values()) and not all(map(_is_somebody, names)):
        return 0.0  # a timetable names everything once
    begun = sum(1 for place, line in enumerate(lines) if line.strip() and _begins(lines, place))
    return 0.8 if len(heads) > 1 and len(heads) >= HEAD_SHARE * begun else 0.0


def _is_somebody(name: str) -> bool:
    return is_full_name(name.title()) or is_role_word(name)


def find_heads(lines: Sequence[str]) -> dict[int, re.Match[str]]:
    """Return the lines (from 0) that name who speaks and when: they begin a paragraph that goes on."""
    return {
        place: match
        for place, line in enumerate(lines)
        if (match := _HEAD.match(squeeze(line)))
        and not _SENTENCE.search(match["name"].rstrip("."))
        and _goes_on(lines, place)
    }


def _begins(lines: Sequence[str], place: int) -> bool:
    return place == 0 or not lines[place - 1].strip()


def _goes_on(lines: Sequence[str], place: int) -> bool:
    below = next((line for line in lines[place + 1 : place + 3] if line.strip()), "")
    return bool(below) and not _HEAD.match(squeeze(below))


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; a turn ends where the next one begins.

    What stands above the first name (title, keywords, the list of speakers) and the footer are not
    speech.  Raises UnreadableSource for an impossible time and for a file without turns.
    """
    lines = (source.text or "").split("\n")
    heads = find_heads(lines)
    pieces: list[Piece] = []
    speaker: str | None = None
    start: float | None = None
    unparsed, above = 0, 0
    for place, line in enumerate(lines):
        head = heads.get(place)
        if head:
            speaker, start, above = head["name"], clock_at(source, place + 1, head["clock"]), place + 1
        elif speaker is None or is_furniture(line):
            unparsed += length_of(line)
        elif line.strip():
            pieces.append(make_piece(speaker, line, above or place + 1, start))
            start, above = None, 0
    turns = join_pieces(close_times(pieces))
    if not turns:
        raise UnreadableSource(
            "the file has no turns", place=source.path, remedy="export the transcript again"
        )
    return ParsedTranscript(format=NAME, turns=turns, unparsed=unparsed)


FORMAT = TranscriptFormat(name=NAME, extensions=("txt",), sniff=sniff, parse=parse)

"""Text without names, the last resort: a paragraph is a turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import EmptySource
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .pieces import UNKNOWN_SPEAKERS, Piece, clean, join_by_silence, make_piece

if TYPE_CHECKING:
    from ...records import Source

NAME = "plain-text"
SUFFIXES = frozenset({"txt", "md", "markdown", "text", "vtt", "srt", ""})

_MARKUP = ("{", "[{", "<", "\\documentclass", "%!")
# two letters are enough: of longer parts each would be tried from each of its letters
_SENTENCE = re.compile(r"[^\W\d_]{2}\W+[^\W\d_]{2}")


def sniff(source: Source) -> float:
    """Return 0.05 for readable words in a file that says it is text."""
    text = source.text
    if text is None or source.suffix not in SUFFIXES or text.lstrip().startswith(_MARKUP):
        return 0.0
    return 0.05 if _SENTENCE.search(text) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return paragraphs as turns of nobody known, with a warning."""
    pieces: list[Piece] = []
    breaks = True
    for number, line in enumerate((source.text or "").split("\n"), start=1):
        if clean(line):
            pieces.append(make_piece(None, line, number, breaks=breaks))
        breaks = not clean(line)
    turns = join_by_silence(pieces, at_questions=False)
    if not turns:
        raise EmptySource("the file holds no words", place=source.path, remedy="remove it or export it again")
    return ParsedTranscript(format=NAME, turns=turns, warnings=(UNKNOWN_SPEAKERS,))


FORMAT = TranscriptFormat(name=NAME, extensions=("txt", "md"), sniff=sniff, parse=parse)

"""Text without names, the last resort: a paragraph, or a line that a dash begins, is a turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import EmptySource, Message
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .pieces import UNKNOWN_SPEAKERS, Piece, clean, join_by_silence, make_piece

if TYPE_CHECKING:
    from ...records import Source

NAME = "plain-text"
SUFFIXES = frozenset({"txt", "md", "markdown", "text", "vtt", "srt", ""})
DASHES = 2  # lines that begin with a dash, before dashes are taken as changes of speaker
DASHES_WARNING = Message("turns are told by dashes alone; the speakers are not named")

_DASH = re.compile(r"\s*[-–—]\s+(?=\S)")
_MARKUP = ("{", "[{", "<", "\\documentclass", "%!")
_SENTENCE = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")


def sniff(source: Source) -> float:
    """Return 0.05 for readable words in a file that says it is text."""
    text = source.text
    if text is None or source.suffix not in SUFFIXES or text.lstrip().startswith(_MARKUP):
        return 0.0
    return 0.05 if _SENTENCE.search(text) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return paragraphs (or dashed lines) as turns of nobody known, with a warning."""
    lines = (source.text or "").split("\n")
    dashed = sum(1 for line in lines if _DASH.match(line)) >= DASHES
    pieces: list[Piece] = []
    breaks, unparsed, speaking = True, 0, not dashed
    for number, line in enumerate(lines, start=1):
        dash = _DASH.match(line) if dashed else None
        speaking = speaking or dash is not None
        if not clean(line):
            breaks = not dashed
        elif not speaking:
            unparsed += len(line.strip())
        else:
            text = line[dash.end() :] if dash else line
            pieces.append(make_piece(None, text, number, breaks=breaks or dash is not None))
            breaks = False
    turns = join_by_silence(pieces, at_questions=False)
    if not turns:
        raise EmptySource("the file holds no words", place=source.path, remedy="remove it or export it again")
    warning = DASHES_WARNING if dashed else UNKNOWN_SPEAKERS
    return ParsedTranscript(format=NAME, turns=turns, warnings=(warning,), unparsed=unparsed)


FORMAT = TranscriptFormat(name=NAME, extensions=("txt", "md"), sniff=sniff, parse=parse)

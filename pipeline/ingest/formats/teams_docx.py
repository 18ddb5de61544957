"""Microsoft Teams' .docx transcripts: the old layout with two times a cue, the new with a name and a time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .cues import read_cues
from .heads import Head, read_span
from .labelled import read_labelled
from .pieces import CLOCK, clean, join_pieces, make_piece
from .word import read_blocks, try_blocks

if TYPE_CHECKING:
    from ...records import Source

NAME = "teams-docx"

_CUE = re.compile(rf"\s*{CLOCK}\s*-->\s*{CLOCK}\s*\Z")
_TURN = re.compile(
    rf"\s*(?P<name>(?=.*[^\W\d_])\S[^\n\t]{{0,160}}?)(?:[ \u00a0]{{2,}}|\t+)(?P<clock>{CLOCK})\s*\Z"
)
_SENTENCE = re.compile(r"(?:\S+\s+){4,}\S*[.!?…]\Z")


def sniff(source: Source) -> float:
    """Return 0.97 for the old layout's cues, 0.9 for at least two names with a time behind."""
    lines = _lines(source)
    if any(_CUE.match(line) for line in lines):
        return 0.97
    return 0.9 if sum(1 for line in lines if _TURN.match(line)) > 1 else 0.0


def _lines(source: Source) -> list[str]:
    return [line for block in try_blocks(source) for line in block.text.split("\n")]


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; ``line`` counts the document's lines (paragraphs and line breaks)."""
    lines = [line for block in read_blocks(source) for line in block.text.split("\n")]
    old = any(_CUE.match(line) for line in lines)
    parsed = _parse_old(source, lines) if old else _parse_new(lines)
    if not parsed.turns:
        remedy = "download the transcript from Teams again"
        raise UnreadableSource("the document has no turns", place=source.path, remedy=remedy)
    return parsed


def _parse_old(source: Source, lines: list[str]) -> ParsedTranscript:
    """Read cues whose first line is the speaker; 0:0:2.90 is 2.9 seconds."""
    cues = read_cues(replace(source, text="\n".join(lines)))
    pieces = []
    for block in cues.blocks:
        name, *words = block.lines or [""]
        named = bool(words) and not _SENTENCE.match(name.strip())  # a guest may have no name at all
        speaker, text = (name, words) if named else (None, [name, *words])
        pieces.append(make_piece(speaker, "\n".join(text), block.line, block.start, block.end))
    return ParsedTranscript(format=NAME, turns=join_pieces(pieces), unparsed=cues.unparsed)


def _parse_new(lines: list[str]) -> ParsedTranscript:
    heads = {
        place: Head(label=clean(match["name"]), span=read_span(match["clock"]), sure=True)
        for place, line in enumerate(lines)
        if (match := _TURN.match(line))
    }
    found = read_labelled(lines, heads)
    return ParsedTranscript(format=NAME, turns=found.turns, unparsed=found.unparsed)


FORMAT = TranscriptFormat(name=NAME, extensions=("docx",), sniff=sniff, parse=parse)

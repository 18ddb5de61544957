"""Whisper's .tsv: ``start``, ``end`` and ``text`` between tabs, times in whole milliseconds, no speakers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import EmptySource, UnreadableSource
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .pieces import UNKNOWN_SPEAKERS, Piece, join_by_silence, make_piece

if TYPE_CHECKING:
    from ...records import Source

NAME = "whisper-tsv"

_HEADER = re.compile(r"\s*start\tend\ttext[ \t]*(?:\n|\Z)", re.IGNORECASE)
_ROW = re.compile(r"(?P<start>\d{1,10}(?:\.\d{1,6})?)\t(?P<end>\d{1,10}(?:\.\d{1,6})?)(?:\t(?P<text>.*))?\Z")


def sniff(source: Source) -> float:
    """Return 0.95 for the header, which nobody else writes."""
    return 0.95 if source.text is not None and _HEADER.match(source.text) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return turns of nobody known, cut at questions and at pauses of 1.5 seconds."""
    header = _HEADER.match(source.text or "")
    if header is None:
        raise _fault(source, 1, "the header is not “start, end, text” between tabs")
    begin = header.group().count("\n")
    rows = [
        (number, line)
        for number, line in enumerate((source.text or "").split("\n"), start=1)
        if number > begin and line.strip()
    ]
    whole = not any("." in line.rsplit("\t", 1)[0] for _number, line in rows)  # else they are seconds
    turns = join_by_silence(_piece(source, number, line, 1000 if whole else 1) for number, line in rows)
    if not turns:
        raise EmptySource("no segment holds words", place=source.path, remedy="transcribe it again")
    return ParsedTranscript(format=NAME, turns=turns, warnings=(UNKNOWN_SPEAKERS,))


def _piece(source: Source, number: int, line: str, per: int) -> Piece:
    match = _ROW.match(line.strip("\r\n "))
    if match is None:
        raise _fault(source, number, "the row is not two times and a text between tabs")
    start, end = float(match["start"]) / per, float(match["end"]) / per
    if end < start:
        raise UnreadableSource(
            "cue ends before it starts (%(start)s → %(end)s)",
            place=source.path,
            line=number,
            remedy="mend or remove the row",
            start=match["start"],
            end=match["end"],
        )
    return make_piece(None, match["text"] or "", number, round(start, 3), round(end, 3))


def _fault(source: Source, line: int, fact: str) -> UnreadableSource:
    return UnreadableSource(fact, place=source.path, line=line, remedy="mend or remove the row")


FORMAT = TranscriptFormat(name=NAME, extensions=("tsv",), sniff=sniff, parse=parse)

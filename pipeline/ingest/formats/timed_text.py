"""Recognisers' console output: lines that begin with a span of time, ``[00:00.000 --> 00:03.200]  text``.

Whisper prints clocks, faster-whisper seconds (``[0.00s -> 3.20s]``); scripts of people add the voice's
label before or behind the span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import EmptySource, Message, UnreadableSource
from ...records import ParsedTranscript
from ..labels import is_full_name, is_role_word, may_be_label
from .base import TranscriptFormat
from .cues import FIX_CUE
from .pieces import CLOCK, UNKNOWN_SPEAKERS, Piece, join_by_silence, join_pieces, make_piece, read_clock
from .segments import language_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...records import Source

NAME = "timed-text"
SPANS_SHARE = 0.6  # of lines that begin with a span
SNIFF_LINES = 3000

_TIME = rf"(?:{CLOCK}|\d{{1,6}}(?:\.\d{{1,6}})?\s?s)"
_SPAN = rf"[\[(]\s*(?P<start>{_TIME})\s*(?:-->|->|→|[-–—])\s*(?P<end>{_TIME})\s*[\])]"
_HEADING = re.compile(r"Detect(?:ed|ing) language\b:?(?: '?(?P<language>[A-Za-z]+)'? *(?:with\b.*)?\Z)?")
_LABEL = r"[^\[\]():\s][^\[\]():\t]{0,62}?"
_GAP = r"\s{0,9}(?::\s{0,9})?"
_LINE = re.compile(rf"(?:\[(?P<boxed>{_LABEL})\]|(?P<bare>{_LABEL}))?{_GAP}{_SPAN}\s*(?::\s*)?(?P<rest>.*)\Z")
_BEHIND = re.compile(
    rf"(?:[\[(](?P<boxed>{_LABEL})[\])]\s{{0,9}}:?|(?P<bare>{_LABEL})\s{{0,9}}:)(?![/\d])\s*(?P<rest>.*)\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    number: int
    start: str
    end: str
    label: str | None
    text: str


def sniff(source: Source) -> float:
    """Return 0.8 when most lines begin with a span, 0.0 for anything else and for cues of subtitles."""
    if source.text is None:
        return 0.0
    lines = source.text.split("\n", SNIFF_LINES)[:SNIFF_LINES]
    lines = [line for line in lines if line.strip() and not _HEADING.match(line.strip())]
    found = [line for line in map(_read, lines) if line]
    return 0.8 if len(found) > 1 and len(found) >= SPANS_SHARE * len(lines) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns by label, else turns of nobody known, cut at questions and pauses of 1.5 seconds.

    A line without a span goes on with the line above it.
    """
    pieces: list[Piece] = []
    language: str | None = None
    unparsed = 0
    for number, line in enumerate((source.text or "").split("\n"), start=1):
        found = _read(line, number)
        if found:
            pieces.append(_piece(source, found))
        elif pieces and line.strip():
            pieces.append(make_piece(pieces[-1].speaker, line, number))
        elif heading := _HEADING.match(line.strip()):
            language = language_code(heading["language"])
        else:
            unparsed += len(line.strip())
    named = any(piece.speaker for piece in pieces)
    turns = join_pieces(pieces) if named else join_by_silence(_whole(pieces))
    if not turns:
        raise EmptySource("no segment holds words", place=source.path, remedy="transcribe it again")
    warnings = () if named else (UNKNOWN_SPEAKERS,)
    return ParsedTranscript(format=NAME, turns=turns, language=language, warnings=warnings, unparsed=unparsed)


def _whole(pieces: list[Piece]) -> Iterator[Piece]:
    """Give a line that goes on the end of the line above, so that a pause before it is no break."""
    end: float | None = None
    for piece in pieces:
        timed = piece.cue.start is not None
        end = piece.cue.end if timed else end
        yield piece if timed else make_piece(None, piece.cue.text, piece.line, end, end)


def _read(line: str, number: int = 0) -> _Line | None:
    match = _LINE.match(line.strip())
    if match is None:
        return None
    label, rest = match["boxed"] or match["bare"], match["rest"]
    if label is None and (behind := _BEHIND.match(rest)) and _names(behind["boxed"] or behind["bare"]):
        label, rest = behind["boxed"] or behind["bare"], behind["rest"]
    if label is not None and not may_be_label(label):
        return None
    return _Line(number=number, start=match["start"], end=match["end"], label=label, text=rest)


def _names(label: str) -> bool:
    return may_be_label(label) and (is_role_word(label) or is_full_name(label))


def _piece(source: Source, line: _Line) -> Piece:
    start, end = _seconds(line.start), _seconds(line.end)
    if start is None or end is None:
        values = {"line": f"{line.start} → {line.end}"}
        fact = Message("the cue's times cannot be read (%(line)s)", **values)
        raise UnreadableSource(fact, place=source.path, line=line.number, remedy=FIX_CUE)
    if end < start:
        raise UnreadableSource(
            "cue ends before it starts (%(start)s → %(end)s)",
            place=source.path,
            line=line.number,
            remedy=FIX_CUE,
            start=line.start,
            end=line.end,
        )
    return make_piece(line.label, line.text, line.number, start, end)


def _seconds(time: str) -> float | None:
    return read_clock(time) if ":" in time else round(float(time.rstrip("s ")), 3)


FORMAT = TranscriptFormat(name=NAME, extensions=("txt",), sniff=sniff, parse=parse)

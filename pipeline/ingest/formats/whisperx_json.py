"""WhisperX's .json: timed segments with ``"speaker": "SPEAKER_00"``; a segment's words may disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import EmptySource, Message
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .pieces import join_pieces
from .segments import find_segments, language_of, segment_pieces, speaker_of

if TYPE_CHECKING:
    from ...records import Source

NAME = "whisperx-json"


def sniff(source: Source) -> float:
    """Return 0.95 for segments of which at least one names a speaker."""
    segments = find_segments(source)
    return 0.95 if segments and any(speaker_of(segment) for segment in segments) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns by the segments' speakers; a segment without one belongs to nobody known."""
    pieces = segment_pieces(source, find_segments(source) or [])
    turns = join_pieces(pieces)
    if not turns:
        raise EmptySource("no segment holds words", place=source.path, remedy="transcribe it again")
    nameless = sum(1 for piece in pieces if piece.speaker is None and piece.cue.text)
    warnings = (Message("%(n)s segments name no speaker", n=nameless),) if nameless else ()
    return ParsedTranscript(format=NAME, turns=turns, language=language_of(source), warnings=warnings)


FORMAT = TranscriptFormat(name=NAME, extensions=("json",), sniff=sniff, parse=parse)

"""OpenAI Whisper's .json: timed segments that name no speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import EmptySource, Message
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .pieces import UNKNOWN_SPEAKERS, join_by_silence
from .segments import find_segments, is_broken_json, language_of, load_json, segment_pieces, speaker_of

if TYPE_CHECKING:
    from ...records import Source

NAME = "whisper-json"
SILENT, UNSURE = 0.6, -1.0  # Whisper's own thresholds for a segment that may be no speech


def sniff(source: Source) -> float:
    """Return 0.95 for segments without speakers, 0.3 for broken JSON, so that its fault is named."""
    segments = find_segments(source)
    if segments is None:
        return 0.3 if is_broken_json(source) else 0.0
    return 0.0 if any(speaker_of(segment) for segment in segments) else 0.95


def parse(source: Source) -> ParsedTranscript:
    """Return turns of nobody known, cut at questions and at pauses of 1.5 seconds."""
    segments = find_segments(source)
    if segments is None:
        load_json(source)  # names the fault
        raise EmptySource("the file has no segments", place=source.path, remedy="export it again")
    turns = join_by_silence(segment_pieces(source, segments))
    if not turns:
        raise EmptySource("no segment holds words", place=source.path, remedy="transcribe it again")
    doubtful = sum(map(_is_doubtful, segments))
    warnings = [UNKNOWN_SPEAKERS]
    if doubtful:
        warnings.append(Message("%(n)s segments may be invented: Whisper heard silence there", n=doubtful))
    return ParsedTranscript(format=NAME, turns=turns, language=language_of(source), warnings=tuple(warnings))


def _is_doubtful(segment: dict[str, Any]) -> bool:
    silence, confidence = segment.get("no_speech_prob"), segment.get("avg_logprob")
    if not isinstance(silence, int | float) or not isinstance(confidence, int | float):
        return False
    return silence > SILENT and confidence < UNSURE


FORMAT = TranscriptFormat(name=NAME, extensions=("json",), sniff=sniff, parse=parse)

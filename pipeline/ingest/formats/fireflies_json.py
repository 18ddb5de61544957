"""Fireflies' transcripts: ``sentences`` with speakers' names, as its API answers or its page exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import EmptySource, Message
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .json_values import BROKEN, count_text, either, is_broken, load_values, pick, records, try_values
from .pieces import UNKNOWN_SPEAKERS, Piece, join_by_silence, join_pieces, read_clock
from .segments import timed_piece, to_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...records import Source

NAME = "fireflies-json"
WRAPPERS: tuple[tuple[str, ...], ...] = (("data", "transcript"), ("transcript",), ("data",), ())
TEXTS = ("text", "sentence", "raw_text")
STARTS, ENDS = ("start_time", "startTime"), ("end_time", "endTime")
SPEAKERS = ("speaker_name", "speaker_id")


def sniff(source: Source) -> float:
    """Return 0.95 for sentences with speakers and times, 0.35 for a broken file of theirs."""
    if _find(try_values(source))[0]:
        return 0.95
    return BROKEN if is_broken(source, ('"sentence', '"speaker_')) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; ``line`` is the sentence's number.  A summary that Fireflies wrote is not speech."""
    sentences, transcript = _find(load_values(source))
    pieces = [_piece(source, number, item) for number, item in enumerate(sentences, start=1)]
    named = any(piece.speaker for piece in pieces)
    turns = join_pieces(pieces) if named else join_by_silence(pieces)
    if not turns:
        raise EmptySource("no segment holds words", place=source.path, remedy="transcribe it again")
    nameless = sum(1 for piece in pieces if piece.speaker is None and piece.cue.text)
    warnings = [] if named else [UNKNOWN_SPEAKERS]
    if named and nameless:
        warnings.append(Message("%(n)s segments name no speaker", n=nameless))
    summary = count_text(either(transcript, "summary"))
    return ParsedTranscript(format=NAME, turns=turns, warnings=tuple(warnings), unparsed=summary)


def _find(values: Sequence[Any]) -> tuple[list[dict[str, Any]], object]:
    """Return the sentences and what they stand in: the transcript bare, below "data", or a bare list."""
    for value in values:
        for path in WRAPPERS:
            transcript = pick(value, *path)
            sentences = records(either(transcript, "sentences") or transcript)
            if sentences and all(_is_sentence(item) for item in sentences):
                return sentences, transcript
    return [], None


def _is_sentence(item: dict[str, Any]) -> bool:
    return (
        isinstance(either(item, *TEXTS), str)
        and any(key in item for key in SPEAKERS)
        and any(key in item for key in STARTS)
    )


def _piece(source: Source, number: int, item: dict[str, Any]) -> Piece:
    times = (_seconds(either(item, *STARTS)), _seconds(either(item, *ENDS)))
    return timed_piece(source, number, _speaker(item), str(either(item, *TEXTS)), times)


def _speaker(item: dict[str, Any]) -> str | None:
    """Return the name, or the number that Fireflies gave a voice whose name it does not know."""
    name, number = (item.get(key) for key in SPEAKERS)
    if isinstance(name, str) and name.strip():
        return name
    return f"Speaker {number}" if isinstance(number, str | int) and str(number).strip() else None


def _seconds(value: object) -> object:
    clock = read_clock(value) if isinstance(value, str) else None
    return to_seconds(value) if clock is None else clock


FORMAT = TranscriptFormat(name=NAME, extensions=("json",), sniff=sniff, parse=parse)

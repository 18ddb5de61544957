"""Lists of ``utterances`` with numbered voices, as Deepgram, AssemblyAI, Gladia and others answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...errors import EmptySource, Message
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .json_values import BROKEN, count_text, either, is_broken, load_values, pick, records, try_values
from .pieces import UNKNOWN_SPEAKERS, Piece, join_by_silence, join_pieces
from .segments import language_code, timed_piece, to_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...records import Source

NAME = "utterances-json"
WRAPPERS: tuple[tuple[str, ...], ...] = (
    (),  # AssemblyAI
    ("results",),  # Deepgram
    ("result", "transcription"),  # Gladia
    ("transcription",),
    ("result",),
    ("data",),
)
TEXTS = ("transcript", "text")
SLOWEST = 0.5  # characters a second below which whole numbers must be milliseconds; people say about fifteen
_NUMBERED = re.compile(r"\d{1,3}[A-Z]?\Z|[A-Z]\Z")


def sniff(source: Source) -> float:
    """Return 0.96 for utterances with times, 0.35 for a broken file of theirs.

    A bare list is Whisper's unless its times are plainly milliseconds.
    """
    utterances, holder = _find(try_values(source))
    if utterances and (holder is not None or _in_milliseconds(utterances)):
        return 0.96
    return BROKEN if is_broken(source, ('"utterances"', '"start"')) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; ``line`` is the utterance's number, a voice without a name is "Speaker 0"."""
    utterances, holder = _find(load_values(source))
    pieces = _pieces(source, utterances)
    named = any(piece.speaker for piece in pieces)
    turns = join_pieces(pieces) if named else join_by_silence(pieces)
    if not turns:
        raise EmptySource("no segment holds words", place=source.path, remedy="transcribe it again")
    nameless = sum(1 for piece in pieces if piece.speaker is None and piece.cue.text)
    warnings = [] if named else [UNKNOWN_SPEAKERS]
    if named and nameless:
        warnings.append(Message("%(n)s segments name no speaker", n=nameless))
    return ParsedTranscript(
        format=NAME,
        turns=turns,
        language=language_code(either(holder, "language_code", "language")),
        warnings=tuple(warnings),
        unparsed=count_text(either(holder, "summary")) + count_text(either(holder, "chapters")),
    )


def _find(values: Sequence[Any]) -> tuple[list[dict[str, Any]], object]:
    """Return the utterances and the object that holds them, None for a bare list."""
    for value in values:
        if pick(value, "results", "channels") and not records(pick(value, "results", "utterances")):
            return _paragraphs(value["results"]), value["results"]
        for path in WRAPPERS:
            holder = pick(value, *path)
            if _are_utterances(utterances := records(either(holder, "utterances"))):
                return utterances, holder
        if _are_utterances(utterances := records(value)):
            return utterances, None
    return [], None


def _are_utterances(found: list[dict[str, Any]]) -> bool:
    return bool(found) and all(isinstance(either(item, *TEXTS), str) and "start" in item for item in found)


def _paragraphs(results: dict[str, Any]) -> list[dict[str, Any]]:
    """Return Deepgram's sentences as utterances, else its words joined by voice, in order of time."""
    found: list[dict[str, Any]] = []
    for number, channel in enumerate(records(results.get("channels"))):
        best = next(iter(records(channel.get("alternatives"))), {})
        paragraphs = records(pick(best, "paragraphs", "paragraphs"))
        sentences = [
            {"speaker": paragraph.get("speaker"), **sentence, "channel": number}
            for paragraph in paragraphs
            for sentence in records(paragraph.get("sentences"))
        ]
        found += sentences or _runs(records(best.get("words")), number)
    if not _are_utterances(found):
        return []
    if not all(isinstance(to_seconds(item["start"]), int | float) for item in found):
        return found
    return sorted(found, key=lambda item: float(item["start"]))


def _runs(words: list[dict[str, Any]], channel: int) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = []
    for word in words:
        text, speaker = str(either(word, "punctuated_word", "word") or ""), word.get("speaker")
        if runs and runs[-1]["speaker"] == speaker:
            runs[-1] |= {"text": f"{runs[-1]['text']} {text}", "end": word.get("end")}
        else:
            times = {key: word.get(key) for key in ("start", "end")}
            runs.append({"speaker": speaker, "text": text, "channel": channel, **times})
    return runs


def _in_milliseconds(utterances: list[dict[str, Any]]) -> bool:
    """Tell whether the times are milliseconds: whole numbers, at which nobody speaks so slowly."""
    starts = [item.get("start") for item in utterances]
    ends = [item.get("end") for item in utterances]
    whole = [value for value in (*starts, *ends) if type(value) is int]
    if len(whole) < 2 * len(utterances):
        return False
    spoken = sum(len(str(either(item, *TEXTS))) for item in utterances)
    return spoken < SLOWEST * (sum(whole[len(starts) :]) - sum(whole[: len(starts)]))


def _pieces(source: Source, utterances: list[dict[str, Any]]) -> list[Piece]:
    per = 1000 if _in_milliseconds(utterances) else 1
    key = "speaker" if any(_label(item, "speaker") for item in utterances) else "channel"
    labels = [_label(item, key) for item in utterances]
    if key == "channel" and len(set(labels)) == 1:  # a single channel tells nobody apart
        labels = [None] * len(labels)
    return [
        timed_piece(
            source,
            number,
            label,
            str(either(item, *TEXTS)),
            (to_seconds(item.get("start"), per), to_seconds(item.get("end"), per)),
        )
        for number, (item, label) in enumerate(zip(utterances, labels, strict=True), start=1)
    ]


def _label(item: dict[str, Any], key: str) -> str | None:
    """Return a name as it stands, a bare number or letter as "Speaker 0" or "Channel 0"."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        return None
    return f"{key.capitalize()} {value}" if _NUMBERED.match(str(value)) else str(value)


FORMAT = TranscriptFormat(name=NAME, extensions=("json",), sniff=sniff, parse=parse)

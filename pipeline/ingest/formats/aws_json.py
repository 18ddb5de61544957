"""Amazon Transcribe's .json: ``results.items``, word by word, with the voices or channels they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...errors import EmptySource, Message
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .json_values import BROKEN, is_broken, load_values, pick, records, try_values
from .pieces import UNKNOWN_SPEAKERS, Piece, join_by_silence, join_pieces
from .segments import language_code, timed_piece, to_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...records import Source

NAME = "aws-json"
LANGUAGES = (("results", "language_code"), ("language_code",), ("LanguageCode",))
_SENTENCE_END = re.compile(r"[.!?…]+\Z")

Record = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class _Sentence:
    """Words of one voice up to a full stop; ``number`` is the first word's in the file."""

    number: int
    speaker: str | None
    start: object
    end: object = None
    text: str = ""


def sniff(source: Source) -> float:
    """Return 0.95 for items of pronunciation and punctuation, 0.35 for a broken file of theirs."""
    if _find(try_values(source)) is not None:
        return 0.95
    return BROKEN if is_broken(source, ('"results"', '"items"', '"alternatives"')) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns, a cue for each sentence; ``line`` is the number of its first word in the file."""
    whole = _find(load_values(source))
    pieces = [] if whole is None else _pieces(source, whole)
    named = any(piece.speaker for piece in pieces)
    turns = join_pieces(pieces) if named else join_by_silence(pieces)
    if not turns:
        raise EmptySource("no segment holds words", place=source.path, remedy="transcribe it again")
    nameless = sum(1 for piece in pieces if piece.speaker is None and piece.cue.text)
    warnings = [] if named else [UNKNOWN_SPEAKERS]
    if named and nameless:
        warnings.append(Message("%(n)s segments name no speaker", n=nameless))
    codes = (language_code(pick(whole, *path)) for path in LANGUAGES)
    return ParsedTranscript(
        format=NAME, turns=turns, language=next(filter(None, codes), None), warnings=tuple(warnings)
    )


def _find(values: Sequence[Any]) -> Record | None:
    """Return the job's answer, None when there is none."""
    for value in values:
        items = records(pick(value, "results", "items"))
        if items and all(_content(item) is not None and "type" in item for item in items):
            return dict(value)
    return None


def _content(item: Record) -> str | None:
    first = next(iter(records(item.get("alternatives"))), None)
    content = pick(first, "content")
    return content if isinstance(content, str) else None


def _pieces(source: Source, whole: Record) -> list[Piece]:
    """Return sentences in the order in which they begin; voices that speak at once are kept apart."""
    results = whole["results"]
    sentences: list[_Sentence] = []
    channels = records(pick(results, "channel_labels", "channels"))
    if channels:
        for channel in channels:
            sentences += _sentences(records(channel.get("items")), dict.fromkeys([""], _label(channel)))
        if all(isinstance(to_seconds(sentence.start), int | float) for sentence in sentences):
            sentences.sort(key=lambda sentence: (float(sentence.start), sentence.number))  # type: ignore[arg-type]
    else:
        sentences = _sentences(records(results["items"]), _voices(results))
    return [
        timed_piece(
            source,
            sentence.number,
            sentence.speaker,
            sentence.text,
            (to_seconds(sentence.start), to_seconds(sentence.end)),
        )
        for sentence in sentences
    ]


def _label(value: Record) -> str | None:
    label = value.get("speaker_label") or value.get("channel_label")
    return label if isinstance(label, str) else None


def _voices(results: Record) -> dict[str, str | None]:
    """Return the voice of the word that begins at a time, as older answers list them apart from the words."""
    found: dict[str, str | None] = {}
    for segment in records(pick(results, "speaker_labels", "segments")):
        for item in (segment, *records(segment.get("items"))):
            if item.get("start_time") is not None:
                found.setdefault(str(item["start_time"]), _label(item) or _label(segment))
    return found


def _sentences(items: Iterable[Record], voices: dict[str, str | None]) -> list[_Sentence]:
    """Cut the words where a sentence ends or another voice begins; signs join the word before them."""
    sentences: list[_Sentence] = []
    ended = True
    for number, item in enumerate(items, start=1):
        text = _content(item) or ""
        if item.get("type") == "punctuation":
            if sentences:
                sentences[-1].text += text
                ended = bool(_SENTENCE_END.search(text))
            continue
        start = item.get("start_time")
        speaker = _label(item) or voices.get(str(start)) or voices.get("")
        if ended or sentences[-1].speaker != speaker:
            sentences.append(_Sentence(number=number, speaker=speaker, start=start))
        last = sentences[-1]
        last.text, last.end = f"{last.text} {text}", item.get("end_time")
        ended = bool(_SENTENCE_END.search(text))  # some languages write signs into the words
    return sentences


FORMAT = TranscriptFormat(name=NAME, extensions=("json",), sniff=sniff, parse=parse)

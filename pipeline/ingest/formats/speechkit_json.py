"""Yandex SpeechKit's answers, versions 2 and 3, as the service sends them or a client saved them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ...errors import EmptySource
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .channels import Phrase, speak, word_key
from .json_values import BROKEN, count_text, either, is_broken, load_values, pick, records, try_values
from .segments import language_code, timed_piece, to_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...records import Source

NAME = "speechkit-json"
REFINED = ("finalRefinement", "final_refinement")  # with punctuation and figures; comes after its "final"
SUMMARY = ("summarization",)

Record = dict[str, Any]


def sniff(source: Source) -> float:
    """Return 0.95 for chunks (version 2) or final results (version 3), 0.35 for a broken file of theirs."""
    values = try_values(source)
    if _chunks(values) or any(_final(event) or _refined(event) for event in _events(values)):
        return 0.95
    words = (('"chunks"', '"alternatives"'), ('"final', '"alternatives"', '"channel'))
    return BROKEN if any(is_broken(source, group) for group in words) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns by channel; ``line`` is the number of the phrase in the file.

    Version 3 gives each phrase twice, raw and refined: the refined one is read.  Alternatives that
    the service thought less likely, partial results and its own analyses are not speech.
    """
    values = load_values(source)
    chunks, events = _chunks(values), _events(values)
    found = chunks or _results(events)
    phrases = [_phrase(source, number, item) for number, item in enumerate(found, start=1)]
    turns, warnings = speak(phrases, name=lambda channel: f"Канал {channel}")
    if not turns:
        raise EmptySource("no segment holds words", place=source.path, remedy="transcribe it again")
    summary = sum(count_text(either(event, *SUMMARY)) for event in events)
    language = _language(found)
    return ParsedTranscript(format=NAME, turns=turns, language=language, warnings=warnings, unparsed=summary)


def _chunks(values: Sequence[Any]) -> list[Record]:
    """Return the chunks of version 2: inside the operation, its response, or as a bare list."""
    for value in values:
        for found in (pick(value, "response", "chunks"), pick(value, "chunks"), value):
            chunks = [chunk for chunk in records(found) if _texts(chunk)]
            if chunks:
                return chunks
    return []


def _events(values: Sequence[Any]) -> list[Record]:
    """Return the messages of version 3: one after another, in a list, bare or below "result"."""
    flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
    return [event for item in flat for event in _bare(pick(item, "result") or item)]


def _bare(value: Any) -> list[Record]:
    return records(value if isinstance(value, list) else [value])


def _final(event: Record) -> Record | None:
    value = pick(event, "final")
    return value if _texts(value) else None


def _refined(event: Record) -> Record | None:
    value = either(either(event, *REFINED), "normalizedText", "normalized_text")
    return value if _texts(value) else None


def _texts(value: object) -> list[Record]:
    """Return the alternatives that hold words; the first is the likeliest."""
    found = records(pick(value, "alternatives"))
    return [item for item in found if _text(item) or _words(item)]


def _text(alternative: Record) -> str:
    text = alternative.get("text")
    return text.strip() if isinstance(text, str) else ""


def _words(alternative: Record) -> list[tuple[str, Record]]:
    found = [(either(word, "word", "text"), word) for word in records(alternative.get("words"))]
    return [(text, word) for text, word in found if isinstance(text, str)]


def _results(events: Iterable[Record]) -> list[Record]:
    """Return refined results, and the final ones that were never refined, each with its channel."""
    refined: set[str] = set()
    results: list[tuple[bool, Record, frozenset[str]]] = []
    for event in events:
        for value, is_refined in ((_final(event), False), (_refined(event), True)):
            if value is not None:
                channel = _channel(value) or _channel(event)
                marks = frozenset(f"{channel}: {mark}" for mark in _marks(event, value))
                refined |= marks if is_refined else set()
                results.append((is_refined, {**value, "channelTag": channel}, marks))
    return [value for is_refined, value, marks in results if is_refined or not refined & marks]


def _marks(event: Record, value: Record) -> Iterable[str]:
    """Return by what a final result and its refinement know each other: the number and the times."""
    cursors = either(event, "audioCursors", "audio_cursors")
    number = either(either(event, *REFINED), "finalIndex", "final_index")
    number = either(cursors, "finalIndex", "final_index") if number is None else number
    start, end = _span(_texts(value)[0])
    if start is not None:
        yield f"times {start} {end}"
    if number is not None or start is None:  # the service leaves out a number that is nought
        yield f"number {number or 0}"


def _channel(value: object) -> str:
    tag = either(value, "channelTag", "channel_tag")
    return str(tag).strip() if isinstance(tag, str | int) else ""


def _span(alternative: Record) -> tuple[object, object]:
    """Return the beginning of the first word and the end of the last, else the alternative's own times."""
    words = _words(alternative)
    first, last = (words[0][1], words[-1][1]) if words else (alternative, alternative)
    return _time(first, "start"), _time(last, "end")


def _time(value: Record, edge: str) -> object:
    """Return seconds: "4.759s" in version 2, whole milliseconds as a text or a number in version 3."""
    milliseconds = either(value, f"{edge}TimeMs", f"{edge}_time_ms")
    if milliseconds is not None:
        return to_seconds(milliseconds, 1000)
    return to_seconds(either(value, f"{edge}Time", f"{edge}_time"))


def _phrase(source: Source, number: int, item: Record) -> Phrase:
    best = _texts(item)[0]
    words = _words(best)
    text = _text(best) or " ".join(word for word, _times in words)
    piece = timed_piece(source, number, None, text, _span(best))
    heard = tuple(
        (key, float(start))
        for word, times in words
        if (key := word_key(word)) and isinstance(start := _time(times, "start"), int | float)
    )
    return Phrase(piece=piece, channel=_channel(item), words=heard)


def _language(found: Iterable[Record]) -> str | None:
    """Return the language that most phrases are in, by the service's own estimate."""
    counts: Counter[str] = Counter()
    for item in found:
        for guess in records(_texts(item)[0].get("languages"))[:1]:
            code = language_code(either(guess, "languageCode", "language_code"))
            counts.update([code] if code else ())
    return min(counts, key=lambda code: (-counts[code], code)) if counts else None


FORMAT = TranscriptFormat(name=NAME, extensions=("json", "jsonl", "ndjson"), sniff=sniff, parse=parse)

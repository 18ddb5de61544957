"""Why a file was read as it was: encodings tried, formats asked, lines that are in no turn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..registry import FORMATS
from .decoding import CODE_PAGES, MARKS, SAMPLE, _likelihood, _wide
from .labels import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..records import ParsedTranscript, Source

_WORD = re.compile(r"[^\W\d_]+|\d+")
_AHEAD = 400  # words in which a line's speech is looked for
_HEAD = 14  # words of a label and a time in front of a line's speech
_SURE = 2  # words that must agree for a line to be found further on
_TIME = re.compile(r"[\d:.,\s\[\]()#>–—-]*(?:-->|->)?[\d:.,\s\[\]()#>–—-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingTry:
    """One encoding tried; ``outcome`` is taken, refused or worse, ``score`` the mean log-likelihood."""

    name: str
    outcome: str
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sniffed:
    """What a format says of a file, 0..1."""

    name: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the file, counted from 1."""

    number: int
    text: str


def trace_encoding(source: Source) -> tuple[EncodingTry, ...]:
    """Return the encodings in the order in which they were tried, up to the one that was taken."""
    if source.text is None:
        return (EncodingTry(name=source.encoding or "binary", outcome="taken"),)
    taken, data = source.encoding or "", source.data
    if any(data.startswith(mark) for mark, _, _ in MARKS):
        return (EncodingTry(name=taken, outcome="taken"),)
    tries = []
    if b"\0" in data:
        tries.append(EncodingTry(name="utf-16", outcome="taken" if _wide(data) else "refused"))
    if not any(each.outcome == "taken" for each in tries):
        tries.append(EncodingTry(name="utf-8", outcome="taken" if taken == "utf-8" else "refused"))
    if any(each.outcome == "taken" for each in tries):
        return tuple(tries)
    for codec, name in CODE_PAGES:
        score = _likelihood(data[:SAMPLE].decode(codec, "replace"), western=codec == "cp1252")
        tries.append(
            EncodingTry(name=name, outcome="taken" if name == taken else "worse", score=round(score, 2))
        )
    if not any(each.outcome == "taken" for each in tries):
        tries.append(EncodingTry(name=taken, outcome="taken"))
    return tuple(tries)


def trace_formats(source: Source) -> tuple[Sniffed, ...]:
    """Return the formats that know the file, the surest first."""
    found = [Sniffed(name=known.name, score=round(known.sniff(source), 4)) for known in FORMATS.values()]
    return tuple(sorted((s for s in found if s.score > 0), key=lambda s: (-s.score, s.name)))


def lines_outside(source: Source, transcript: ParsedTranscript) -> tuple[Line, ...]:
    """Return the lines of a text that hold words of no turn: titles, notes, what no rule understood.

    Lines of times or of a speaker's label alone are understood and left out.  A container and JSON have no
    lines that a person reads: none is returned.
    """
    if source.text is None or (source.text.lstrip()[:1] in {"{", "["} and "json" in transcript.format):
        return ()
    stream = [word.lower() for turn in transcript.turns for word in _WORD.findall(turn.text)]
    labels = {frozenset(words_of(turn.speaker)) for turn in transcript.turns if turn.speaker}
    return tuple(_outside(source.text.split("\n"), stream, labels))


def _outside(lines: Sequence[str], stream: Sequence[str], labels: set[frozenset[str]]) -> Iterator[Line]:
    at = 0
    for number, line in enumerate(lines, start=1):
        words = [word.lower() for word in _WORD.findall(line)]
        if not words or _TIME.fullmatch(line) or frozenset(words_of(line)) in labels:
            continue
        end = _found(words, stream, at)
        if end is None:
            yield Line(number=number, text=" ".join(line.split())[:160])
        else:
            at = end


def _found(words: Sequence[str], stream: Sequence[str], at: int) -> int | None:
    """Return where a line's speech ends in the stream of all that was said, None when it is not there."""
    for head in range(min(_HEAD, len(words))):
        said = list(words[head:])
        if list(stream[at : at + len(said)]) == said:
            return at + len(said)
        if len(said) < _SURE:
            continue
        for start in range(at, min(at + _AHEAD, len(stream) - len(said) + 1)):
            if stream[start] == said[0] and list(stream[start : start + len(said)]) == said:
                return start + len(said)
    return None

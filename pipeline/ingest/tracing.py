"""Why a file was read as it was: encodings tried, formats asked, who named a turn, what is in no turn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..errors import SourceError
from ..registry import FORMATS
from .containers import ODS, QDPX, XLSX, document_kind
from .decoding import CODE_PAGES, MARKS, SAMPLE, _likelihood, _wide
from .formats import ods, qdpx, xlsx
from .formats.columns import find_columns
from .formats.json_values import try_values
from .formats.lines import read_lines
from .formats.tabular import show
from .labels import words_of
from .webarchive import is_web_archive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..records import ParsedTranscript, Source
    from .formats.tabular import Row

_WORD = re.compile(r"[^\W\d_]+|\d+")
_AHEAD = 400  # words in which a line's speech is looked for
_HEAD = 14  # words of a label and a time in front of a line's speech
UNSAID = 0.3  # of the pairs of a field's words that stand in no turn
FIELDS = frozenset({"elan-eaf"})
TABLES = frozenset({"xlsx", "ods", "table-text"})
_SURE = 2  # words that must agree for a line to be found further on
_TAG = re.compile(r"<[^<>]*>?")
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
    """A line of the file or its document, or a row of its table, counted from 1; 0 for a field of JSON."""

    number: int
    text: str


def trace_encoding(source: Source) -> tuple[EncodingTry, ...]:
    """Return the encodings in the order in which they were tried, up to the one that was taken."""
    if source.text is None:
        return (EncodingTry(name=source.encoding or "binary", outcome="taken"),)
    taken, data = source.encoding or "", source.data
    if any(data.startswith(mark) for mark, _, _ in MARKS) or is_web_archive(data):
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
    """Return the lines that hold words of no turn: titles, notes, what no rule understood; never raises.

    A document has paragraphs for lines, a table rows, JSON its fields with words.  Lines of times or of a
    speaker's label alone are understood and left out.
    """
    stream = [word.lower() for turn in transcript.turns for word in _WORD.findall(turn.text)]
    labels = {frozenset(words_of(turn.speaker)) for turn in transcript.turns if turn.speaker}
    values = try_values(source)
    if values:
        return tuple(_unsaid(values, stream, labels))
    return tuple(_outside(_lines(source), stream, labels))


def found_by(source: Source, transcript: ParsedTranscript, most: int) -> tuple[str, ...]:
    """Return for each of the first turns what told its speaker: label, column, field, around or nobody."""
    turns = transcript.turns[:most]
    tabular = transcript.format in TABLES
    fields = transcript.format in FIELDS or bool(try_values(source))
    whole = () if tabular or fields else _lines(source)
    lines = {line.number: frozenset(words_of(line.text)) for line in whole}
    found = []
    for turn in turns:
        near = [lines.get(turn.line + away, frozenset()) for away in (0, -1, 1)]
        if turn.speaker is None:
            found.append("nobody")
        elif not lines:
            found.append("column" if tabular else "field")
        else:
            name = frozenset(words_of(turn.speaker))
            found.append("label" if any(name and name <= words for words in near) else "around")
    return tuple(found)


def _lines(source: Source) -> tuple[Line, ...]:
    """Return the lines of a text, the paragraphs of a document or the rows of a table; none if damaged."""
    kind = document_kind(source.data) if source.text is None else None
    try:
        if kind in {XLSX, ODS}:
            sheets = (xlsx if kind == XLSX else ods).read_rows(source)
            return tuple(line for _title, rows in sheets for line in _rows(rows))
        inner = qdpx.only_text(source) if kind == QDPX else source
        texts = read_lines(inner)
        if inner.text is not None and inner.text.lstrip().startswith("<?xml"):
            texts = [_TAG.sub(" ", text) for text in texts]
    except SourceError:
        return ()
    return tuple(Line(number=number, text=text) for number, text in enumerate(texts, start=1))


def _rows(rows: Sequence[Row]) -> Iterator[Line]:
    """Yield a sheet's rows without its headings."""
    columns = find_columns([cells for _number, cells in rows])
    for place, (number, cells) in enumerate(rows):
        if columns is None or place != columns.row:
            yield Line(number=number, text=show(cells))


def _unsaid(values: Sequence[Any], stream: Sequence[str], labels: set[frozenset[str]]) -> Iterator[Line]:
    """Yield the fields of JSON whose words are in no turn: summaries, what was thought less likely."""
    said = set(pairwise(stream))
    for path, text in _fields(values):
        words = [word.lower() for word in _WORD.findall(text)]
        pairs = list(pairwise(words))
        new = sum(1 for pair in pairs if pair not in said)
        if new > UNSAID * len(pairs) and frozenset(words_of(text)) not in labels and " " in text.strip():
            yield Line(number=0, text=f"{path}: {' '.join(text.split())}"[:160])


def _fields(values: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts inside with the names that lead to them, in their order; nests may be deep."""
    waiting: list[tuple[str, Any]] = [("", value) for value in reversed(values)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            inside = [(f"{path}.{key}".lstrip("."), each) for key, each in value.items()]
            waiting.extend(reversed(inside))
        elif isinstance(value, list):
            waiting.extend((path, each) for each in reversed(value))


def _outside(lines: Sequence[Line], stream: Sequence[str], labels: set[frozenset[str]]) -> Iterator[Line]:
    at = 0
    for line in lines:
        words = [word.lower() for word in _WORD.findall(line.text)]
        if not words or _TIME.fullmatch(line.text) or frozenset(words_of(line.text)) in labels:
            continue
        end = _found(words, stream, at)
        if end is None:
            yield Line(number=line.number, text=" ".join(line.text.split())[:160])
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

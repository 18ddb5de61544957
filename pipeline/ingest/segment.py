"""A turn of speech cut into utterances: sentence-like spans, the things that are coded.

Sentences come from the language's pipeline (razdel or spaCy).  Speech needs more: an ellipsis or a
quotation does not end a sentence that goes on in lower case, text typed without capitals is cut at
its full stops, and a long run without punctuation, as recognisers write it, is cut at clause starts.
A sentence of two thoughts is cut between them (``clauses``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..language import fold, sentences, word_list
from .clauses import thoughts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[int, int]

LONG = 30
"""Words from which a run with hardly any punctuation is cut at clause starts."""
ENDLESS = 80
"""Words from which a run is cut although it has commas."""
SHORTEST, LONGEST = 6, 25
"""The wished length of a piece of such a run, in words."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"\S+")
_FIRST_LETTER = re.compile(r"[\W_]*([^\W_])")
_NOPE = re.compile(r"(?i:\b(?:не|ни|у|а)-а\.)\s+(?=[«\"]?[А-ЯЁ])")  # razdel takes "а." for an initial
_AFTER_STOP = re.compile(r"(?<![.…])[.?!]\s+([^\W\d_])")
_MARK = re.compile(r"[,;:.!?…]|\s[-–—]\s")
_SPARSE = 12  # words to a punctuation mark, from which a run counts as unpunctuated
_FAR = 45  # no piece is longer
_COST = {"pause": 0.0, "start": 0.5, "comma": 2.0, "joint": 2.5, "plain": 7.0, "clinging": 11.0}
_QUOTATION = 100  # characters of a quotation that stays in one piece
_CLINGING = 3  # letters of a word that rarely ends a clause: prepositions, particles


def segment(text: str, language: str, breaks: Sequence[int] = ()) -> tuple[Span, ...]:
    """Return the spans of a turn's utterances, as code points of ``text``.

    The spans are in order, do not overlap, begin and end with visible characters and together hold
    every visible character.  ``breaks`` are offsets where the speaker paused (the edges of cues):
    long unpunctuated runs are cut there first.  A text of white space gives no span.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        for start, end in _sentences(line.group(), language):
            whole = (line.start() + start, line.start() + end)
            for piece in _clauses(text, whole, language, breaks):
                spans.extend(thoughts(text, piece, language))
    return tuple(_with_neighbours(text, spans))


def _sentences(text: str, language: str) -> Iterator[Span]:
    """Yield the sentences of one line, joined where speech goes on."""
    shown = _with_capitals(text)
    edges = [start for start, _ in sentences(shown, language)] + [
        match.end() for match in _NOPE.finditer(text)
    ]
    open_span: Span | None = None
    for edge in pairwise([*sorted(set(edges)), len(text)]):
        span = _strip(text, edge)
        if span[0] == span[1]:
            continue
        if open_span and (_goes_on(shown, span) or _quotes_on(text, open_span)):
            open_span = (open_span[0], span[1])
            continue
        if open_span:
            yield open_span
        open_span = span
    if open_span:
        yield open_span


def _with_capitals(text: str) -> str:
    """Return a text without capitals with one after each full stop, of the same length.

    Segmenters take a lower-case word for a sentence that goes on, which says nothing here.
    """
    if text != text.lower():
        return text
    letters = list(text)
    for match in _AFTER_STOP.finditer(text):
        raised = match.group(1).upper()
        if len(raised) == 1:
            letters[match.start(1)] = raised
    return "".join(letters)


def _goes_on(text: str, span: Span) -> bool:
    """Tell whether a sentence begins in lower case, that is, goes on with the one before."""
    first = _FIRST_LETTER.match(text, *span)
    return first is not None and first.group(1).islower()


def _quotes_on(text: str, span: Span) -> bool:
    """Tell whether a sentence opens a short «quotation» that a later sentence closes."""
    opened = text.rfind("«", *span)
    if opened < 0 or "»" in text[opened : span[1]]:
        return False
    return 0 < text.find("»", span[1]) - opened <= _QUOTATION


def _strip(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _with_neighbours(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join spans without a letter or digit ("—", "...") to the one before, at the start to the next."""
    joined: list[Span] = []
    for span in spans:
        mute = not any(map(str.isalnum, text[slice(*span)]))
        if joined and (mute or not any(map(str.isalnum, text[slice(*joined[-1])]))):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _clauses(text: str, span: Span, language: str, breaks: Sequence[int]) -> Iterator[Span]:
    """Yield a span whole, or a long one in pieces that begin at clause starts."""
    words = [match.span() for match in _WORD.finditer(text, *span)]
    marks = len(_MARK.findall(text, span[0], span[1] - 1))
    unpunctuated = len(words) > LONG and marks * _SPARSE <= len(words)
    if not unpunctuated and len(words) <= ENDLESS:
        yield span
        return
    costs = _cut_costs(text, words, language, breaks)
    for first, last in pairwise([*_best_cuts(costs), len(words)]):
        yield words[first][0], words[last - 1][1]


def _cut_costs(text: str, words: Sequence[Span], language: str, breaks: Sequence[int]) -> list[float]:
    """Say for each word what it costs to begin a piece with it."""
    spoken = [fold(text[start:end]).strip(",;:.!?…«»\"'()") for start, end in words]
    starts, joints = _openers("clause_starts", language), _openers("clause_joints", language)
    punctuated = any(text[end - 1] == "," for _, end in words)
    costs = [0.0]
    for at in range(1, len(words)):
        before, here = words[at - 1][1], words[at][0]
        nearby = [" ".join(spoken[at : at + size]) for size in (1, 2, 3)]
        if any(before <= pause <= here for pause in breaks):
            kind = "pause"
        elif text[before - 1] in ",;:":
            kind = "comma" if joints.isdisjoint(nearby) and starts.isdisjoint(nearby) else "start"
        elif not punctuated and not starts.isdisjoint(nearby) and spoken[at - 1] not in joints:
            kind = "start"
        elif not joints.isdisjoint(nearby):
            kind = "joint"
        else:
            kind = "clinging" if len(spoken[at - 1]) <= _CLINGING else "plain"
        costs.append(_COST[kind])
    return costs


@lru_cache(maxsize=8)
def _openers(name: str, language: str) -> frozenset[str]:
    """Return the folded lines of a word list of the language."""
    return frozenset(fold(line) for line in word_list(f"{name}_{'ru' if language == 'ru' else 'en'}"))


def _best_cuts(costs: Sequence[float]) -> list[int]:
    """Return the first words of the pieces (0 first), by dynamic programming over all partitions."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(costs) + 1):
        ways = (
            (best[start][0] + costs[start] + _length_cost(end - start), start)
            for start in range(max(0, end - _FAR), end)
        )
        best.append(min(ways))
    cuts = []
    at = len(costs)
    while at:
        at = best[at][1]
        cuts.append(at)
    return cuts[::-1]


def _length_cost(size: int) -> float:
    """Say how far a piece's length is from the wished one; every piece costs a little."""
    return 1.0 + 1.5 * max(0, SHORTEST - size) + max(0, size - LONGEST)

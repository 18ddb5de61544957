"""Loops of a speech recogniser: one phrase many times over; what was said once stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..language import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_TIMES = 4  # in a row
_LONGEST = 25  # words of the phrase
_FEWEST_WORDS = 10  # of the whole loop: «нет, нет, нет, нет» is how people speak


def find_loops(text: str) -> tuple[Span, ...]:
    """Return the spans of repetitions after the first, where a phrase stands four times in a row and more."""
    words = [(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)]
    said = [word for *_, word in words]
    spans, at = [], 0
    while at < len(said):
        size, times = _loop_at(said, at)
        if not size:
            at += 1
            continue
        end = at + size * times
        spans.append((words[at + size - 1][1], words[end - 1][1]))
        at = end
    return tuple(spans)


def _loop_at(said: Sequence[str], at: int) -> tuple[int, int]:
    """Return (words of the phrase, times) of the loop that begins here, (0, 0) when none does."""
    for size in range(1, min(_LONGEST, (len(said) - at) // _TIMES) + 1):
        if said[at] != said[at + size]:
            continue
        phrase = said[at : at + size]
        times = 1
        while said[at + times * size : at + (times + 1) * size] == phrase:
            times += 1
        if times >= _TIMES and times * size >= _FEWEST_WORDS:
            return size, times
    return 0, 0


def without_spans(spans: Sequence[Span], cuts: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return the spans without what is cut, trimmed of blanks; what holds no word is left out."""
    kept: list[Span] = []
    for start, end in spans:
        pieces = [(start, end)]
        for low, high in cuts:
            parts = (part for a, b in pieces for part in ((a, min(b, low)), (max(a, high), b)))
            pieces = [part for part in parts if part[0] < part[1]]
        kept += [
            piece
            for piece in (_trimmed(text, *piece) for piece in pieces)
            if any(map(str.isalnum, text[slice(*piece)]))
        ]
    return tuple(dict.fromkeys(kept))


def _trimmed(text: str, start: int, end: int) -> Span:
    """Move both ends over blanks, the start over punctuation that a cut left behind."""
    while start < end and (text[start].isspace() or text[start] in ",.;:!?…"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end

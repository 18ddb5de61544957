"""A sentence that holds two thoughts cut between them: «Сайт удобный, | но доставка опоздала».

Borders stand before words of contrast and after semicolons, where the clauses on both sides stand by
themselves (``clauses_ru``, ``clauses_en``).  In doubt a sentence stays whole: a chain of doings, a reason,
a condition or a reported speech is one thought.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from . import clauses_en, clauses_ru

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

SHORTEST = 12
"""Characters of the shortest part of a sentence; a shorter one is no thought."""

_OPENING, _CLOSING = "«„“([{", "»”)]}"
_STOPS = ",;—–-"


def thoughts(text: str, span: Span, language: str) -> tuple[Span, ...]:
    """Return the parts of a sentence that are each one thought, mostly the sentence itself.

    ``span`` are the code points of the sentence in ``text``.  Parts are in order and hold all that the
    sentence holds but white space between them; a part's own parts are itself.  A comma stays with the
    clause before it, a word of contrast begins its clause.
    """
    grammar = clauses_ru if language == "ru" else clauses_en
    sentence = text[slice(*span)]
    borders = list(_borders(sentence, _pattern(grammar.OPENERS)))
    untils = [border for border, _ in borders[1:]] + [len(sentence)]
    parts: list[Span] = []
    start = 0
    for (border, said), until in zip(borders, untils, strict=False):
        before, after = sentence[start:border].rstrip(), sentence[border:until].strip()
        if min(len(before), len(after)) < SHORTEST:
            continue
        opener = sentence[border:said].strip().lower()
        if grammar.two_thoughts(before, opener, sentence[said:until], stopped=before[-1] in _STOPS):
            parts.append((span[0] + start, span[0] + start + len(before)))
            start = border
    return (*parts, (span[0] + start, span[1]))


@lru_cache(maxsize=2)
def _pattern(openers: str) -> re.Pattern[str]:
    """Return what finds the places where a clause may begin, its opener in the group."""
    return re.compile(rf"(?<=;)\s+(?=\S)(?P<opener>{openers})?|(?<=\s)(?P<word>{openers})", re.IGNORECASE)


def _borders(sentence: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where a clause may begin, outside quotations and brackets, and where its opener ends."""
    depth, quoted, at = 0, False, 0
    for match in pattern.finditer(sentence):
        for sign in sentence[at : match.start()]:
            quoted ^= sign == '"'
            depth = max(0, depth + (sign in _OPENING) - (sign in _CLOSING))
        at = match.start()
        if not depth and not quoted:
            opener = match["opener"] or match["word"] or ""
            yield match.end() - len(opener), match.end()

"""Touchpoints: where the person met the company, found by the codebook's wording.

A mention is a mention, be it denied or imagined.  A short answer that names none takes over the one
its question names, if the question names exactly one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .features import SHORT
from .patterns import PatternTable, Words, parse_pattern, read_words, undotted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..records import Unit
    from .codebook import Codebook


def find_touchpoints(
    units: Sequence[Unit], lemmas: Sequence[Sequence[str]], codebook: Codebook
) -> tuple[tuple[str, ...], ...]:
    """Return the ids of each unit's touchpoints, in the order they are named.

    ``lemmas`` are those of the units' texts, row for row; units are in the codebook's language.
    """
    table = _table(codebook)
    questions = list(dict.fromkeys(unit.question for unit in units))
    asked = dict(zip(questions, map(table.find, read_words(questions, codebook.language)), strict=True))
    return tuple(
        table.find(_words(row)) or _taken_over(row, asked[unit.question])
        for unit, row in zip(units, lemmas, strict=True)
    )


def _words(lemmas: Sequence[str]) -> Words:
    bases = tuple(map(undotted, lemmas))
    return Words(bases, bases, (0,) * len(bases))


def _taken_over(lemmas: Sequence[str], asked: tuple[str, ...]) -> tuple[str, ...]:
    return asked if len(lemmas) <= SHORT and len(asked) == 1 else ()


class _TouchpointTable:
    def __init__(self, codebook: Codebook) -> None:
        rows = [(cue.id, pattern) for cue in codebook.touchpoints for pattern in cue.patterns]
        self._ids = [touchpoint for touchpoint, _ in rows]
        self._table = PatternTable([parse_pattern(pattern, codebook.language) for _, pattern in rows])

    def find(self, words: Words) -> tuple[str, ...]:
        """Return the ids named; wording inside longer wording of another touchpoint does not count."""
        hits = list(self._table.find(words))
        ids = dict.fromkeys(
            self._ids[hit.pattern]
            for hit in hits
            if not any(
                other.start <= hit.start and hit.end <= other.end
                and other.end - other.start > hit.end - hit.start
                for other in hits
            )
        )  # fmt: skip
        return tuple(ids)


@lru_cache(maxsize=8)
def _table(codebook: Codebook) -> _TouchpointTable:
    return _TouchpointTable(codebook)

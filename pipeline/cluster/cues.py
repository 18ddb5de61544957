"""Cues: wording that speaks for a kind, what a question asks about, and the tone of words.

A cue under a negation changes its meaning as the codebook says: «проблем не было» is no pain but a
relief, «не нравится» is no joy but a pain.  A negation counts inside the clause only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import fold, lemma
from ..records import Kind
from .patterns import PatternTable, parse_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .codebook import Codebook
    from .patterns import Words

BEFORE, AFTER = (
    2,
    3,
)  # how many words away a negator may stand: «без всяких проблем», «проблем вообще не было»
STRONGER, WEAKER = 1.4, 0.7  # what an intensifier or a hedge nearby does to a tone


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue found in a text: the kind it speaks for here, with how much weight, in which words."""

    kind: Kind
    name: str
    weight: float
    words: str
    flipped: bool = False
    tone: float = 0.0


class CueReader:
    """The cues, question senses and tones of one codebook, ready to be looked for."""

    def __init__(self, codebook: Codebook) -> None:
        """Compile the codebook's patterns."""
        language = codebook.language
        self._negators = _both(codebook.negators, language)
        self._stronger = _both(codebook.intensifiers, language)
        self._weaker = _both(codebook.hedges, language)
        self._tones = _tone_table(codebook)
        self._cues = [(cue, pattern) for cue in codebook.cues for pattern in cue.patterns]
        self._cue_table = _table((pattern for _, pattern in self._cues), language)
        senses = [(sense.name, pattern) for sense in codebook.questions for pattern in sense.patterns]
        self._senses = [name for name, _ in senses]
        self._sense_table = _table((pattern for _, pattern in senses), language)

    def cues(self, words: Words) -> tuple[CueHit, ...]:
        """Return the cues of a text in its order; each cue counts once."""
        found: dict[tuple[str, Kind], CueHit] = {}
        for hit in self._cue_table.find(words):
            cue, _ = self._cues[hit.pattern]
            kind, flipped = cue.kind, False
            if cue.negated != "keep" and self.negated(words, hit.start, hit.end):
                if cue.negated == "drop":
                    continue
                kind, flipped = Kind(cue.negated), True
            said = " ".join(words.forms[hit.start : hit.end])
            tone = 0.0 if flipped else cue.tone
            found.setdefault((cue.name, kind), CueHit(kind, cue.name, cue.weight, said, flipped, tone))
        return tuple(found.values())

    def senses(self, words: Words) -> frozenset[str]:
        """Return what a question asks about, as the codebook's names of senses."""
        return frozenset(self._senses[hit.pattern] for hit in self._sense_table.find(words))

    def negated(self, words: Words, start: int, end: int) -> bool:
        """Tell whether the words from start to end stand under a negation of their clause."""
        if words.lemmas[start] in self._negators:
            return False  # the negation is part of the wording itself
        clause = words.clauses[start]
        near = (*range(max(0, start - BEFORE), start), *range(end, min(len(words.forms), end + AFTER)))
        return any(words.clauses[i] == clause and self._is_negator(words, i, start) for i in near)

    def _is_negator(self, words: Words, place: int, start: int) -> bool:
        if words.lemmas[place] not in self._negators and words.forms[place] not in self._negators:
            return False
        # «страшно, не страшно» aside, a plain "not" behind a word denies what follows it, except a "was"
        return (
            place < start or words.forms[place] not in _PLAIN or words.lemmas[place + 1 : place + 2] in _WAS
        )

    def tone(self, words: Words) -> tuple[float, float]:
        """Return the sums of pleasant and of unpleasant tone, both ≥ 0; negations turn a tone round."""
        sums = [0.0, 0.0]
        for place, base in enumerate(words.lemmas):
            strength = self._tones.get(base) or self._tones.get(words.forms[place], 0.0)
            if not strength:
                continue
            strength *= self._force(words, place)
            if self.negated(words, place, place + 1):
                strength *= -WEAKER
            sums[strength < 0] += abs(strength)
        return sums[0], sums[1]

    def _force(self, words: Words, place: int) -> float:
        near = range(max(0, place - BEFORE), place)
        same = [words.lemmas[i] for i in near if words.clauses[i] == words.clauses[place]]
        if any(base in self._stronger for base in same):
            return STRONGER
        return WEAKER if any(base in self._weaker for base in same) else 1.0

    def counts(self, words: Words) -> tuple[int, int, int]:
        """Return how many negators, intensifiers and hedges a text has."""
        bases = words.lemmas
        lists = (self._negators, self._stronger, self._weaker)
        return tuple(sum(base in known for base in bases) for known in lists)  # type: ignore[return-value]


_PLAIN = frozenset({"не", "not"})
_WAS = (
    ("быть",),
    ("возникнуть",),
    ("возникать",),
    ("вызвать",),
    ("вызывать",),
    ("иметь",),
    ("заметить",),
    ("be",),
)


@lru_cache(maxsize=8)
def cue_reader(codebook: Codebook) -> CueReader:
    """Return the compiled cues of a codebook, compiled once."""
    return CueReader(codebook)


def _both(words: Iterable[str], language: str) -> frozenset[str]:
    return frozenset(form for word in words for form in (fold(word), lemma(word, language)))


def _tone_table(codebook: Codebook) -> dict[str, float]:
    table = {lemma(word, codebook.language): strength for word, strength in codebook.tones}
    return {**table, **{fold(word): strength for word, strength in codebook.tones}}


def _table(patterns: Iterable[str], language: str) -> PatternTable:
    parsed: Sequence[str] = tuple(patterns)
    return PatternTable([parse_pattern(pattern, language) for pattern in parsed])

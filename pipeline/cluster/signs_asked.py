"""What a question leaves to the answer: whether it may be closed with a nod, whether it names a trouble."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import fold, lemma, sentences
from .patterns import PatternTable, parse_pattern, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .patterns import Words
    from .signs_words import SignWords

_TAIL = 2  # words of «Да?», «Верно ведь?», "Did it?" that lean on the sentence before
_FEW = 5  # words of «А трудности?»: naming a trouble is asking for it


@dataclass(frozen=True, slots=True)
class Asked:
    """The sense of the last thing that was asked; ``lemmas`` are those of all that was said before."""

    closed: bool = False
    trouble: bool = False
    either: bool = False
    lemmas: frozenset[str] = frozenset()


NOT_ASKED = Asked()


class QuestionReader:
    """The questions of one language."""

    def __init__(self, words: SignWords, language: str) -> None:
        """Compile the patterns."""
        self._words, self._language = words, language
        self._asked = table(words.asked, language)
        self._leads = table(words.leads, language)
        self._nouns = frozenset(lemma(noun, language) for noun in words.asked_nouns)

    def read(self, question: str) -> Asked:
        """Return what is asked; nothing when nothing was said."""
        if not question.strip():
            return NOT_ASKED
        last, tail = self._last(question)
        said, everything = read_words([last, question], self._language)
        return Asked(
            closed=self._closed(said, last, tail=tail, marked=any(mark in question for mark in "?.!")),
            trouble=self._names_trouble(said),
            either=self._words.either in said.forms,
            lemmas=frozenset({*everything.lemmas, *everything.forms}),
        )

    def _last(self, question: str) -> tuple[str, bool]:
        """Return the last sentence that asks (else the last one), and whether a «да?» stands behind it."""
        cut = [question[start:end].strip() for start, end in sentences(question, self._language)]
        asking = [place for place, text in enumerate(cut) if text.endswith("?")]
        place = asking[-1] if asking else len(cut) - 1
        said = read_words([cut[place]], self._language)[0].forms
        if place and len(said) <= _TAIL and {fold(word) for word in said} <= self._words.tails:
            return cut[place - 1], True
        return cut[place], False

    def _closed(self, said: Words, text: str, *, tail: bool, marked: bool) -> bool:
        """Tell whether a "yes" or a "no" answers it."""
        told = set(zip(said.forms, said.lemmas, strict=True))
        flat = {word for pair in told for word in pair}
        if not flat:
            return False
        leading = tail or self._ends_in_tail(said) or any(True for _ in self._leads.find(said))
        if not (text.endswith("?") or leading or not marked):
            return False
        first = next((form for form in said.forms if form not in self._words.fillers), "")
        if flat & self._words.closes or first in self._words.first_closes or tail or self._ends_in_tail(said):
            return not flat & self._words.opens
        return not (flat & self._words.opens or self._starts_open(said))

    def _starts_open(self, said: Words) -> bool:
        """Tell whether a «что», «как» or "when" opens the sentence, and does not join a later clause."""
        opening = [
            word
            for form, base, clause in zip(said.forms, said.lemmas, said.clauses, strict=True)
            if clause == said.clauses[0]
            for word in (form, base)
        ]
        return bool(self._words.first_opens & set(opening))

    def _ends_in_tail(self, said: Words) -> bool:
        """Tell whether the last clause is a «верно», "right", behind another."""
        own = [
            form for form, clause in zip(said.forms, said.clauses, strict=True) if clause == said.clauses[-1]
        ]
        return said.clauses[0] != said.clauses[-1] and set(own) <= self._words.tails

    def _names_trouble(self, said: Words) -> bool:
        bases = {*said.lemmas, *said.forms}
        if bases & self._words.not_asked:
            return False
        few = len(said.forms) <= _FEW and bool(bases & self._nouns)
        return few or any(True for _ in self._asked.find(said))


def table(patterns: Iterable[str], language: str) -> PatternTable:
    """Compile patterns of a language."""
    return PatternTable([parse_pattern(pattern, language) for pattern in patterns])

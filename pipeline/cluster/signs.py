"""Signs that an answer is weaker than it looks, or the opposite: prompted and denied.

*Prompted* is an answer that only takes over what a closed or leading question put into the person's mouth:
«То есть вам было неудобно?» — «Да, наверное.»  An answer that adds a word of its own is none.  *Denied* is an
answer that says that a trouble, a need or a question was not there: «ждать не пришлось», a bare «нет» to
«Были трудности?».  A denial that is taken back («проблем не было, кроме…»), wished for («чтобы не было
проблем»), told by others or followed by a complaint is none.

A clause stands where its commas are.  Irony is not understood.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import LANGUAGES
from ..records import Sign
from .patterns import Hit, read_words
from .signs_asked import QuestionReader, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ..records import Unit
    from .patterns import Words
    from .signs_asked import Asked
    from .signs_words import SignWords

_BARE = 8  # words of an answer that may say nothing but "yes"
_NEAR = 2  # words between a negator and the trouble that it denies
_FAR = 4  # words on which «с …» before or behind a denial may go on


def find_signs(units: Sequence[Unit], language: str) -> tuple[tuple[Sign, ...], ...]:
    """Return the signs of each unit, row for row; a unit's signs depend on that unit alone.

    ``language`` is that of all the units; every language but Russian is read as English.
    """
    language = language if language in LANGUAGES else "en"
    reader, asking = _readers(language)
    said = read_words([unit.text for unit in units], language)
    asked = {question: asking.read(question) for question in dict.fromkeys(u.question for u in units)}
    return tuple(
        reader.signs(unit, words, asked[unit.question]) for unit, words in zip(units, said, strict=True)
    )


@lru_cache(maxsize=len(LANGUAGES))
def _readers(language: str) -> tuple[_SignReader, QuestionReader]:
    words = _words_of(language)
    return _SignReader(words, language), QuestionReader(words, language)


def _words_of(language: str) -> SignWords:
    from .signs_en import ENGLISH  # noqa: PLC0415 (several hundred words: only when signs are looked for)
    from .signs_ru import RUSSIAN  # noqa: PLC0415

    return RUSSIAN if language == "ru" else ENGLISH


class _SignReader:
    """The answers of one language."""

    def __init__(self, words: SignWords, language: str) -> None:
        self._words, self._language = words, language
        self._denials = table(words.denials, language)
        self._verbs = table(words.verbs, language)
        self._verdicts = table(words.verdicts, language)
        self._pains = table(words.pains, language)
        self._buts = table(words.buts, language)
        self._doubling = table(words.doubling, language)
        self._courtesies = table(words.courtesies, language)
        self._unfinished = re.compile(words.unfinished)

    def signs(self, unit: Unit, said: Words, asked: Asked) -> tuple[Sign, ...]:
        """Return the signs of one unit, in order."""
        found = []
        if said.forms and not unit.text.rstrip().endswith("?"):
            answers = not unit.before or self._bare(read_words([unit.before], self._language)[0], asked)
            if self._denies(said, asked, unit.after) or (answers and self._refuses(said, asked)):
                found.append(Sign.DENIED)
            if answers and asked.closed and self._bare(said, asked):
                found.append(Sign.PROMPTED)
        return tuple(found)

    # ------------------------------------------------------------ prompted

    def _bare(self, said: Words, asked: Asked) -> bool:
        """Tell whether an answer is a nod or a shake of the head, or repeats words of its question."""
        own = [
            form
            for form, base in zip(said.forms, said.lemmas, strict=True)
            if form not in self._words.fillers and form not in self._words.plain
            and form not in asked.lemmas and base not in asked.lemmas
        ]  # fmt: skip
        marked = bool({*said.forms} & (self._words.nods | self._words.shakes)) or self._weakly_shakes(said)
        echoes = self._echoes(said, asked) and not asked.either
        if len(said.forms) > _BARE or not (marked or echoes):
            return False
        return all(
            form in self._words.nods or form in self._words.shakes or form in self._words.weak_shakes
            for form in own
        )

    def _echoes(self, said: Words, asked: Asked) -> bool:
        """Tell whether a word that means something is the question's."""
        return any(
            {form, base} & asked.lemmas
            for form, base in zip(said.forms, said.lemmas, strict=True)
            if form not in self._words.fillers
        )

    def _weakly_shakes(self, said: Words) -> bool:
        pairs = zip(said.forms, said.forms[1:], strict=False)
        return any(one in self._words.plain and other in self._words.weak_shakes for one, other in pairs)

    # ------------------------------------------------------------ denied

    def _refuses(self, said: Words, asked: Asked) -> bool:
        """Tell whether an answer says "no" to the question whether there was a trouble."""
        if not asked.trouble or len(said.forms) > 2 * _BARE:
            return False
        words = self._words
        shakes = self._weakly_shakes(said) or said.forms[0] in words.plain or {*said.forms} & words.shakes
        known = (words.fillers | words.shakes | words.plain | words.nods | asked.lemmas) - words.weak_shakes
        if not shakes or not self._agrees_to_nothing(said, asked) or self._left(said, frozenset()):
            return False
        return all(
            {form, base} & known
            or ({form, base} & (words.weak_shakes | words.fine) and self._fits(said, place))
            for place, (form, base) in enumerate(zip(said.forms, said.lemmas, strict=True))
        )

    def _fits(self, said: Words, place: int) -> bool:
        """Tell whether «не» stands before «было», or before neither it nor a «хорошо» that stands with it."""
        behind_no = bool(place) and said.forms[place - 1] in self._words.plain
        if said.forms[place] in self._words.weak_shakes:
            return behind_no or bool({*said.forms, *said.lemmas} & self._words.fine)
        return not behind_no

    def _agrees_to_nothing(self, said: Words, asked: Asked) -> bool:
        """Tell whether every word of the question that the answer repeats stands under its negation."""
        return all(
            self._negated(said, Hit(0, place, place + 1))
            for place, (form, base) in enumerate(zip(said.forms, said.lemmas, strict=True))
            if {form, base} & asked.lemmas and not {form, base} & (self._words.fillers | self._words.fine)
            and form not in self._words.shakes | self._words.plain | self._words.weak_shakes
        )  # fmt: skip

    def _denies(self, said: Words, asked: Asked, after: str) -> bool:
        """Tell whether an utterance says of itself that a trouble was not there, and no other one was."""
        hits = [hit for hit in self._statements(said) if not self._unreal(said, hit)]
        hits += self._verdicts.find(said)
        if not hits or any(True for _ in self._doubling.find(said)):
            return False
        if not asked.trouble and self._only_polite(said):
            return False
        covered = {place for hit in hits for place in self._reach(said, hit)}
        if self._taken_back(said, hits) or self._goes_on(after):
            return False
        return not self._left(said, covered)

    def _only_polite(self, said: Words) -> bool:
        """Tell whether an answer opens with «без проблем»: a "yes", when nobody asked for troubles."""
        polite = self._words.nods | self._words.fillers
        return any(
            all(
                hit.start <= place < hit.end or form in polite
                for place, form in enumerate(said.forms)
                if said.clauses[place] <= said.clauses[hit.start]
            )
            for hit in self._courtesies.find(said)
        )

    def _statements(self, said: Words) -> Iterator[Hit]:
        """Yield denials inside of one clause."""
        for hit in self._denials.find(said):
            if said.clauses[hit.start] == said.clauses[hit.end - 1]:
                yield hit
        for hit in self._verbs.find(said):
            inside = said.clauses[hit.start] == said.clauses[hit.end - 1]
            if inside and not self._unfinished.search(said.forms[hit.end - 1]):
                yield hit

    def _unreal(self, said: Words, hit: Hit) -> bool:
        """Tell whether a denial is wished for, imagined, or told by others."""
        if self._words.reports & set(said.forms[: hit.start]):
            return True
        clause = said.clauses[hit.start]
        own = [place for place in range(len(said.forms)) if said.clauses[place] == clause]
        earlier = [place for place in range(own[0]) if said.clauses[place] == clause - 1]
        behind = [place for place in own if hit.end <= place < hit.end + _NEAR]
        if any(said.forms[place] == self._words.would for place in behind):
            return True
        joined = said.forms[own[0]] == self._words.that
        near = (*(place for place in own if place < hit.start), *(earlier if joined else earlier[-1:]))
        return any({said.forms[place], said.lemmas[place]} & self._words.unreal for place in near)

    def _reach(self, said: Words, hit: Hit) -> set[int]:
        """Return the places that a denial speaks of: its own, «с …» around it, what «и» or «ни» adds."""
        places = set(range(hit.start, hit.end))
        clauses, last = {said.clauses[hit.start], said.clauses[hit.end - 1]}, len(said.forms)
        if hit.end < last and said.forms[hit.end] in self._words.about:
            places |= set(range(hit.end, min(last, hit.end + _FAR)))
        abouts = [
            at for at in range(max(0, hit.start - _FAR), hit.start) if said.forms[at] in self._words.about
        ]
        places |= set(range(abouts[0], hit.start)) if abouts else set()
        while (end := max(places) + 1) + 1 < last and said.forms[end] in self._words.joins:
            places |= {end, end + 1}
        while (start := min(places)) > 1 and said.forms[start - 1] in self._words.joins:
            places |= {start - 1, start - 2}
        return {place for place in places if said.clauses[place] in clauses}

    def _taken_back(self, said: Words, hits: Sequence[Hit]) -> bool:
        """Tell whether a «но» or «кроме» stands behind a denial, or «а …» puts another word in its place."""
        end = min(hit.end for hit in hits)
        denied = {said.clauses[hit.end - 1] for hit in hits}
        if any(hit.start >= end for hit in self._buts.find(said)):
            return True
        return any(
            said.forms[place] in self._words.first_buts
            or (said.forms[place] == self._words.rather and said.clauses[place] - 1 in denied)
            for place in range(end, len(said.forms))
            if said.clauses[place] != said.clauses[place - 1]
        )

    def _goes_on(self, after: str) -> bool:
        """Tell whether the next utterance begins by taking the denial back."""
        if not after:
            return False
        said = read_words([after], self._language)[0]
        return any(hit.start == 0 for hit in self._buts.find(said))

    def _left(self, said: Words, covered: AbstractSet[int]) -> bool:
        """Tell whether a trouble is named that no denial covers."""
        return any(
            covered.isdisjoint(range(hit.start, hit.end)) and not self._negated(said, hit, covered)
            for hit in self._pains.find(said)
        )

    def _negated(self, said: Words, hit: Hit, covered: AbstractSet[int] = frozenset()) -> bool:
        """Tell whether words stand beside a negator of their clause that denies nothing else."""
        if said.lemmas[hit.start] in self._words.negators:
            return False
        near = (
            *range(max(0, hit.start - _NEAR), hit.start),
            *range(hit.end, min(len(said.forms), hit.end + _NEAR)),
        )
        return any(
            said.clauses[place] == said.clauses[hit.start]
            and place not in covered
            and {said.forms[place], said.lemmas[place]} & self._words.negators
            for place in near
        )

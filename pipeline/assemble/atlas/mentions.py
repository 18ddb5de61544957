"""Which utterances speak of what a decision is about: by its touchpoints, its topics and its words.

Every word of the decision weighs the more the rarer it is in the interviews; a word that nobody said weighs
most, so that «подписка на кофе» is not found in every mention of coffee.  An utterance speaks of the decision
when it carries three fifths of that weight.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from math import log
from typing import TYPE_CHECKING

from .aims import kin_of, listed
from .likeness import spoken_of
from .topics import topics_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ...records import UtteranceId
    from ..maps.base import Evidence
    from .likeness import Matters

ENOUGH = 0.6  # of the weight of the decision's words
KIN = 0.8  # what a kindred touchpoint counts
AFTER = 0.5  # what an utterance counts that goes on after one that speaks of the decision
FOLLOWING = 3  # utterances of the same answer that may go on
_STEM, _STEM_SHARE = 5, 0.75  # letters, and share of the shorter word, that two words of one root begin with

_FAMILIES = tuple(
    frozenset(family.split())
    for family in (
        "call_center support phone_call",
        "chat chatbot messenger",
        "delivery courier delivery_point",
        "app personal_account push",
        "workshop technician",
        "shop seller",
        "clinic doctor reception",
        "payment bank terminal",
        "social_networks bloggers",
    )
)


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A touchpoint that a text names, and the lemmas that name it."""

    id: str
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a decision names: by lemmas, as a touchpoint, by a word for the same, as of a topic.

    ``topic`` is what several of its words tell together, ``topics`` are wider than the word itself.
    """

    lemmas: frozenset[str]
    point: str = ""
    topic: str = ""
    topics: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()


def concepts_of(text: str, language: str, points: Sequence[NamedPoint]) -> tuple[Concept, ...]:
    """Take a text apart into what it names; an empty one names nothing.

    A topic joins the words that name it together («минимальная сумма»).
    """
    words, topics = spoken_of(text, language)
    found = [Concept(point.lemmas, point.id) for point in points]
    covered = {word for point in points for word in point.lemmas}
    for topic in sorted(topics):
        tellers = _tellers(topic, words - covered, language)
        if len(tellers) > 1:
            found.append(Concept(tellers, topic=topic))
            covered |= tellers
    rest = sorted(words - covered - listed("frame", language))
    found += [Concept(frozenset({word})) for word in rest]
    return tuple(
        replace(one, topics=topics_of(one.lemmas, language), kin=kin_of(one.lemmas, language))
        for one in found
    )


def _tellers(topic: str, words: Collection[str], language: str) -> frozenset[str]:
    """Return the words of which one or two tell a topic."""
    alone = {word for word in words if topic in topics_of({word}, language)}
    pairs = combinations(sorted(set(words) - alone), 2)
    together = {word for pair in pairs if topic in topics_of(frozenset(pair), language) for word in pair}
    return frozenset(alone | together)


class Mentions:
    """Where the respondents of a study speak of things."""

    def __init__(self, evidence: Evidence, matters: Matters) -> None:
        """Index words, topics, touchpoints and answers."""
        self._codings = evidence.codings
        self._by_word: dict[str, set[UtteranceId]] = defaultdict(set)
        self._by_topic: dict[str, set[UtteranceId]] = defaultdict(set)
        self._by_point: dict[str, set[UtteranceId]] = defaultdict(set)
        self._by_kin: dict[str, set[UtteranceId]] = defaultdict(set)
        self._answers: dict[UtteranceId, tuple[UtteranceId, ...]] = {}
        answers: dict[tuple[str, int], list[UtteranceId]] = defaultdict(list)
        said = evidence.utterances
        for i in sorted(said, key=lambda i: (said[i].interview, said[i].start)):
            answers[said[i].interview, said[i].turn].append(i)
            _file(self._by_word, matters.words[i], i)
            _file(self._by_topic, matters.topics[i], i)
            _file(self._by_kin, kin_of(matters.words[i], evidence.interviews[said[i].interview].language), i)
            _file(self._by_point, evidence.codings[i].touchpoints, i)
        for answer in answers.values():
            self._answers |= dict.fromkeys(answer, tuple(answer))
        self._most = log(1 + len(said))

    def of(self, concepts: Sequence[Concept]) -> dict[UtteranceId, float]:
        """Return the utterances that speak of what is named, with 0..1: how much of it they name.

        Whatever is ``ENOUGH`` or more is named; less has what goes on in the same answer.
        """
        carried: dict[UtteranceId, float] = defaultdict(float)
        whole = 0.0
        for concept in concepts:
            weight, matches = self._match(concept)
            whole += weight
            for i, share in matches.items():
                carried[i] += weight * share
        found = {i: round(weight / whole, 3) for i, weight in carried.items() if weight >= ENOUGH * whole}
        return self._spread(found, {point for one in concepts for point in (one.point, *_family(one.point))})

    def unsaid(self, concepts: Sequence[Concept]) -> tuple[Concept, ...]:
        """Return what nobody names."""
        return tuple(concept for concept in concepts if not self._match(concept)[1])

    def _match(self, concept: Concept) -> tuple[float, dict[UtteranceId, float]]:
        """Return what a concept weighs, and which utterances name it how surely."""
        exact = self._by_point.get(concept.point, set()) | self._with_all(concept.lemmas)
        exact |= self._by_topic.get(concept.topic, set())
        exact |= {i for kin in concept.kin for i in self._by_kin.get(kin, ())}
        matches = dict.fromkeys(exact, 1.0)
        for i in self._kindred(concept.point):
            matches.setdefault(i, KIN)
        for topic in concept.topics:
            spoken = self._by_topic.get(topic, set())
            share = self._rarity(len(spoken)) / self._most
            for i in spoken:
                matches[i] = max(matches.get(i, 0.0), share)
        return self._rarity(len(exact)), matches

    def _with_all(self, lemmas: Iterable[str]) -> set[UtteranceId]:
        """Return the utterances with a word of the root of each lemma."""
        found = [self._of_root(lemma) for lemma in sorted(lemmas)]
        return set.intersection(*found) if found else set()

    def _of_root(self, lemma: str) -> set[UtteranceId]:
        return {i for word, ids in self._by_word.items() if _one_root(lemma, word) for i in ids}

    def _kindred(self, point: str) -> set[UtteranceId]:
        """Return the utterances that name a touchpoint of the family in an answer that names two of them."""
        family = _family(point)
        found = set()
        for i in sorted({i for member in family for i in self._by_point.get(member, ())}):
            named = {one for other in self._answers[i] for one in self._codings[other].touchpoints}
            if len(named & family) > 1:
                found.add(i)
        return found

    def _spread(self, found: Mapping[UtteranceId, float], own: Collection[str]) -> dict[UtteranceId, float]:
        """Add what goes on in the same answer: a story names its matter once, until it names another."""
        whole = dict(found)
        for i in sorted(i for i, share in found.items() if share >= KIN):
            answer = self._answers[i]
            at = answer.index(i)
            for later in answer[at + 1 : at + 1 + FOLLOWING]:
                if not set(self._codings[later].touchpoints) <= set(own):
                    break
                whole[later] = max(whole.get(later, 0.0), round(AFTER * found[i], 3))
        return whole

    def _rarity(self, n: int) -> float:
        """Return the logarithm of "one utterance in how many", the most for one that nobody said."""
        return self._most - log(n) if n else self._most


def _family(point: str) -> frozenset[str]:
    """Return the touchpoints that stand for one channel."""
    return frozenset(member for kin in _FAMILIES if point in kin for member in kin)


def _file(index: dict[str, set[UtteranceId]], keys: Iterable[str], i: UtteranceId) -> None:
    for key in keys:
        index[key].add(i)


def _one_root(one: str, other: str) -> bool:
    """Tell whether two lemmas are of one root, by how far they begin alike."""
    if one == other:
        return True
    if one[:_STEM] != other[:_STEM] or min(len(one), len(other)) < _STEM:
        return False
    alike = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return alike >= _STEM_SHARE * min(len(one), len(other))

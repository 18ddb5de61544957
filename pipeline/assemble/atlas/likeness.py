"""How near two matters lie: by the words and topics they share, the touchpoints they name and their stage.

Plain counting, so that a reader can see why two things were held together: a word or topic weighs more the
rarer it is among the study's utterances, and what two matters share can be shown.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING

from ...language import LANGUAGES, fold, lemma, stop_words, word_set
from .topics import topics_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...records import StageId, UtteranceId
    from ..maps.base import Evidence

WORDS = 0.4  # weights of the four parts; together 1
TOPICS = 0.4
TOUCHPOINT = 0.1
STAGE = 0.1

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HIDDEN = re.compile(r"\[[^\]]*\]")  # a pseudonym is nobody's matter
_SHORTEST = 3  # letters of a word that tells something


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What some utterances speak of; ``words`` and ``topics`` are unit vectors, or empty."""

    words: Mapping[str, float]
    topics: Mapping[str, float]
    touchpoints: frozenset[str] = frozenset()
    stage: StageId | None = None


class Matters:
    """The words and topics of what a study's respondents said."""

    def __init__(self, evidence: Evidence) -> None:
        """Lemmatise the utterances and count how rare each word and topic is."""
        self._evidence = evidence
        self.words: dict[UtteranceId, frozenset[str]] = {}
        self.topics: dict[UtteranceId, frozenset[str]] = {}
        for i in sorted(evidence.utterances):
            said = evidence.utterances[i]
            language = evidence.interviews[said.interview].language
            self.words[i], self.topics[i] = spoken_of(said.text, language)
        self._rare_words = _rarity(self.words.values())
        self._rare_topics = _rarity(self.topics.values())

    def matter(self, ids: Iterable[UtteranceId], stage: StageId | None = None) -> Matter:
        """Return the matter of some utterances at a stage."""
        known = list(ids)
        return Matter(
            words=_vector((self.words[i] for i in known), self._rare_words),
            topics=_vector((self.topics[i] for i in known), self._rare_topics),
            touchpoints=frozenset(p for i in known for p in self._evidence.codings[i].touchpoints),
            stage=stage,
        )

    def told(self, text: str, language: str, stage: StageId | None = None) -> Matter:
        """Return the matter of a text that no respondent said; words that nobody used add nothing."""
        words, topics = spoken_of(text, language)
        return Matter(
            words=_vector([words], self._rare_words), topics=_vector([topics], self._rare_topics), stage=stage
        )


def likeness(one: Matter, other: Matter) -> float:
    """Tell how near two matters lie, 0..1; without a word or topic in common it is 0.

    0.4 x the cosine of words + 0.4 x the cosine of topics + 0.1 for a common touchpoint + 0.1 for one stage.
    """
    words, topics = _cosine(one.words, other.words), _cosine(one.topics, other.topics)
    if not words and not topics:
        return 0.0
    point = TOUCHPOINT if one.touchpoints & other.touchpoints else 0.0
    stage = STAGE if one.stage is not None and one.stage == other.stage else 0.0
    return round(min(1.0, WORDS * words + TOPICS * topics + point + stage), 3)


def shared(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[str, ...]:
    """Return what two vectors of words or topics share, the weightiest first."""
    both = one.keys() & other.keys()
    return tuple(sorted(both, key=lambda word: (-one[word] * other[word], word)))


def spoken_of(text: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the lemmas of a text that tell of a matter, and its topics.

    Stop words, fillers, pseudonyms and words under three letters are left out of the lemmas; topics see all.
    """
    key = language if language in LANGUAGES else "en"
    stop = _stop(key)
    found = frozenset(lemma(word, key) for word in _WORD.findall(_HIDDEN.sub(" ", text)))
    telling = (word for word in found if len(word) >= _SHORTEST and word not in stop)
    return frozenset(telling), topics_of(found, key)


def _rarity(bags: Iterable[frozenset[str]]) -> dict[str, float]:
    """Return for each word the logarithm of "one utterance in how many"."""
    held = list(bags)
    counts = Counter(word for bag in held for word in bag)
    return {word: log((1 + len(held)) / n) for word, n in counts.items()}


def _vector(bags: Iterable[frozenset[str]], rarity: Mapping[str, float]) -> dict[str, float]:
    """Weigh words by use (a second mention counts for less) and rarity; return a unit vector or {}."""
    counts = Counter(word for bag in bags for word in bag)
    raw = {word: (1 + log(n)) * rarity[word] for word, n in sorted(counts.items()) if rarity.get(word)}
    length = sqrt(sum(weight * weight for weight in raw.values()))
    return {word: weight / length for word, weight in raw.items()}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = sorted((one, other), key=len)
    return sum(weight * large[word] for word, weight in small.items() if word in large)


@lru_cache(maxsize=len(LANGUAGES))
def _stop(language: str) -> frozenset[str]:
    return stop_words(language) | {fold(word) for word in word_set(f"matterless_{language}")}

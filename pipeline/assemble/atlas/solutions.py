"""Answers to a barrier that the interviews themselves hold: wishes, advice, and what people like elsewhere.

An answer counts when it lies at least ``LEAST`` near to what one respondent said of the barrier in one turn
(``likeness``); a wish said in the same turn as the pain is taken to mean it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...records import Kind, Role
from ...wording import nearest_language
from ..maps.cells import claim, view
from .breaths import breaths, place, role_of, stage_of, voice_of
from .likeness import STAGE, TOUCHPOINT, WORDS, likeness
from .opposites import speaks_well
from .values import Solution, SolutionSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...records import StageId, UtteranceId
    from ..evidence import Voice
    from ..maps.base import Evidence
    from .breaths import Breath
    from .likeness import Matter, Matters

LEAST = 0.45  # likeness of an answer to what one respondent said
SAME_TURN = 0.6  # likeness of a wish that is said in one turn with the pain
MOST = 3  # answers of one source to one barrier
SURE = 0.7  # score of an idea that needs no word of wishing
TELLING = 2  # words or topics that a unit needs to be about something
_WORDS_SUFFICE = (LEAST - TOUCHPOINT - STAGE) / WORDS - 0.01  # cosine without which words alone are too few

_WISH = {
    "ru": r"\b(бы|б|пусть|чтоб[ыа]?|надо|нужно|лучше|хотелось|можно|сделайте|добав(ьте|ить)|предложил)\b",
    "en": r"\b(should|could|would|wish|if\s+only|let\s+(us|me|them)|had\s+better|ought|want|needs?\s+to)\b",
}
_OFFER = {  # what they would do in return: "I would pay", "I'd bring my friends"; no wish of its own
    "ru": r"""^(?!.*\b(если|чтоб[ыа]?|пусть|мне|нам|надо|можно)\b).*\b(я|мы)\b[^,.]*\bбы?\b.*\b
        (\w*плат\w+|прив[её]л\w*|пош[её]л|пошл[аи]|сходил\w*|приш[её]л|пришл[аи]|купил\w*|подписал\w+|от[дв]\w+л[аи]?)\b""",
    "en": r"""^(?!.*\b(if|so\s+that|let|should)\b).*\b(I|we)('d|\s+would)\s+(gladly\s+|happily\s+)?
        (pay|come|go|bring|buy|subscribe|sign)\b""",
}
_ADVICE = {
    "ru": r"((?<!котор.. )\b(надо|нужно)|\b((стоит|лучше)\s+\w+ть|по-хорошему|хотя\s+бы|следует|советую))\b",
    "en": r"\b(should|ought|at\s+least|had\s+better|(is|would\s+be)\s+enough|needs?\s+to|recommend)\b",
}
_WISHES = {language: re.compile(text, re.IGNORECASE) for language, text in _WISH.items()}
_OFFERS = {language: re.compile(text, re.IGNORECASE | re.VERBOSE) for language, text in _OFFER.items()}
_ADVICES = {language: re.compile(text, re.IGNORECASE) for language, text in _ADVICE.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """Something that may answer a barrier."""

    source: SolutionSource
    role: Role
    said: Breath
    stage: StageId | None
    matter: Matter


class Answers:
    """All that the interviews hold in the way of answers."""

    def __init__(self, evidence: Evidence, matters: Matters) -> None:
        """Collect wishes, advice and likes, with an index of their words and of the turns of wishes."""
        self._evidence, self._matters = evidence, matters
        self._views = {role: view(evidence, role) for role in Role}
        self._answers = tuple(_collect(evidence, matters))
        self._by_word: dict[str, list[tuple[int, float]]] = {}
        self._by_topic: dict[str, list[int]] = {}
        self._turns: dict[tuple[str, str, int], set[int]] = {}
        for at, answer in enumerate(self._answers):
            for word, weight in answer.matter.words.items():
                self._by_word.setdefault(word, []).append((at, weight))
            for topic in answer.matter.topics:
                self._by_topic.setdefault(topic, []).append(at)
            if answer.source is not SolutionSource.ELSEWHERE:
                self._turns.setdefault(_turn(evidence, answer.said[0]), set()).add(at)

    def to(self, ids: Sequence[UtteranceId], stage: StageId | None) -> tuple[Solution, ...]:
        """Return the answers to the pains of a barrier: wishes, then advice, then likes, nearest first."""
        scores = self._scores(ids, stage)
        pained = {voice_of(self._evidence, i) for i in ids}
        kept = [at for at, score in scores.items() if score >= LEAST and self._fits(at, pained, stage)]
        ranked = sorted(kept, key=lambda at: (-scores[at], place(self._evidence, self._answers[at].said[0])))
        return tuple(
            self._solution(self._answers[at], scores[at], ids)
            for source in SolutionSource
            for at in [at for at in ranked if self._answers[at].source is source][:MOST]
        )

    def _scores(self, ids: Sequence[UtteranceId], stage: StageId | None) -> dict[int, float]:
        """Tell how near each answer comes to what one respondent said of the barrier in one turn."""
        best: dict[int, float] = {}
        for breath in breaths(self._evidence, ids):
            matter = self._matters.matter(breath, stage)
            mine = self._turns.get(_turn(self._evidence, breath[0]), set())
            for at in self._candidates(matter) | mine:
                score = max(likeness(matter, self._answers[at].matter), SAME_TURN if at in mine else 0.0)
                best[at] = max(best.get(at, 0.0), score)
        return best

    def _candidates(self, matter: Matter) -> set[int]:
        """Return the answers that can be near: they share a topic, or so many words that these suffice."""
        found = {at for topic in matter.topics for at in self._by_topic.get(topic, ())}
        common: dict[int, float] = {}
        for word, weight in matter.words.items():
            for at, other in self._by_word.get(word, ()):
                common[at] = common.get(at, 0.0) + weight * other
        return found | {at for at, cosine in common.items() if cosine >= _WORDS_SUFFICE}

    def _fits(self, at: int, pained: set[Voice], stage: StageId | None) -> bool:
        """Refuse as "works elsewhere" what the same people say of the same stage."""
        answer = self._answers[at]
        if answer.source is not SolutionSource.ELSEWHERE:
            return True
        return voice_of(self._evidence, answer.said[0]) not in pained or answer.stage != stage

    def _solution(self, answer: _Answer, score: float, ids: Sequence[UtteranceId]) -> Solution:
        """Show an answer in the words that lie nearest to the barrier."""
        whole = self._matters.matter(ids)
        text = max(
            answer.said,
            key=lambda i: (likeness(self._matters.matter([i]), whole), len(self._matters.words[i]), i),
        )
        return Solution(
            source=answer.source,
            claim=claim(self._views[answer.role], self._evidence.utterances[text].text, answer.said),
            viewpoint=answer.role,
            stage=answer.stage,
            likeness=score,
        )


def _collect(evidence: Evidence, matters: Matters) -> Iterable[_Answer]:
    """Yield the breaths of wishes, advice and likes that are about something."""
    sorts = (
        (SolutionSource.OWN, [i for i in evidence.utterances if _wished(evidence, i)]),
        (SolutionSource.EXPERT, [i for i in evidence.utterances if _advised(evidence, i)]),
        (SolutionSource.ELSEWHERE, [i for i in evidence.utterances if _liked(evidence, i)]),
    )
    for source, ids in sorts:
        for said in breaths(evidence, ids):
            stage = stage_of(evidence, said)
            matter = matters.matter(said, stage)
            if len(matter.words) + len(matter.topics) >= TELLING:
                role = role_of(evidence, said[0])
                yield _Answer(source=source, role=role, said=said, stage=stage, matter=matter)


def _wished(evidence: Evidence, i: UtteranceId) -> bool:
    """Tell whether a customer wishes something: an idea that is sure, or has a word of wishing."""
    return role_of(evidence, i) is not Role.EXPERT and _idea(evidence, i)


def _advised(evidence: Evidence, i: UtteranceId) -> bool:
    """Tell whether an expert proposes something: an idea, or what they say is to be done."""
    if role_of(evidence, i) is not Role.EXPERT:
        return False
    return _idea(evidence, i) or _matches(_ADVICES, evidence, i)


def _idea(evidence: Evidence, i: UtteranceId) -> bool:
    score = next((each.score for each in evidence.codings[i].kinds if each.kind is Kind.IDEA), 0.0)
    if not score or _matches(_OFFERS, evidence, i):
        return False
    return score >= SURE or _matches(_WISHES, evidence, i)


def _liked(evidence: Evidence, i: UtteranceId) -> bool:
    """Tell whether a customer speaks well of how it is; experts' opinions are no experience."""
    return role_of(evidence, i) is not Role.EXPERT and bool(speaks_well(evidence, i))


def _matches(patterns: Mapping[str, re.Pattern[str]], evidence: Evidence, i: UtteranceId) -> bool:
    said = evidence.utterances[i]
    language = nearest_language(evidence.interviews[said.interview].language)
    return patterns[language].search(said.text) is not None


def _turn(evidence: Evidence, i: UtteranceId) -> tuple[str, str, int]:
    said = evidence.utterances[i]
    return said.interview, said.speaker, said.turn

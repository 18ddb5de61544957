"""Place every unit of the interviews on a stage of a given list.

Words and nearness speak for a stage in a unit and, more strongly, in the question it answers; the order
of the talk smooths them; then what the other interviews say under the same stage is learnt and counted
in, so that the study's own words («творог», «накладная») come to speak for stages too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ..errors import CjmError
from ..language import lemmas, stop_words
from ..records import StageScore
from .stage_chain import ChainSettings, posteriors
from .stage_evidence import build_lexicon, nearness, phase_plan, plan_stages, stage_texts
from .stage_models import STAGE_MODELS, known_language, stage_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from ..records import Stage, Unit
    from .embedders.base import Matrix
    from .stage_evidence import Lexicon, StagePlan

__all__ = [
    "STAGE_MODELS",
    "Spoken",
    "StageSettings",
    "place_by_plan",
    "place_in_stages",
    "stage_list",
    "stage_texts",
]

_LEAST = 1e-3  # belief that is never quite lost
_QUOTE = 60  # characters of a question that an explanation shows
_TEXT = {
    "ru": {"question": "вопрос: «{}»", "words": "слова: {}", "nearby": "рядом по ходу разговора"},
    "en": {"question": "question: “{}”", "words": "words: {}", "nearby": "by the course of the talk"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSettings:
    """How the evidence is weighed; ``floor`` times the share by chance is the least posterior given."""

    unit_words: float = 1.0
    question_words: float = 1.5
    unit_nearness: float = 0.3
    question_nearness: float = 0.5
    own_texts: float = 0.2
    learnt: float = 0.3  # weight of the words learnt from the other interviews
    rounds: int = 2
    floor: float = 1.3
    chain: ChainSettings = field(default_factory=ChainSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The units of the interviews with the vectors, float32[n, d], of their texts and questions."""

    interviews: tuple[Sequence[Unit], ...]
    vectors: Matrix
    question_vectors: Matrix

    def __post_init__(self) -> None:
        """Check that every unit has its rows; raises CjmError."""
        count = len(self.units)
        if not count == len(self.vectors) == len(self.question_vectors):
            raise CjmError(
                "%(texts)s vectors and %(questions)s question vectors for %(units)s units",
                texts=len(self.vectors),
                questions=len(self.question_vectors),
                units=count,
            )

    @property
    def units(self) -> list[Unit]:
        """All units, interview by interview."""
        return [unit for talk in self.interviews for unit in talk]

    def canonical_order(self) -> list[list[int]]:
        """Return the places of each interview's units, interviews sorted by id."""
        starts = np.cumsum([0, *(len(talk) for talk in self.interviews)])
        talks = [
            (talk[0].utterance.interview, list(range(start, start + len(talk))))
            for talk, start in zip(self.interviews, starts.tolist(), strict=False)
            if talk
        ]
        return [places for _, places in sorted(talks)]

    def take(self, order: Sequence[Sequence[int]]) -> Spoken:
        """Return the same talks in another order."""
        units, rows = self.units, [place for talk in order for place in talk]
        return Spoken(
            interviews=tuple([units[place] for place in talk] for talk in order),
            vectors=self.vectors[rows],
            question_vectors=self.question_vectors[rows],
        )


def place_in_stages(  # noqa: PLR0913 (three matrices and what they belong to)
    interviews: Sequence[Sequence[Unit]],
    stages: Sequence[Stage],
    *,
    language: str,
    vectors: Matrix,
    question_vectors: Matrix,
    stage_vectors: Matrix,
    settings: StageSettings | None = None,
) -> tuple[StageScore | None, ...]:
    """Return the stage of each unit, interview by interview, None where nothing speaks for any.

    ``vectors`` and ``question_vectors`` are float32[n, d] of the units' texts and of their questions,
    in the order of the interviews' units; ``stage_vectors`` are those of ``stage_texts(stages, language)``.
    Scores are posteriors, 0..1.  Raises CjmError when a matrix has another number of rows.
    """
    plan = plan_stages(stages, language)
    spoken = Spoken(interviews=tuple(interviews), vectors=vectors, question_vectors=question_vectors)
    return place_by_plan(spoken, plan, stage_vectors, settings or StageSettings())


def place_by_plan(
    spoken: Spoken, plan: StagePlan, stage_vectors: Matrix, settings: StageSettings
) -> tuple[StageScore | None, ...]:
    """Do the work of ``place_in_stages`` for stages whose phases are known."""
    if len(stage_vectors) != len(plan.prototypes):
        raise CjmError(
            "%(vectors)s stage vectors for %(texts)s stage texts",
            vectors=len(stage_vectors),
            texts=len(plan.prototypes),
        )
    if not spoken.units or not plan.stages:
        return (None,) * len(spoken.units)
    # sums of floating point numbers depend on their order, so the interviews get one of their own
    order = spoken.canonical_order()
    placed = _place(spoken.take(order), plan, stage_vectors, settings)
    back = dict(zip((place for talk in order for place in talk), placed, strict=True))
    return tuple(back[place] for place in range(len(spoken.units)))


def _place(
    spoken: Spoken, plan: StagePlan, stage_vectors: Matrix, settings: StageSettings
) -> list[StageScore | None]:
    words = _read(spoken.units, plan.language)
    lexicon = build_lexicon(plan, [*words.said, *words.asked])
    belief = _believe(spoken, plan, lexicon, words, stage_vectors, settings)
    floor = settings.floor / len(plan.stages) if len(plan.stages) > 1 else 0.0
    placed: list[StageScore | None] = []
    for unit, row, said, asked in zip(spoken.units, belief, words.said, words.asked, strict=True):
        best = int(row.argmax())
        why = _why(unit, lexicon.telling(said, best), lexicon.telling(asked, best))
        score = round(float(min(row[best], 1.0)), 4)
        placed.append(StageScore(id=plan.stages[best].id, score=score, why=why) if score >= floor else None)
    return placed


def _believe(  # noqa: PLR0913, PLR0917
    spoken: Spoken,
    plan: StagePlan,
    lexicon: Lexicon,
    words: _Words,
    stage_vectors: Matrix,
    settings: StageSettings,
) -> NDArray[np.float64]:
    """Return the belief in each stage: by the stages themselves and by the finer phases they cover."""
    direct = _chain(spoken, plan, lexicon, words, stage_vectors, settings)
    fine = phase_plan(plan.language)
    if plan is fine:
        return direct
    finer = build_lexicon(fine, [*words.said, *words.asked])
    by_phase = _chain(spoken, fine, finer, words, stage_vectors[: len(fine.prototypes)], settings)
    through = by_phase @ (plan.cover / np.maximum(plan.cover.sum(axis=0), _LEAST)).T
    # a geometric mean: what one of the two excludes is not believed
    joint = np.sqrt((direct + _LEAST) * (through + _LEAST))
    result: NDArray[np.float64] = joint / joint.sum(axis=1, keepdims=True)
    return result


def _chain(  # noqa: PLR0913, PLR0917
    spoken: Spoken,
    plan: StagePlan,
    lexicon: Lexicon,
    words: _Words,
    stage_vectors: Matrix,
    settings: StageSettings,
) -> NDArray[np.float64]:
    """Return posteriors float64[n, stages] from words, nearness, the order of the talk and other talks."""
    scores = settings.unit_words * lexicon.score(words.said)
    scores += settings.question_words * lexicon.score(words.asked)
    for matrix, weight in (
        (spoken.vectors, settings.unit_nearness),
        (spoken.question_vectors, settings.question_nearness),
    ):
        through, own = nearness(matrix, plan, stage_vectors)
        scores += weight * through + weight * settings.own_texts * own
    return _learn(scores, spoken.interviews, words.bags, settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The lemmas of each unit and of its question, and the same as 0/1 rows."""

    said: list[list[str]]
    asked: list[list[str]]
    bags: csr_matrix


def _read(units: Sequence[Unit], language: str) -> _Words:
    """Take the words of the units; a question asked once is read once."""
    questions = sorted({unit.question for unit in units})
    known = dict(zip(questions, lemmas(questions, language), strict=True))
    said, asked = lemmas([unit.text for unit in units], language), [known[unit.question] for unit in units]
    return _Words(said=said, asked=asked, bags=_bags(said, asked, language))


def _bags(said: Sequence[Sequence[str]], asked: Sequence[Sequence[str]], language: str) -> csr_matrix:
    """Return which words stand in each unit and, as words of their own, in its question: 0/1[n, words]."""
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 (slow to import)

    stop = stop_words(language)
    rows = [
        [w for w in unit if w not in stop] + [f"?{w}" for w in question if w not in stop]
        for unit, question in zip(said, asked, strict=True)
    ]
    vectorizer = CountVectorizer(analyzer=list, binary=True, min_df=1, dtype=np.float64)
    return vectorizer.fit_transform([row or [""] for row in rows])


def _learn(
    scores: NDArray[np.float64],
    interviews: Sequence[Sequence[Unit]],
    bags: csr_matrix,
    settings: StageSettings,
) -> NDArray[np.float64]:
    """Return posteriors after a few rounds of learning each interview's words from the other ones."""
    owner = np.repeat(np.arange(len(interviews)), [len(talk) for talk in interviews])
    result = posteriors(scores, interviews, settings.chain)
    for _ in range(settings.rounds if len(interviews) > 1 else 0):
        learnt = _words_of_others(result, bags, owner, len(interviews))
        result = posteriors(scores + settings.learnt * learnt, interviews, settings.chain)
    return result


def _words_of_others(
    belief: NDArray[np.float64], bags: csr_matrix, owner: NDArray[np.int_], talks: int
) -> NDArray[np.float64]:
    """Return naive Bayes log-ratios of each unit's words, counted in all interviews but its own."""
    by_talk = [bags[owner == talk].T @ belief[owner == talk] for talk in range(talks)]
    total, mass = sum(by_talk), belief.sum(axis=0)
    result = np.zeros_like(belief)
    for talk in range(talks):
        mine = owner == talk
        rest = mass - belief[mine].sum(axis=0)
        share = np.maximum(rest / max(rest.sum(), 1e-9), 0.02)
        counts = np.maximum(total - by_talk[talk], 0.0)
        seen = counts.sum(axis=1) >= 1.0 - 1e-9
        # smoothed with four units spread as the stages are
        ratio = np.log((counts + 4 * share) / (counts.sum(axis=1, keepdims=True) + 4) / share)
        result[mine] = bags[mine] @ np.where(seen[:, None], ratio, 0.0)
    return result


def _why(unit: Unit, words: Sequence[str], question_words: Sequence[str]) -> str:
    """Say in the unit's language what spoke for its stage."""
    text = _TEXT[known_language(unit.language)]
    parts = []
    if question_words:
        asked = " ".join(unit.question.split())
        parts.append(text["question"].format(asked if len(asked) <= _QUOTE else f"{asked[: _QUOTE - 1]}…"))
    if words:
        parts.append(text["words"].format(", ".join(words)))
    return "; ".join(parts) or text["nearby"]

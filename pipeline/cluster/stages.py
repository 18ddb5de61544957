"""Place every unit of the interviews on a stage of a given list.

What the trained reader makes of a unit and of its question, words, nearness to the stage's own texts and
to the phases it covers are weighed together, with weights learnt on coded studies of other trades; the
order of the talk smooths them; then what the other interviews say under the same stage is learnt and
counted in, so that the study's own words («творог», «накладная») come to speak for stages too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from ..errors import CjmError
from ..records import StageScore
from .stage_chain import ChainSettings, posteriors
from .stage_evidence import build_lexicon, nearness, phase_plan, plan_stages, stage_texts
from .stage_models import STAGE_MODELS, known_language, stage_list
from .stage_words import Words, heed, read_words, words_of_others

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from ..records import Stage, StageId, Unit, UtteranceId
    from .embedders.base import Matrix
    from .stage_evidence import Lexicon, StagePlan

__all__ = [
    "STAGE_MODELS",
    "Placement",
    "Spoken",
    "StageReading",
    "StageSettings",
    "StageWeights",
    "Words",
    "place_by_plan",
    "place_in_stages",
    "read_words",
    "stage_list",
    "stage_texts",
]

_LEAST = 1e-3  # belief that is never quite lost
_PHASE_DOUBT = 1e-2  # the same of the belief through phases
_QUOTE = 60  # characters of a question that an explanation shows
_TEXT = {
    "ru": {"question": "вопрос: «{}»", "words": "слова: {}", "nearby": "рядом по ходу разговора"},
    "en": {"question": "question: “{}”", "words": "words: {}", "nearby": "by the course of the talk"},
}


@dataclass(frozen=True, slots=True)
class StageWeights:
    """How much each sign of a stage weighs; ``tools/weigh_reader.py`` learns them on the coded corpus.

    Of the unit and of its question (``asked``): the trained reader's opinion, telling words, nearness to
    the phases that the stage covers and to its own name; and what the talk says of those phases.
    """

    read: float = 0.0
    asked_read: float = 0.0
    words: float = 0.42
    asked_words: float = 1.44
    through: float = 0.12
    own: float = 0.41
    asked_through: float = 0.02
    asked_own: float = 0.95
    phases: float = 0.23

    def values(self) -> NDArray[np.float64]:
        """Return the weights in the order of the fields."""
        return np.array([getattr(self, sign.name) for sign in fields(self)])


PHASE_WEIGHTS = StageWeights(
    words=1.0, asked_words=1.5, through=0.3, own=0.06, asked_through=0.5, asked_own=0.1
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSettings:
    """How the evidence is weighed; ``floor`` times the share by chance is the least posterior given."""

    weights: StageWeights = field(default_factory=StageWeights)
    learnt: float = 0.3  # weight of the words learnt from the other interviews
    rounds: int = 2
    floor: float = 1.3
    chain: ChainSettings = field(default_factory=ChainSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReading:
    """What the trained reader makes of units: vectors float32[n, d] of the units and of their questions.

    ``named`` gives the vectors of a list of stages in the same space; ``sharpness`` times the cosine of
    both is a logit.
    """

    units: Matrix
    asked: Matrix
    sharpness: float
    named: Callable[[Sequence[Stage]], Matrix]

    def take(self, rows: Sequence[int]) -> StageReading:
        """Return the reading of some units."""
        return replace(self, units=self.units[rows], asked=self.asked[rows])

    def logits(self, stages: Sequence[Stage]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return float64[n, stages] of the units and of their questions."""
        named = self.named(stages).astype(np.float64).T
        # row by row sums, not a matrix product: its rounding would depend on the batch
        near = [
            np.stack([np.einsum("ij,j->i", matrix, column) for column in named.T], axis=1)
            for matrix in (self.units, self.asked)
        ]
        return self.sharpness * near[0], self.sharpness * near[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The units of the interviews with the vectors, float32[n, d], of their texts and questions."""

    interviews: tuple[Sequence[Unit], ...]
    vectors: Matrix
    question_vectors: Matrix
    reading: StageReading | None = None
    taught: Mapping[UtteranceId, StageId] = field(default_factory=dict)  # stages that people gave

    def __post_init__(self) -> None:
        """Check that every unit has its rows; raises CjmError."""
        count = len(self.units)
        matrices = [(self.vectors, self.question_vectors)]
        matrices += [(self.reading.units, self.reading.asked)] if self.reading else []
        for texts, questions in matrices:
            if not count == len(texts) == len(questions):
                raise CjmError(
                    "%(texts)s vectors and %(questions)s question vectors for %(units)s units",
                    texts=len(texts),
                    questions=len(questions),
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
            reading=self.reading.take(rows) if self.reading else None,
            taught=self.taught,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placement:
    """Where units stand: the stage of each, None where nothing speaks for any, and the belief in every stage.

    ``belief`` is float64[n, stages], rows sum to 1.
    """

    scores: tuple[StageScore | None, ...]
    belief: NDArray[np.float64]


def place_in_stages(  # noqa: PLR0913 (three matrices and what they belong to)
    interviews: Sequence[Sequence[Unit]],
    stages: Sequence[Stage],
    *,
    language: str,
    vectors: Matrix,
    question_vectors: Matrix,
    stage_vectors: Matrix,
    reading: StageReading | None = None,
    settings: StageSettings | None = None,
    taught: Mapping[UtteranceId, StageId] | None = None,
) -> Placement:
    """Return the stage of each unit, interview by interview; a ``taught`` one is certain.

    ``vectors`` and ``question_vectors`` are float32[n, d] of the units' texts and of their questions,
    in the order of the interviews' units, and so is ``reading``; ``stage_vectors`` are those of
    ``stage_texts(stages, language)``.  Scores are posteriors, 0..1.  Raises CjmError when a matrix has
    another number of rows.
    """
    plan = plan_stages(stages, language)
    spoken = Spoken(
        interviews=tuple(interviews),
        vectors=vectors,
        question_vectors=question_vectors,
        reading=reading,
        taught=taught or {},
    )
    return place_by_plan(spoken, plan, stage_vectors, settings or StageSettings())


def place_by_plan(
    spoken: Spoken, plan: StagePlan, stage_vectors: Matrix, settings: StageSettings
) -> Placement:
    """Do the work of ``place_in_stages`` for stages whose phases are known."""
    if len(stage_vectors) != len(plan.prototypes):
        raise CjmError(
            "%(vectors)s stage vectors for %(texts)s stage texts",
            vectors=len(stage_vectors),
            texts=len(plan.prototypes),
        )
    count = len(spoken.units)
    if not count or not plan.stages:
        return Placement(scores=(None,) * count, belief=np.zeros((count, len(plan.stages))))
    # sums of floating point numbers depend on their order, so the interviews get one of their own
    order = spoken.canonical_order()
    placed = _place(spoken.take(order), plan, stage_vectors, settings)
    back = np.argsort([place for talk in order for place in talk], kind="stable")
    return Placement(scores=tuple(placed.scores[row] for row in back), belief=placed.belief[back])


def _place(spoken: Spoken, plan: StagePlan, stage_vectors: Matrix, settings: StageSettings) -> Placement:
    words = read_words(spoken.units, plan.language)
    lexicon = build_lexicon(plan, [*words.said, *words.asked])
    signs = stage_signs(spoken, plan, words, lexicon, stage_vectors)
    known = _known_stages(spoken, plan)
    weighed = signs @ settings.weights.values()
    belief = learn_from_others(weighed, spoken.interviews, words.bags, settings, known)
    floor = settings.floor / len(plan.stages) if len(plan.stages) > 1 else 0.0
    scores: list[StageScore | None] = []
    for unit, row, said, asked in zip(spoken.units, belief, words.said, words.asked, strict=True):
        best = int(row.argmax())
        why = _why(unit, lexicon.telling(said, best), lexicon.telling(asked, best))
        score = round(float(min(row[best], 1.0)), 4)
        scores.append(StageScore(id=plan.stages[best].id, score=score, why=why) if score >= floor else None)
    return Placement(scores=tuple(scores), belief=belief)


def _known_stages(spoken: Spoken, plan: StagePlan) -> dict[int, int]:
    """Return the place of the stage of each row that was taught one of the plan's."""
    place = {stage.id: number for number, stage in enumerate(plan.stages)}
    told = [
        (row, spoken.taught[unit.id]) for row, unit in enumerate(spoken.units) if unit.id in spoken.taught
    ]
    return {row: place[stage] for row, stage in told if stage in place}


def stage_signs(
    spoken: Spoken, plan: StagePlan, words: Words, lexicon: Lexicon, stage_vectors: Matrix
) -> NDArray[np.float64]:
    """Return float64[n, stages, signs] in the order of ``StageWeights``, each centred over the stages."""
    shape = len(spoken.units), len(plan.stages)
    read, asked_read = spoken.reading.logits(plan.stages) if spoken.reading else (np.zeros(shape),) * 2
    signs = [read, asked_read, lexicon.score(words.said), lexicon.score(words.asked)]
    for matrix in (spoken.vectors, spoken.question_vectors):
        signs += nearness(matrix, plan, stage_vectors)
    signs.append(_by_phases(spoken, plan, words, stage_vectors))
    stacked = np.stack(signs, axis=2)
    centred: NDArray[np.float64] = stacked - stacked.mean(axis=1, keepdims=True)
    return centred


def _by_phases(spoken: Spoken, plan: StagePlan, words: Words, stage_vectors: Matrix) -> NDArray[np.float64]:
    """Return the log belief in each stage through the finer phases that it covers; zeros for the phases."""
    fine = phase_plan(plan.language)
    if plan is fine:
        return np.zeros((len(spoken.units), len(plan.stages)))
    alone = replace(spoken, reading=None)
    lexicon = build_lexicon(fine, [*words.said, *words.asked])
    signs = stage_signs(alone, fine, words, lexicon, stage_vectors[: len(fine.prototypes)])
    by_phase = learn_from_others(
        signs @ PHASE_WEIGHTS.values(), spoken.interviews, words.bags, StageSettings()
    )
    through = by_phase @ (plan.cover / np.maximum(plan.cover.sum(axis=0), _LEAST)).T
    logs: NDArray[np.float64] = np.log(through + _PHASE_DOUBT)
    return logs


def learn_from_others(
    scores: NDArray[np.float64],
    interviews: Sequence[Sequence[Unit]],
    bags: csr_matrix,
    settings: StageSettings,
    known: Mapping[int, int] | None = None,
) -> NDArray[np.float64]:
    """Return posteriors after a few rounds of learning each interview's words from the other ones.

    ``known`` holds the stage of each row that was taught one: it is certain, and the rest follows.
    """
    scores = heed(scores, bags, known) if known else scores
    owner = np.repeat(np.arange(len(interviews)), [len(talk) for talk in interviews])
    result = posteriors(scores, interviews, settings.chain)
    for _ in range(settings.rounds if len(interviews) > 1 else 0):
        learnt = words_of_others(result, bags, owner, len(interviews))
        result = posteriors(scores + settings.learnt * learnt, interviews, settings.chain)
    for row, stage in (known or {}).items():
        result[row] = np.eye(scores.shape[1])[stage]
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

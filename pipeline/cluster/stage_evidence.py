"""What speaks for a stage in a unit and in its question: words, and nearness to known sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..language import lemma, lemmas, stop_words
from ..records import Stage, StageId, StageSource
from .stage_models import known_language, matches, phase_weights, phases, stage_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from .embedders.base import Matrix

_OWN_WORD = 0.5  # a word of the stage's own name, beside 1 for a cue of one phase
_STEM = 4  # letters that two words of one root share at least
_TOP = 2  # nearest sentences of a phase that count
_SCALE = 5.0  # brings the logarithms of rarity to about one
_FLAT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Prototype:
    """A sentence that stands for a phase or, if ``own``, for one stage; ``column`` is its index there."""

    text: str
    column: int
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePlan:
    """Stages with what is known of them: ``cover`` is float64[stages, phases], rows sum to 1."""

    stages: tuple[Stage, ...]
    language: str  # of the codebook
    cover: NDArray[np.float64]
    prototypes: tuple[Prototype, ...]


def phase_prototypes(language: str) -> tuple[Prototype, ...]:
    """Return the known questions and sentences of every phase."""
    return tuple(
        Prototype(text=text, column=column)
        for column, phase in enumerate(phases(language))
        for text in (*phase.questions, *phase.examples)
    )


@lru_cache(maxsize=4)
def phase_plan(language: str) -> StagePlan:
    """Return the plan in which every phase is a stage of its own."""
    known = phases(language)
    stages = (
        Stage(id=StageId(phase.id), name=phase.title, order=order, source=StageSource.DISCOVERED)
        for order, phase in enumerate(known, 1)
    )
    return StagePlan(
        stages=tuple(stages),
        language=language,
        cover=np.eye(len(known)),
        prototypes=phase_prototypes(language),
    )


def plan_stages(stages: Sequence[Stage], language: str) -> StagePlan:
    """Find out what a list of stages, known or never seen, covers and which sentences stand for it."""
    key = known_language(language)
    own = (
        Prototype(text=text, column=column, own=True)
        for column, stage in enumerate(stages)
        for text in (f"{stage.name}. {stage.description}".strip(), *stage.examples)
    )
    return StagePlan(
        stages=tuple(stages),
        language=key,
        cover=phase_weights(stages, key),
        prototypes=(*phase_prototypes(key), *own),
    )


def stage_texts(stages: Sequence[Stage], language: str) -> list[str]:
    """Return the texts whose vectors ``place_in_stages`` wants as ``stage_vectors``, in order."""
    return [prototype.text for prototype in plan_stages(stages, language).prototypes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """How much each lemma of a study speaks for each stage: ``weights[lemma]`` is float64[stages]."""

    weights: dict[str, NDArray[np.float64]]
    stages: int

    def score(self, lemma_lists: Iterable[Iterable[str]]) -> NDArray[np.float64]:
        """Add up the weights of each list's distinct lemmas: float64[lists, stages]."""
        rows = [
            sum(
                (self.weights[word] for word in sorted(set(words)) if word in self.weights),
                np.zeros(self.stages),
            )
            for words in lemma_lists
        ]
        return np.array(rows).reshape(len(rows), self.stages)

    def telling(self, words: Iterable[str], stage: int, limit: int = 3) -> list[str]:
        """Return the words that speak for one stage rather than for the others, strongest first."""
        gain = {
            word: float(self.weights[word][stage] - self.weights[word].mean())
            for word in words
            if word in self.weights
        }
        found = [word for word in sorted(gain, key=lambda word: (-gain[word], word)) if gain[word] > 0]
        return found[:limit]


def build_lexicon(plan: StagePlan, lemma_lists: Sequence[Sequence[str]]) -> Lexicon:
    """Weigh every lemma of a study: by the cues of the stages' phases, the stages' own words and its rarity.

    A word that half of the study says («заказ» in a study of ordering) tells little of a stage.
    """
    frequency = Counter(word for words in lemma_lists for word in set(words))
    known, nothing = phases(plan.language), np.zeros(len(plan.stages))
    stop = stop_words(plan.language)
    own = [_own_lemmas(stage, plan.language, stop) for stage in plan.stages]
    weights = {}
    for word in sorted(frequency):
        hits = [place for place, phase in enumerate(known) if matches(word, (*phase.cues, *phase.names))]
        spoken = sum((plan.cover[:, place] / len(hits) for place in hits), nothing)
        if word not in stop:
            spoken = spoken + _OWN_WORD * _shared(word, own)
        if spoken.any():
            weights[word] = spoken * np.log((len(lemma_lists) + 1) / (frequency[word] + 1)) / _SCALE
    return Lexicon(weights=weights, stages=len(plan.stages))


def _own_lemmas(stage: Stage, language: str, stop: frozenset[str]) -> frozenset[str]:
    base = {lemma(word, known_language(language)) for word in stage_words(stage)}
    # a model's description is written for people: its words are no evidence, its phases are
    described = stage.description if stage.source is StageSource.GIVEN else ""
    told = {word for words in lemmas([described], known_language(language)) for word in words}
    return frozenset(word for word in base | told if word not in stop and len(word) >= _STEM)


def _shared(word: str, own: Sequence[frozenset[str]]) -> NDArray[np.float64]:
    """Tell which stages' own words have the root of ``word``; the share falls with their number."""
    hits = np.array([any(_same_root(word, other) for other in words) for words in own], dtype=float)
    total = hits.sum()
    return hits / total if total else hits


def _same_root(a: str, b: str) -> bool:
    """Tell whether two lemmas begin alike: доставка and доставить, delivery and deliver."""
    if a == b:
        return True
    shared = max(_STEM + 1, min(len(a), len(b)) - 3)
    return min(len(a), len(b)) >= shared and a[:shared] == b[:shared]


def nearness(
    vectors: Matrix, plan: StagePlan, stage_vectors: Matrix
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Compare units with the plan's prototypes: float64[n, stages] through phases, and with own texts.

    Both sides are centred on their own mean, because e5 vectors all point one way; each column is
    standardised over the study.
    """
    own = np.array([prototype.own for prototype in plan.prototypes])
    column = np.array([prototype.column for prototype in plan.prototypes])
    likeness = _centred(vectors) @ _centred(stage_vectors).T
    through = _standard(_pooled(likeness[:, ~own], column[~own], plan.cover.shape[1])) @ plan.cover.T
    if not own.any():
        return through, np.zeros_like(through)
    return through, _standard(_pooled(likeness[:, own], column[own], len(plan.stages)))


def _centred(matrix: Matrix) -> NDArray[np.float64]:
    rows = matrix.astype(np.float64)
    rows = rows - rows.mean(axis=0)
    unit: NDArray[np.float64] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def _pooled(likeness: NDArray[np.float64], column: NDArray[np.int_], count: int) -> NDArray[np.float64]:
    """Return the mean of the nearest sentences of each column."""
    best = [np.sort(likeness[:, column == place], axis=1)[:, -_TOP:].mean(axis=1) for place in range(count)]
    return np.stack(best, axis=1)


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = values.std(axis=0)
    result: NDArray[np.float64] = (values - values.mean(axis=0)) / np.where(spread < _FLAT, 1.0, spread)
    return result

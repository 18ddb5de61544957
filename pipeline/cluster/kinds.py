"""Kinds of utterances: what an utterance tells about the journey, with a score and a reason.

A regularised logistic regression per kind over sentence vectors, cues, grammar and the sense of the
question, trained on the codebook's worked examples when it is first needed.  Thresholds come from
cross-validation over the examples, whole trades held out, so that they suit a trade never seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..records import Kind, KindScore
from .features import read_units
from .reasons import Reasons
from .space import lessons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..records import Unit
    from .codebook import Codebook
    from .embedders.base import Matrix
    from .features import Reading
    from .space import Lessons, Space

# chosen on the built-in examples, whole trades held out: macro-F1 0.72 for C from 0.3 to 1, 0.71 at 3
STRENGTH = 0.7
BALANCE = (
    0.5  # positives weigh (negatives / positives) ** BALANCE: 0 leaves classes as they are, 1 evens them
)
FOLDS = 5
_THRESHOLDS = np.linspace(0.2, 0.8, 61)
_WINDOW = 5  # thresholds on either side that are averaged: a single best one is luck


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSettings:
    """How to code; ``bias`` is added to every threshold: higher gives fewer, surer codes."""

    bias: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judgement:
    """Chances float64[n, kinds] in 0..1 and the threshold of each kind, when more than one reader judged."""

    chances: NDArray[np.float64]
    limits: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KindReader:
    """A fitted reader of kinds; it can be pickled and does not change."""

    codebook: Codebook
    space: Space
    weights: NDArray[np.float64]  # [kinds, columns of the space]
    offsets: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    examples: Matrix  # the examples' own vectors, for the reasons

    def code(  # noqa: PLR0913, PLR0917 (what is already known may be passed)
        self,
        units: Sequence[Unit],
        vectors: Matrix,
        context: Matrix,
        settings: KindSettings | None = None,
        readings: Sequence[Reading] | None = None,
        rows: NDArray[np.float64] | None = None,
        judged: Judgement | None = None,
    ) -> tuple[tuple[KindScore, ...], ...]:
        """Return each unit's kinds, the likeliest first; units are in the codebook's language.

        ``vectors`` and ``context`` are float32[n, d] of the units' texts and ``context_text``s.  Pass
        ``readings`` when ``read_units`` was already called, and ``rows`` when ``space.rows`` was.  With
        ``judged`` its chances decide, and this reader gives the reasons.  A unit's codes depend on that
        unit alone.
        """
        if not units:
            return ()
        known = read_units(units, self.codebook) if readings is None else readings
        if rows is None:
            rows = self.space.rows(known, vectors, context, self.codebook)
        judged = judged or self.judge(self.logits(rows))
        chances, limits = judged.chances, judged.limits + (settings.bias if settings else 0.0)
        reasons = Reasons(self.codebook, self.space, self.weights, self.examples)
        coded = []
        for number, (reading, chance) in enumerate(zip(known, chances, strict=True)):
            chosen = [place for place in np.argsort(-chance, kind="stable") if chance[place] > limits[place]]
            why = reasons.of(reading, rows[number], chosen)
            coded.append(
                tuple(
                    KindScore(kind=_KINDS[place], score=round(float(chance[place]), 3), why=why[place])
                    for place in chosen
                )
            )
        return tuple(coded)

    def judge(self, logits: NDArray[np.float64]) -> Judgement:
        """Return what this reader alone thinks of its ``logits``."""
        return Judgement(chances=sigmoid(logits), limits=self.thresholds)

    def logits(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return float64[n, kinds] for rows of the space; ``sigmoid`` makes chances of them."""
        # row by row sums, not a matrix product: its rounding would depend on the batch
        sums = np.stack([np.einsum("ij,j->i", rows, weight) for weight in self.weights], axis=1)
        return np.asarray(sums + self.offsets)


def sigmoid(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return chances in 0..1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))


_KINDS = tuple(Kind)


def fit_reader(
    codebook: Codebook,
    language: str,
    example_vectors: Matrix,
    example_contexts: Matrix,
    learnt: Lessons | None = None,
) -> KindReader:
    """Fit a reader on the codebook's examples and their float32[n, d] vectors.

    The vectors are those of ``training_texts`` and ``training_contexts``, in their order, by the
    embedder that will embed the study.  Pass ``learnt`` when ``lessons`` was already called.  The same
    input gives the same reader.
    """
    learnt = learnt or lessons(codebook, language, example_vectors, example_contexts)
    labels = np.array([[kind in example.kinds for kind in Kind] for example in codebook.examples])
    models = [_model(learnt.rows, column, learnt.counts) for column in labels.T]
    held_out = held_out_chances(learnt, labels, [example.trade for example in codebook.examples])
    return KindReader(
        codebook=codebook,
        space=learnt.space,
        weights=np.stack([weight for weight, _ in models]),
        offsets=np.array([offset for _, offset in models]),
        thresholds=np.array(
            [
                _threshold(chance, label)
                for chance, label in zip(held_out.T, labels[learnt.own].T, strict=True)
            ]
        ),
        examples=example_vectors,
    )


def held_out_chances(
    learnt: Lessons, labels: NDArray[np.bool_], trades: Sequence[str]
) -> NDArray[np.float64]:
    """Return the chances each example of the book's language gets from models that never saw its trade."""
    chances = np.zeros(labels.shape)
    for held in _folds(trades):
        for place, column in enumerate(labels.T):
            weight, offset = _model(learnt.rows[~held], column[~held], learnt.counts[~held])
            chances[held, place] = 1 / (1 + np.exp(-(learnt.rows[held] @ weight + offset)))
    return chances[learnt.own]


def _folds(trades: Sequence[str]) -> list[NDArray[np.bool_]]:
    """Deal the trades out, the largest first, so that folds are of a size; a fold may be empty."""
    sizes: dict[str, int] = {}
    for trade in trades:
        sizes[trade] = sizes.get(trade, 0) + 1
    loads, home = [0] * FOLDS, {}
    for trade in sorted(sizes, key=lambda name: (-sizes[name], name)):
        fold = loads.index(min(loads))
        home[trade], loads[fold] = fold, loads[fold] + sizes[trade]
    numbers = np.array([home[trade] for trade in trades])
    return [numbers == fold for fold in range(FOLDS) if loads[fold]]


def _model(
    rows: NDArray[np.float64], labels: NDArray[np.bool_], counts: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Return weights and offset of a logistic regression; without positives, a firm no."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 (a second to import)
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # noqa: PLC0415 (with sklearn)

    share = float(labels.mean())
    if not 0 < share < 1:
        return np.zeros(rows.shape[1]), 30.0 if share else -30.0
    weight = {False: 1.0, True: ((1 - share) / share) ** BALANCE}
    model: Any = LogisticRegression(C=STRENGTH, class_weight=weight, max_iter=500)
    with threadpool_limits(1):  # a small fit: threads cost more than they bring, and round otherwise
        model.fit(rows, labels, sample_weight=counts)
    return np.asarray(model.coef_[0], np.float64), float(model.intercept_[0])


def _threshold(chances: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """Return the threshold in the middle of the best stretch of F1, not the luckiest single one."""
    scores = np.array([_f1(chances > limit, labels) for limit in _THRESHOLDS])
    padded = np.pad(scores, _WINDOW, mode="edge")
    smooth = np.convolve(padded, np.full(2 * _WINDOW + 1, 1 / (2 * _WINDOW + 1)), "valid")
    return float(_THRESHOLDS[int(np.argmax(np.round(smooth, 9)))])


def _f1(told: NDArray[np.bool_], labels: NDArray[np.bool_]) -> float:
    both = int((told & labels).sum())
    return 2 * both / max(1, int(told.sum()) + int(labels.sum()))

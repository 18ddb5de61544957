"""What people corrected, learnt from: the rest of a study is judged again in the light of what was taught.

Kinds are judged anew by a logistic regression per kind with a normal prior (a Gaussian process, Rasmussen and
Williams 2006, 3.4) whose mean is what the readers think: it learns where the reviewer's way of coding departs
from theirs, by how much a kind is rarer or commoner, and what is said of utterances that are alike.
Taught stages are learnt from in ``stages`` and ``stage_words``.

The constants were chosen on the five coded studies of the corpus that the trained reader never saw, with the
weights of the other four, by the log loss of what was not taught; ``bench/quality/corrections.py`` measures.
``habit`` and ``AT_LIMIT`` were chosen anew on the same studies after the gold study had been looked at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from ..records import Kind
from .kinds import Judgement, sigmoid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ..records import Coding, StageId, Unit, UtteranceId
    from .embedders.base import Matrix

# How likely a kind is where its chance is at its limit, in the order of Kind.  Limits are set for F1, and the
# best one lies at half of F1 (Lipton 2014): so it is on the held-out studies, kind by kind.
AT_LIMIT = (0.34, 0.30, 0.34, 0.27, 0.26, 0.32)
_STEPS = 50
_STILL = 1e-9  # change of a logit that ends the fitting
_LEAST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """What people said of utterances, kept as it is; an utterance without kinds has an empty set."""

    kinds: Mapping[UtteranceId, frozenset[Kind]] = field(default_factory=dict)
    stages: Mapping[UtteranceId, StageId] = field(default_factory=dict)
    valence: Mapping[UtteranceId, float] = field(default_factory=dict)


NOTHING = Taught()


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningSettings:
    """Prior variances of what a reviewer may move, in squared log odds.

    ``habit`` moves a kind everywhere: the corpus, where all code alike, wants none; so much does it no harm
    even after ten corrections, and other people do not code alike.  ``near`` moves what is much alike,
    ``answer`` the same answer, ``meaning`` and ``asked`` directions of sentences and of questions.
    ``usual`` is the share of units with which one who judges whatever comes agrees: below it, what reaches
    far weighs less.  At most ``most`` taught units are learnt from.
    """

    habit: float = 0.15
    near: float = 1.0
    answer: float = 0.7
    meaning: float = 0.4
    asked: float = 0.4
    usual: float = 0.4
    most: int = 1500


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Alike:
    """What tells which units are alike, row by row.

    ``near`` are spaces float32[n, d], one at least, in which neighbours speak of one thing; ``meaning`` and
    ``asked`` are vectors of the texts and of the questions.
    """

    units: Sequence[Unit]
    near: tuple[Matrix, ...]
    meaning: Matrix
    asked: Matrix


def relearn(
    judged: Judgement,
    alike: Alike,
    taught: Mapping[UtteranceId, frozenset[Kind]],
    settings: LearningSettings | None = None,
) -> Judgement:
    """Return the judgement of all units in the light of what was ``taught`` of some.

    ``judged`` and ``alike`` belong to the same units.  Limits stay; what was taught has the chances 0 and 1.
    Ids that are not among the units are passed over, and the order of the input does not matter.
    """
    # sums of floats depend on their order, so the units get one of their own
    order = sorted(range(len(alike.units)), key=lambda row: alike.units[row].id)
    units = [alike.units[row] for row in order]
    known = [place for place, unit in enumerate(units) if unit.id in taught]
    if not known:
        return judged
    told = np.array([[kind in taught[units[place].id] for kind in Kind] for place in known])
    wish = settings or LearningSettings()
    lessons = np.unique(np.linspace(0, len(known) - 1, min(len(known), wish.most)).round().astype(int))
    rows = np.array(known)[lessons]
    agreed = (judged.chances[order][rows] >= judged.limits) == told[lessons]
    judged_all = float(agreed.all(axis=1).mean()) + len(known) / len(units)
    kernel = _kernel(alike, order, rows, _trusted(wish, judged_all))
    logits = _logits(judged.chances[order])
    prior = logits[rows] - _logits(judged.limits) + _logits(np.array(AT_LIMIT))
    weights = [_weights(kernel[rows], *of_kind) for of_kind in zip(prior.T, told[lessons].T, strict=True)]
    chances = np.empty_like(judged.chances)
    chances[order] = sigmoid(logits + kernel @ np.stack(weights, axis=1))
    chances[[order[place] for place in known]] = told
    return Judgement(chances=chances, limits=judged.limits)


def _trusted(settings: LearningSettings, judged_all: float) -> LearningSettings:
    """Return the settings for a reviewer who agrees with some of the lessons and judged some of the study.

    ``judged_all`` is the sum of both shares.  Who judges whatever comes agrees with about half of it.  Who
    mends here and there what is wrong shows nothing of how common a kind is: less is believed far from there.
    """
    trust = min(1.0, judged_all / settings.usual)
    return replace(
        settings,
        habit=settings.habit * trust,
        meaning=settings.meaning * trust,
        asked=settings.asked * trust,
    )


def _kernel(
    alike: Alike, order: Sequence[int], lessons: NDArray[np.int_], settings: LearningSettings
) -> NDArray[np.float64]:
    """Return float64[n, lessons], in the given order: how far each unit follows each of the lessons."""
    near = sum(_cosines(space[order], lessons) for space in alike.near) / len(alike.near)
    said = [alike.units[row].utterance for row in order]
    numbers: dict[tuple[str, int], int] = {}
    answers = np.array([numbers.setdefault((u.interview, u.turn), len(numbers)) for u in said])
    return np.asarray(
        settings.habit
        + settings.near * np.maximum(near, 0.0) ** 3  # linear in the cosine, strangers would follow too
        + settings.answer * (answers[:, None] == answers[lessons])
        + settings.meaning * _cosines(alike.meaning[order], lessons)
        + settings.asked * _cosines(alike.asked[order], lessons)
    )


def _cosines(space: Matrix, lessons: NDArray[np.int_]) -> NDArray[np.float64]:
    """Return the cosines of all rows with those of the lessons, seen from the middle of the study."""
    rows = space.astype(np.float64)
    rows -= rows.mean(axis=0)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _LEAST)
    return np.asarray(rows @ rows[lessons].T)


def _weights(
    kernel: NDArray[np.float64], prior: NDArray[np.float64], told: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return what each lesson adds to the logit of a unit that is like it: Newton steps to the best fit."""
    moved = np.zeros(len(prior))
    for _ in range(_STEPS):
        chance = sigmoid(prior + moved)
        slope = np.maximum(chance * (1 - chance), _LEAST)
        root = np.sqrt(slope)
        wish = slope * moved + (told - chance)
        inner = np.eye(len(prior)) + root[:, None] * kernel * root
        step = wish - root * np.linalg.solve(inner, root * (kernel @ wish))
        before, moved = moved, kernel @ step
        if np.abs(moved - before).max() < _STILL:
            break
    return np.asarray(told - sigmoid(prior + moved))


def _logits(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    sure = np.clip(chances, _LEAST, 1 - _LEAST)
    return np.asarray(np.log(sure / (1 - sure)))


def stand(
    codings: Mapping[UtteranceId, Coding], before: Mapping[UtteranceId, Coding], taught: Taught
) -> dict[UtteranceId, Coding]:
    """Return the codings with what was taught put back as it stood ``before`` somebody else coded too."""
    kept = dict(codings)
    for id_ in taught.kinds.keys() & before.keys():
        kept[id_] = replace(kept[id_], kinds=before[id_].kinds)
    for id_ in taught.stages.keys() & before.keys():
        kept[id_] = replace(kept[id_], stage=before[id_].stage)
    return kept

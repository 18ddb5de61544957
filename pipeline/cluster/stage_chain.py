"""The order of a talk: a hidden Markov chain over the units of an interview, in journey order.

Talks mostly follow the journey, stay with a topic for a while, and sometimes come back to an earlier one.
Forward-backward gives each unit's posterior (Rabiner 1989).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..records import Unit

_LEAST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainSettings:
    """How talks move between stages (probabilities of staying; relative weights of moves)."""

    stay_in_answer: float = 0.96  # inside one turn, or in turns that answer the same question
    stay_between: float = 0.82  # from one question to the next
    next_stage: float = 1.0
    skip_ahead: float = 0.5
    go_back: float = 0.2
    first_stage: float = 3.0  # weight of the first stage at the start of a talk, others have 1
    position: float = 0.5  # weight of the prior that the k-th of n stages stands at k/n of the talk
    position_spread: float = 0.2


def posteriors(
    scores: NDArray[np.float64], interviews: Sequence[Sequence[Unit]], settings: ChainSettings
) -> NDArray[np.float64]:
    """Return the posterior of each stage for each unit: float64[n, stages], rows sum to 1.

    ``scores`` are log-likelihoods; their rows follow the interviews' units in order.
    """
    count = scores.shape[1]
    inside = _moves(count, settings.stay_in_answer, settings)
    between = _moves(count, settings.stay_between, settings)
    start = np.ones(count)
    start[0] = settings.first_stage
    result = np.empty_like(scores)
    at = 0
    for units in interviews:
        if not units:
            continue
        block = scores[at : at + len(units)] + _position_prior(units, count, settings)
        same = [_same_answer(a, b) for a, b in pairwise(units)]
        steps = [inside if answer else between for answer in same]
        result[at : at + len(units)] = _smooth(block, steps, start / start.sum())
        at += len(units)
    return result


def _same_answer(a: Unit, b: Unit) -> bool:
    return a.utterance.turn == b.utterance.turn or (a.question == b.question and bool(a.question))


def _moves(count: int, stay: float, settings: ChainSettings) -> NDArray[np.float64]:
    """Return the matrix of moves, rows sum to 1."""
    matrix = np.full((count, count), settings.go_back)
    matrix[np.triu_indices(count, 1)] = settings.skip_ahead
    for row in range(count - 1):
        matrix[row, row + 1] = settings.next_stage
    np.fill_diagonal(matrix, 0.0)
    if count == 1:
        return np.ones((1, 1))
    matrix *= (1 - stay) / matrix.sum(axis=1, keepdims=True)
    np.fill_diagonal(matrix, stay)
    return matrix


def _position_prior(units: Sequence[Unit], count: int, settings: ChainSettings) -> NDArray[np.float64]:
    place = np.array([unit.position for unit in units])[:, None]
    middle = (np.arange(count) + 0.5) / count
    prior: NDArray[np.float64] = (
        -settings.position * (place - middle) ** 2 / (2 * settings.position_spread**2)
    )
    return prior


def _smooth(
    block: NDArray[np.float64], steps: Sequence[NDArray[np.float64]], start: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Run forward-backward over one talk, rescaling at each step."""
    # no stage is ever quite impossible, or a long talk would end in zeros
    likelihood = np.maximum(np.exp(block - block.max(axis=1, keepdims=True)), _LEAST)
    forward = np.empty_like(likelihood)
    forward[0] = start * likelihood[0]
    forward[0] /= forward[0].sum()
    for t, step in enumerate(steps, 1):
        row = (forward[t - 1] @ step) * likelihood[t]
        forward[t] = row / row.sum()
    backward = np.ones_like(likelihood)
    for t in range(len(steps) - 1, -1, -1):
        row = steps[t] @ (likelihood[t + 1] * backward[t + 1])
        backward[t] = row / row.sum()
    joint = forward * backward
    result: NDArray[np.float64] = joint / joint.sum(axis=1, keepdims=True)
    return result

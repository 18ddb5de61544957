"""The measures, and how far each could be off: pure functions over arrays.

A text that a method leaves without a cluster is a cluster of its own when clusterings are compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from numpy.typing import NDArray

    Statistic = Callable[[NDArray[np.intp]], float]

SURE = 0.25  # of a valence between −2 and 2: what is nearer to 0 says no sign


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value and, if known, the interval that holds it 95 times of 100."""

    value: float
    low: float | None = None
    high: float | None = None


def f1(told: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """Return F1 of two boolean vectors; 0 when neither names anything."""
    return 2 * int((told & true).sum()) / max(1, int(told.sum()) + int(true.sum()))


def macro_f1(told: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """Return the mean F1 of the columns of two bool[n, kinds]."""
    return float(np.mean([f1(a, b) for a, b in zip(told.T, true.T, strict=True)]))


def two_class_f1(told: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """Return the mean of F1 of the class and F1 of its absence."""
    return (f1(told, true) + f1(~told, ~true)) / 2


def kappa(told: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """Return Cohen's kappa of two boolean vectors; 0 when chance alone explains all agreement."""
    seen = float((told == true).mean())
    by_chance = float(told.mean() * true.mean() + (~told).mean() * (~true).mean())
    return (seen - by_chance) / (1 - by_chance) if by_chance < 1 else 0.0


def errors_per_hundred(told: NDArray[np.bool_], true: NDArray[np.bool_]) -> tuple[float, float]:
    """Return how many of a hundred units are missed and how many are told falsely."""
    return 100 * float((true & ~told).mean()), 100 * float((told & ~true).mean())


def sign_accuracy(felt: NDArray[np.float64], true: NDArray[np.float64]) -> float:
    """Return the share of right signs where the true one is not 0; a value under SURE is wrong."""
    asked = true != 0
    right = (np.sign(felt) == np.sign(true)) & (np.abs(felt) >= SURE)
    return float(right[asked].mean()) if asked.any() else 0.0


def numbered(labels: Sequence[Hashable | None]) -> NDArray[np.intp]:
    """Return whole numbers for labels, equal for equal ones; each None is alone."""
    known: dict[Hashable, int] = {}
    numbers = [known.setdefault((place,) if label is None else label, len(known))
               for place, label in enumerate(labels)]  # fmt: skip
    return np.array(numbers, dtype=np.intp)


def left_out(labels: Sequence[Hashable | None]) -> float:
    """Return the share of texts without a cluster."""
    return sum(label is None for label in labels) / max(1, len(labels))


def v_measure(gold: NDArray[np.intp], found: NDArray[np.intp]) -> float:
    """Return the harmonic mean of homogeneity and completeness, 0..1; not corrected for chance."""
    from sklearn.metrics import v_measure_score

    return float(v_measure_score(gold, found))


def rand_index(gold: NDArray[np.intp], found: NDArray[np.intp]) -> float:
    """Return the adjusted Rand index: 0 for chance, 1 for the same clustering."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(gold, found))


def information(gold: NDArray[np.intp], found: NDArray[np.intp]) -> float:
    """Return the adjusted mutual information: like V, but 0 for chance, however many are alone."""
    from sklearn.metrics import adjusted_mutual_info_score

    return float(adjusted_mutual_info_score(gold, found))


def _places(blocks: Sequence[Hashable]) -> list[NDArray[np.intp]]:
    """Return the rows of each block, blocks in the order in which they first stand."""
    found: dict[Hashable, list[int]] = {}
    for row, block in enumerate(blocks):
        found.setdefault(block, []).append(row)
    return [np.array(rows, dtype=np.intp) for rows in found.values()]


def bootstrap(blocks: Sequence[Hashable], statistic: Statistic, times: int, seed: int) -> Figure:
    """Return ``statistic`` of all rows with its 95 % interval, blocks drawn with replacement.

    Rows of one block, as units of one turn, come and go together.
    """
    places, rng = _places(blocks), np.random.default_rng(seed)
    drawn = [
        statistic(np.concatenate([places[block] for block in rng.integers(0, len(places), len(places))]))
        for _ in range(times)
    ]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Figure(statistic(np.arange(len(blocks))), float(low), float(high))


def half_samples(blocks: Sequence[Hashable], statistic: Statistic, times: int, seed: int) -> Figure:
    """Return ``statistic`` of all rows with its 95 % interval from halves drawn without replacement.

    For measures of pairs: drawn twice, a text would be in one cluster with itself.  A half without
    replacement scatters about the whole as a sample of the whole's size does about the truth, so its
    quantiles are taken around their median (Politis and Romano 1994, subsampling).
    """
    places, rng = _places(blocks), np.random.default_rng(seed)
    half = (len(places) + 1) // 2
    drawn = np.array([
        statistic(np.concatenate([places[block] for block in rng.permutation(len(places))[:half]]))
        for _ in range(times)
    ])  # fmt: skip
    low, high = np.quantile(drawn - np.median(drawn), (0.025, 0.975))
    whole = statistic(np.arange(len(blocks)))
    return Figure(whole, whole + float(low), whole + float(high))

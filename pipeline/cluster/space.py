"""The space in which units are judged: vectors and features, centred and scaled by the examples alone.

Means and scales come from the worked examples, never from the study, so that adding an interview does
not move the utterances that were there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .features import FEATURES, feature_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .codebook import Codebook
    from .embedders.base import Matrix
    from .features import Reading

_STEADY = 0.05  # keeps a feature that hardly varies among the examples from being blown up


def context_text(question: str, text: str) -> str:
    """Return what is embedded to understand an answer: the question and the unit in one line."""
    return f"{question} {text}".strip()


def training_texts(codebook: Codebook, language: str) -> list[str]:
    """Return the examples' texts, in the order of ``example_vectors``; the language must be the book's."""
    _same(codebook, language)
    return [example.text for example in codebook.examples]


def training_contexts(codebook: Codebook, language: str) -> list[str]:
    """Return the examples' texts with their questions, in the order of ``example_contexts``."""
    _same(codebook, language)
    return [context_text(example.question, example.text) for example in codebook.examples]


def _same(codebook: Codebook, language: str) -> None:
    if codebook.language != language:
        msg = f"a codebook for {codebook.language!r} is asked for {language!r}"
        raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Space:
    """Three blocks of columns, each of mean square 1 over the examples: features, units, contexts."""

    feature_mean: NDArray[np.float64]
    feature_scale: NDArray[np.float64]
    unit_mean: NDArray[np.float64]
    unit_scale: float
    context_mean: NDArray[np.float64]
    context_scale: float

    def rows(
        self, readings: Sequence[Reading], vectors: Matrix, contexts: Matrix, codebook: Codebook
    ) -> NDArray[np.float64]:
        """Return float64[n, features + 2 d]; raises ValueError when the counts differ."""
        if not len(readings) == len(vectors) == len(contexts):
            msg = f"{len(readings)} units for {len(vectors)} and {len(contexts)} vectors"
            raise ValueError(msg)
        told = (feature_rows(readings, codebook) - self.feature_mean) * self.feature_scale
        units = (vectors - self.unit_mean) * self.unit_scale
        around = (contexts - self.context_mean) * self.context_scale
        return np.hstack([told, units, around])


def fit_space(readings: Sequence[Reading], vectors: Matrix, contexts: Matrix, codebook: Codebook) -> Space:
    """Measure means and scales on the examples' readings, float32[n, d] vectors and contexts."""
    told = feature_rows(readings, codebook).astype(np.float64)
    units, around = vectors.astype(np.float64), contexts.astype(np.float64)
    return Space(
        feature_mean=told.mean(0),
        feature_scale=1 / (told.std(0) + _STEADY) / np.sqrt(len(FEATURES)),
        unit_mean=units.mean(0),
        unit_scale=_scale(units),
        context_mean=around.mean(0),
        context_scale=_scale(around),
    )


def _scale(matrix: NDArray[np.float64]) -> float:
    square = float(((matrix - matrix.mean(0)) ** 2).sum(1).mean())
    return 1 / float(np.sqrt(square)) if square else 1.0

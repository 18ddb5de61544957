"""The space in which units are judged: vectors and features, centred and scaled by the examples alone.

Means and scales come from the worked examples, never from the study, so that adding an interview does
not move the utterances that were there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .codebook import load_codebook
from .features import FEATURES, feature_rows, read_examples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .codebook import Codebook
    from .embedders.base import Matrix
    from .features import Reading

BORROWED = 0.5  # what an example of another language counts
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lessons:
    """The examples as rows of the space, how much each counts, and which are in the book's language."""

    space: Space
    rows: NDArray[np.float64]
    counts: NDArray[np.float64]
    own: NDArray[np.bool_]


def lessons(codebook: Codebook, language: str, vectors: Matrix, contexts: Matrix) -> Lessons:
    """Turn the codebook's examples and their float32[n, d] vectors into what is learnt from.

    Examples of another language are read with that language's cues and centred by themselves, so that
    what the languages do not share drops out.  Raises ValueError when counts or languages differ.
    """
    _same(codebook, language)
    if not len(vectors) == len(contexts) == len(codebook.examples):
        msg = f"{len(vectors)} and {len(contexts)} vectors for {len(codebook.examples)} examples"
        raise ValueError(msg)
    spoken = np.array([example.language for example in codebook.examples])
    rows, space = np.zeros((len(spoken), len(FEATURES) + 2 * vectors.shape[1])), None
    for tongue in dict.fromkeys((language, *sorted(set(spoken)))):
        book = codebook if tongue == language else load_codebook(tongue)
        here = spoken == tongue
        examples = [example for example in codebook.examples if example.language == tongue]
        readings = read_examples(examples, book)
        fitted = fit_space(readings, vectors[here], contexts[here], book)
        rows[here] = fitted.rows(readings, vectors[here], contexts[here], book)
        space = space or fitted
    own = spoken == language
    if space is None:  # pragma: no cover (the loop runs at least once)
        raise AssertionError
    return Lessons(space=space, rows=rows, counts=np.where(own, 1.0, BORROWED), own=own)


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

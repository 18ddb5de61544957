"""The words of units and of their questions, and what they are heard to say of stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..language import lemmas, stop_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from ..records import Unit

TAUGHT = 1.0  # weight of the words of taught units among the signs; 0.6 and 1.5 did no better on the corpus
SMOOTHING = 4  # units, spread as the stages are, that every word is thought to have stood in
_RARE = 0.02  # share that no stage falls below
_CERTAIN = 1e3  # log odds that no sign outweighs


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lemmas of each unit and of its question, and the same as 0/1 rows."""

    said: list[list[str]]
    asked: list[list[str]]
    bags: csr_matrix


def read_words(units: Sequence[Unit], language: str) -> Words:
    """Take the words of the units; a question asked once is read once."""
    questions = sorted({unit.question for unit in units})
    known = dict(zip(questions, lemmas(questions, language), strict=True))
    said, asked = lemmas([unit.text for unit in units], language), [known[unit.question] for unit in units]
    return Words(said=said, asked=asked, bags=_bags(said, asked, language))


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


def words_of_others(
    belief: NDArray[np.float64], bags: csr_matrix, owner: NDArray[np.int_], talks: int
) -> NDArray[np.float64]:
    """Return naive Bayes log-ratios of each unit's words, counted in all interviews but its own."""
    by_talk = [bags[owner == talk].T @ belief[owner == talk] for talk in range(talks)]
    total, mass = sum(by_talk), belief.sum(axis=0)
    result = np.zeros_like(belief)
    for talk in range(talks):
        mine = owner == talk
        rest = mass - belief[mine].sum(axis=0)
        share = np.maximum(rest / max(rest.sum(), 1e-9), _RARE)
        result[mine] = bags[mine] @ _ratios(np.maximum(total - by_talk[talk], 0.0), share)
    return result


def _ratios(counts: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return float64[words, stages], log-ratios from counts; a word that was hardly heard says nothing."""
    heard = counts.sum(axis=1, keepdims=True)
    ratio = np.log((counts + SMOOTHING * share) / (heard + SMOOTHING) / share)
    return np.where(heard >= 1.0 - 1e-9, ratio, 0.0)


def heed(scores: NDArray[np.float64], bags: csr_matrix, known: Mapping[int, int]) -> NDArray[np.float64]:
    """Return the scores float64[n, stages] of stages after some rows were taught theirs.

    ``known`` holds the stage of each taught row, ``bags`` 0/1[n, words].  A taught row is certain; its words
    speak for its stage wherever they stand, in the same interview too, as nobody guessed them.
    """
    rows = sorted(known)
    told = np.eye(scores.shape[1])[[known[row] for row in rows]]
    ratios = _ratios(bags[rows].T @ told, np.maximum(told.mean(axis=0), _RARE))
    heeded: NDArray[np.float64] = scores + TAUGHT * (bags @ ratios)
    heeded[rows] = _CERTAIN * (told - 1)
    return heeded

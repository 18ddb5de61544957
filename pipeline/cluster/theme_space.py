"""Two spaces in which texts are compared: whitened sentence vectors, and the words themselves.

Sentence vectors of e5 all point one way, so they are whitened; words are told beside them, because people who
speak of one thing mostly name it.  On Russian complaints the pair found more of the true groups than either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .embedders.base import Matrix

_FEW = 40  # rows
_SEED = 20  # of the randomised decomposition


def _unit_rows(matrix: np.ndarray) -> Matrix:
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    rows: Matrix = (matrix / np.maximum(norms, 1e-9)).astype(np.float32)
    return rows


def whiten(matrix: Matrix, dims: int = 64) -> Matrix:
    """Return unit rows of the whitened principal components: float32[n, at most dims].

    Each component's sign is fixed by its largest loading.  Fewer than 40 rows are only centred: they do
    not tell a small component from noise, which whitening would blow up.
    """
    rows = matrix.astype(np.float64)
    count, width = rows.shape
    if count < _FEW:
        return _unit_rows(rows - rows.mean(axis=0)) if count > 1 else _unit_rows(rows)
    from sklearn.decomposition import PCA  # noqa: PLC0415 (slow to import)
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # noqa: PLC0415 (with sklearn)

    # of the columns' covariance: twenty times faster than of the rows, and as exact for unit vectors
    pca = PCA(n_components=min(dims, count // 2, width), whiten=True, svd_solver="covariance_eigh")
    with (
        np.errstate(divide="ignore", invalid="ignore"),
        threadpool_limits(1),
    ):  # threads would round otherwise
        scores = np.nan_to_num(pca.fit_transform(rows))
    largest = np.abs(pca.components_).argmax(axis=1)
    signs = np.sign(pca.components_[np.arange(len(largest)), largest])
    return _unit_rows(scores * np.where(signs == 0, 1.0, signs))


def fit_lsa(lemma_lists: Sequence[Sequence[str]], dims: int = 150) -> Matrix:
    """Return unit rows of the latent semantic analysis of tf-idf: float32[n, at most dims].

    A row without a word that two texts share is zero.  Words are what the caller gives, stop words left out.
    """
    from sklearn.decomposition import TruncatedSVD  # noqa: PLC0415 (slow to import)
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    shared = _shared_words(lemma_lists)
    if not shared:
        return np.zeros((len(lemma_lists), 1), dtype=np.float32)
    vectorizer = TfidfVectorizer(analyzer=list, vocabulary=sorted(shared), sublinear_tf=True)
    table = vectorizer.fit_transform(lemma_lists)
    size = min(dims, min(table.shape) - 1)
    if size < 2:  # noqa: PLR2004 (nothing to compress)
        return _unit_rows(table.toarray())
    # texts that are all the same have no variance; one thread, because more would round otherwise
    with np.errstate(divide="ignore", invalid="ignore"), threadpool_limits(1):
        scores = TruncatedSVD(size, n_iter=7, random_state=_SEED).fit_transform(table)
    return _unit_rows(scores)


def _shared_words(lemma_lists: Sequence[Sequence[str]]) -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for words in lemma_lists:
        distinct = set(words)
        twice |= distinct & seen
        seen |= distinct
    return twice

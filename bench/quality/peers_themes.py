"""Other ways to gather texts into groups, all on the vectors they are given.

Where a method wants to be told how many groups there are, it is told the true number ("told k"), which
no one knows of a real study, or the rule of thumb sqrt(n / 2).
"""

from __future__ import annotations

import logging
import warnings
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from checkout import SEED

from pipeline.cluster.theme_space import whiten

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from pipeline.cluster.embedders.base import Matrix

    Clusterer = Callable[[Sequence[str], Matrix, int], NDArray[np.intp]]

OUTLIER = -1  # how HDBSCAN and BERTopic mark a text without a group


def kmeans(matrix: Matrix, count: int) -> NDArray[np.intp]:
    """Return k-means groups."""
    from sklearn.cluster import KMeans

    return np.asarray(KMeans(count, n_init=10, random_state=SEED).fit_predict(matrix), np.intp)


def told_kmeans(texts: Sequence[str], matrix: Matrix, count: int) -> NDArray[np.intp]:
    """Return k-means with the true number of groups."""
    del texts
    return kmeans(matrix, count)


def thumb_kmeans(texts: Sequence[str], matrix: Matrix, count: int) -> NDArray[np.intp]:
    """Return k-means with sqrt(n / 2) groups."""
    del count
    return kmeans(matrix, max(2, round(sqrt(len(texts) / 2))))


def hdbscan(texts: Sequence[str], matrix: Matrix, count: int) -> NDArray[np.intp]:
    """Return HDBSCAN as scikit-learn sets it, on unit vectors."""
    from sklearn.cluster import HDBSCAN

    del texts, count
    return np.asarray(HDBSCAN(copy=True).fit_predict(matrix), np.intp)


def told_linkage(texts: Sequence[str], matrix: Matrix, count: int) -> NDArray[np.intp]:
    """Return average linkage of whitened vectors, cut at the true number of groups."""
    from scipy.cluster.hierarchy import fcluster, linkage

    del texts
    tree = linkage(whiten(matrix).astype(np.float64), "average", metric="cosine")
    return np.asarray(fcluster(tree, count, "maxclust"), np.intp)


def bertopic(texts: Sequence[str], matrix: Matrix, count: int) -> NDArray[np.intp]:
    """Return BERTopic as it comes."""
    del count
    return _bertopic(texts, matrix, smallest=10, neighbours=15)


def small_bertopic(texts: Sequence[str], matrix: Matrix, count: int) -> NDArray[np.intp]:
    """Return BERTopic set for studies of some hundred utterances."""
    del count
    return _bertopic(texts, matrix, smallest=4, neighbours=5)


def _bertopic(texts: Sequence[str], matrix: Matrix, smallest: int, neighbours: int) -> NDArray[np.intp]:
    """Run BERTopic on ready vectors; its own UMAP settings but for the seed and ``neighbours``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # UMAP says that a seed costs it its threads
        from bertopic import BERTopic
        from umap import UMAP

        logging.getLogger("BERTopic").setLevel(logging.ERROR)
        room = UMAP(
            n_neighbors=neighbours, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED, n_jobs=1
        )
        model = BERTopic(umap_model=room, min_topic_size=smallest, nr_topics=None, embedding_model=None)
        topics, _ = model.fit_transform(list(texts), np.asarray(matrix))
    return np.array(topics, dtype=np.intp)


CLUSTERERS: dict[str, Clusterer] = {
    "BERTopic, default": bertopic,
    "BERTopic, min_topic_size 4, 5 neighbours": small_bertopic,
    "HDBSCAN": hdbscan,
    "k-means, sqrt(n/2)": thumb_kmeans,
    "k-means, told k": told_kmeans,
    "average linkage, whitened, told k": told_linkage,
}


def grouped(name: str, texts: Sequence[str], matrix: Matrix, count: int) -> list[int | None]:
    """Return the group of each text by a method of ``CLUSTERERS``, None for one without a group."""
    found = CLUSTERERS[name](texts, matrix, count)
    return [None if label == OUTLIER else int(label) for label in found]

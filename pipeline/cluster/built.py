"""Something built once into the user's cache: a file that carries its own checksum.

The file is replaced in one step, so two processes may build at the same time; a damaged or foreign
file is built anew.  A cache that cannot be written costs the building time and nothing else.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKSUM = 64  # hex digits of SHA-256 before the content


def built(folder: Path, name: str, recipe: str, build: Callable[[], bytes]) -> bytes:
    """Return the bytes that ``build`` makes for ``recipe``, from the cache when they are there and whole.

    ``name`` is a file name with its suffix; ``recipe`` says everything the bytes depend on and becomes
    part of the file's name, so that another recipe gets another file.
    """
    found = load_built(folder, name, recipe)
    if found is None:
        found = build()
        save_built(folder, name, recipe, found)
    return found


def load_built(folder: Path, name: str, recipe: str) -> bytes | None:
    """Return what was built for ``recipe``; None when it is not there or damaged."""
    with suppress(OSError):
        data = _path(folder, name, recipe).read_bytes()
        if hashlib.sha256(data[CHECKSUM:]).hexdigest().encode() == data[:CHECKSUM]:
            return data[CHECKSUM:]
    return None


def save_built(folder: Path, name: str, recipe: str, data: bytes) -> None:
    """Keep what was built for ``recipe``, if the cache can be written."""
    with suppress(OSError):
        write_whole(_path(folder, name, recipe), hashlib.sha256(data).hexdigest().encode() + data)


def _path(folder: Path, name: str, recipe: str) -> Path:
    plain = Path(name)
    return folder / f"{plain.stem}-{hashlib.sha256(recipe.encode()).hexdigest()[:16]}{plain.suffix}"

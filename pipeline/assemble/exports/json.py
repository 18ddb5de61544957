"""The draft itself as a file, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import Export

if TYPE_CHECKING:
    from ..atlas.values import Atlas


def render(atlas: Atlas) -> bytes:
    """Return the bytes of ``draft.json``."""
    return atlas.draft.dump()


EXPORT = Export(name="json", suffix=".json", render=render)

"""The atlas as a zip of plain pages without a script; index.html is the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..packed import packed
from ..site.pages import site_files
from .base import Export

if TYPE_CHECKING:
    from ..atlas.values import Atlas


def render(atlas: Atlas) -> bytes:
    """Return the zip; raises DraftError for a quote that its transcript does not hold."""
    return packed(site_files(atlas))


EXPORT = Export(name="site", suffix=".zip", render=render)

"""The maps as one PNG picture, for chats and slides."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from ..pictures.raster import to_png
from ..printing.drawing import draw_maps
from .base import Export

if TYPE_CHECKING:
    from ..atlas.values import Atlas

SCALE = 2.0
PIXELS = 80_000_000  # more than that, viewers and chats refuse


def render(atlas: Atlas) -> bytes:
    """Return all maps of roles below one another at twice their size, at less if they are very large."""
    svg, width, height = draw_maps(atlas)
    return to_png(svg, round(width), min(SCALE, sqrt(PIXELS / (width * height))))


EXPORT = Export(name="png", suffix=".png", render=render)

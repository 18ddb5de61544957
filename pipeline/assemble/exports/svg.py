"""The maps as one SVG drawing whose letters are letters: to be searched, copied and edited by designers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import fonts
from ..pictures.draw import tag
from ..printing.drawing import draw_maps
from .base import Export

if TYPE_CHECKING:
    from ..atlas.values import Atlas


def render(atlas: Atlas) -> bytes:
    """Return all maps of roles below one another as UTF-8 SVG with its fonts inside."""
    svg, _, _ = draw_maps(atlas)
    head, rest = svg.split("</desc>", 1)
    styled = f"{head}</desc>{tag('style', fonts.web_font_css())}{rest}"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{styled}\n'.encode()


EXPORT = Export(name="svg", suffix=".svg", render=render)

"""The maps of an atlas as one drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .canvas import Canvas
from .maps import chart
from .words import Printer

if TYPE_CHECKING:
    from ..atlas.values import Atlas


def draw_maps(atlas: Atlas) -> tuple[str, float, float]:
    """Return the SVG of all maps of roles, one below the other, with its width and height in pixels.

    Maps of segments are left to other exports, unless there are no others.
    """
    printer = Printer(atlas.draft)
    maps = [part for part in atlas.maps if part.segment is None] or list(atlas.maps)
    marks = ("«", "»") if printer.words.language == "ru" else ("“", "”")
    canvas = Canvas(
        [chart(part, printer) for part in maps], printer.legend(), decimal=printer.decimal, marks=marks
    )
    title = atlas.draft.study.title or printer._("Customer Journey Map")
    svg = canvas.draw(title, printer._("no data"))
    return svg, canvas.width, canvas.height

"""An empty presentation: 16:9, our colours and fonts, no traces of the template's maker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from ..pictures import colours
from .setting import emu

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Slides

WIDE, HIGH = 960.0, 540.0  # points
FONT = "IBM Plex Sans"
_LIKE = 'panose="020B0604020202020204" pitchFamily="34"'  # where the font is missing: Arial and its kind
_PALETTE = {
    "dk1": colours.INK,
    "lt1": colours.PAPER,
    "dk2": colours.BLUE,
    "lt2": colours.FAINT,
    "accent1": colours.BLUE,
    "accent2": colours.BAD,
    "accent3": colours.GOOD,
    "accent4": "#7a5c14",
    "accent5": colours.MUTED,
    "accent6": "#7cbf9f",
    "hlink": colours.BLUE,
    "folHlink": colours.MUTED,
}


def new_presentation(title: str, subject: str, language: str) -> Slides:
    """Return a presentation without slides whose themes and layouts are ready."""
    deck = Presentation()
    before = deck.slide_width
    deck.slide_width, deck.slide_height = emu(WIDE), emu(HIGH)
    master = deck.slide_master
    for place in (master, *master.slide_layouts):
        _widen(place, deck.slide_width / before, HIGH / 540.0)
    theme = master.part.part_related_by(RT.THEME)
    theme._blob = _themed(theme.blob)  # noqa: SLF001 (the library has no door to themes)
    _titles(master)
    _forget(deck)
    said = deck.core_properties
    said.title, said.subject, said.language = title[:255], subject[:255], language
    said.author = said.last_modified_by = "cjm"
    said.keywords = said.comments = said.category = ""
    said.revision = 1
    return deck


def _widen(place: Any, across: float, down: float) -> None:
    """Stretch the boxes of a layout to the new width."""
    for shape in place.placeholders:
        if shape._element.spPr.find(f".//{{{_A}}}xfrm") is not None:  # noqa: SLF001 (inherited ones stay)
            left, top, width, high = shape.left, shape.top, shape.width, shape.height
            shape.left, shape.width = round(left * across), round(width * across)
            shape.top, shape.height = round(top * down), round(high * down)


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _themed(blob: bytes) -> bytes:
    """Return the theme with our colours and font."""
    text = blob.decode("utf-8")
    for name, colour in _PALETTE.items():
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour[1:].upper()}"/></a:{name}>',
            text,
            flags=re.DOTALL,
        )
    for part in ("majorFont", "minorFont"):
        text = re.sub(
            rf"(<a:{part}>\s*)<a:latin [^>]*/>", rf'\g<1><a:latin typeface="{FONT}" {_LIKE}/>', text
        )
    return text.encode("utf-8")


def _titles(master: Any) -> None:
    """Let titles be small, bold and on the left, as ours are."""
    level = master._element.find(  # noqa: SLF001 (the library has no door to title styles)
        ".//{*}txStyles/{*}titleStyle/{*}lvl1pPr"
    )
    level.set("algn", "l")
    run = level.find("{*}defRPr")
    run.set("sz", "2400")
    run.set("b", "1")


def _forget(deck: Slides) -> None:
    """Leave out the template's thumbnail and printer settings."""
    for part in (deck.part.package, deck.part):
        rels = part._rels  # noqa: SLF001 (the library cannot drop them otherwise)
        for key in [
            key for key, rel in rels.items() if rel.reltype.endswith(("/thumbnail", "/printerSettings"))
        ]:
            rels.pop(key)

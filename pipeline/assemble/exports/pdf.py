"""The atlas as a PDF for print: maps on A3, then every sheet, the interview guide and the method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..printing.closing import decision, guide, method, saturation
from ..printing.findings import barriers, contradictions, touchpoints, views
from ..printing.layout import map_section
from ..printing.maps import chart
from ..printing.opening import opening
from ..printing.paper import lost_in, print_pdf
from ..printing.people import portraits, snapshots, stories
from ..printing.words import Printer
from .base import Export

if TYPE_CHECKING:
    from ..atlas.values import Atlas
    from ..printing.values import Block

_SHEETS = (
    portraits,
    stories,
    barriers,
    touchpoints,
    contradictions,
    views,
    saturation,
    decision,
    guide,
    snapshots,
)


def render(atlas: Atlas) -> bytes:
    """Return the bytes of a tagged PDF: maps, segments after roles, then the sheets that there are."""
    printer = Printer(atlas.draft)
    title = atlas.draft.study.title or printer._("Customer Journey Map")
    told = [*opening(printer), *_maps(atlas, printer), *_sheets(atlas, printer)]
    return print_pdf(
        [*told, method(printer, len(lost_in(told)))],
        title=title,
        description=printer._("Customer Journey Map: a draft from interviews"),
        language=printer.words.language,
        words={"stages": printer._("Stages")},
    )


def _maps(atlas: Atlas, printer: Printer) -> list[Block]:
    """Return the maps, a kind's segments after its roles."""
    legend = printer.legend()
    return [map_section(chart(part, printer), legend, printer.decimal) for part in atlas.maps]


def _sheets(atlas: Atlas, printer: Printer) -> list[Block]:
    return [section for make in _SHEETS for section in make(atlas, printer)]


EXPORT = Export(name="pdf", suffix=".pdf", render=render)

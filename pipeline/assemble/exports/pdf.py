"""The atlas as a PDF for print: maps on A3, then every sheet, the interview guide and the method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..printing.closing import method
from ..printing.layout import map_section
from ..printing.maps import chart
from ..printing.opening import opening
from ..printing.paper import lost_in, print_pdf
from ..printing.sheets import sheets
from ..printing.words import Printer
from .base import Export

if TYPE_CHECKING:
    from ..atlas.values import Atlas
    from ..printing.values import Block


def render(atlas: Atlas) -> bytes:
    """Return the bytes of a tagged PDF: maps, segments after roles, then the sheets that there are."""
    printer = Printer(atlas.draft)
    title = atlas.draft.study.title or printer._("Customer Journey Map")
    told = [*opening(printer), *_maps(atlas, printer), *sheets(atlas, printer)]
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


EXPORT = Export(name="pdf", suffix=".pdf", render=render)

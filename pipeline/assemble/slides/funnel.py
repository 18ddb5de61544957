"""How far people go, as a native chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pictures.colours import BLUE
from .charts import stacked_chart
from .deck import EDGE, FOOT, ROOM

if TYPE_CHECKING:
    from ..draft import MapPart
    from .deck import Deck

_STOPPED = "#d9826f"


def funnel_slide(deck: Deck, part: MapPart) -> None:
    """Add a column a stage of a conversion map: who went on, who stopped; nothing where none are counted."""
    printer, _ = deck.printer, deck.printer._
    counted = {
        (figure.id, cell.stage): round(figure.value)
        for lane in part.lanes
        for cell in lane.cells
        for figure in cell.figures
    }
    stages = [stage for stage in printer.draft.stages if ("reached", stage.id) in counted]
    if not stages:
        return
    stopped = [counted.get(("stopped", stage.id), 0) for stage in stages]
    on = [counted["reached", stage.id] - left for stage, left in zip(stages, stopped, strict=True)]
    title = f"{_('How far people go')} — {printer.viewpoint(part.viewpoint, part.segment)}"
    page = deck.page(title, part.rules[-1] if part.rules else "")
    series = ((_("Went on"), on, BLUE), (_("Stopped"), stopped, _STOPPED))
    box = (EDGE - 8, page.top, ROOM + 16, FOOT - page.top - 6)
    stacked_chart(page, [stage.name for stage in stages], series, box, name=title)
    page.note(*part.rules)

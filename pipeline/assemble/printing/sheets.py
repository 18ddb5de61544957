"""The sheets of a document in the order in which every document shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .closing import decision, guide, saturation
from .findings import barriers, contradictions, touchpoints, views
from .people import portraits, snapshots, stories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..atlas.values import Atlas
    from .values import Block
    from .words import Printer

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


def sheets(atlas: Atlas, printer: Printer) -> Iterator[Block]:
    """Yield the sections of every sheet that the atlas has; maps and the method are not among them."""
    for make in _SHEETS:
        yield from make(atlas, printer)

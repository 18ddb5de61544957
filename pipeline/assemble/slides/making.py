"""An atlas as a presentation: title, maps and their stages, sheets, method."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from ..office import undated
from ..printing.words import Printer
from .closing import cover, decision, guide, method, saturation
from .deck import Deck
from .findings import barriers, contradictions, touchpoints
from .funnel import funnel_slide
from .maps import map_slides
from .people import portraits, stories
from .stages import stage_slides

if TYPE_CHECKING:
    from ..atlas.values import Atlas
    from ..draft import MapPart

SEGMENTS = 3  # maps of segments that a deck still shows


def make_slides(atlas: Atlas) -> bytes:
    """Return the bytes of a PPTX; the same atlas gives the same bytes.

    The first kind of map comes first, with a slide a stage; other kinds stand behind the sheets.
    """
    printer = Printer(atlas.draft)
    _ = printer._
    title = atlas.draft.study.title or _("Customer Journey Map")
    deck = Deck(printer, title, _("Customer Journey Map: a draft from interviews"))
    cover(deck)
    shown, left_out = _chosen(atlas, printer)
    leading = [part for part in shown if part.kind == shown[0].kind] if shown else []
    for part in leading:
        deck.section(printer.title(part))
        _map(deck, part)
        if part.segment is None:
            stage_slides(deck, part)
    for sheet in (portraits, stories, barriers, touchpoints, contradictions, saturation, decision, guide):
        sheet(atlas, deck)
    _others(deck, [part for part in shown if part not in leading])
    method(atlas, deck, left_out)
    out = BytesIO()
    deck.save().save(out)
    return undated(out.getvalue())


def _others(deck: Deck, parts: list[MapPart]) -> None:
    """Add the further kinds of maps, a section each."""
    kind = ""
    for part in parts:
        if part.kind != kind:
            kind = part.kind
            deck.section(deck.printer.kind(kind))
        _map(deck, part)


def _map(deck: Deck, part: MapPart) -> None:
    if part.kind == "conversion":
        funnel_slide(deck, part)
    map_slides(deck, part)


def _chosen(atlas: Atlas, printer: Printer) -> tuple[list[MapPart], tuple[str, ...]]:
    """Return the maps of roles, those of segments if they are few, and what is left out in words."""
    roles = [part for part in atlas.maps if part.segment is None]
    segments = [part for part in atlas.maps if part.segment is not None]
    if not segments or not roles or len(segments) <= SEGMENTS:
        return list(atlas.maps), ()
    names = "; ".join(dict.fromkeys(printer.title(part) for part in segments))
    said = printer._("Maps of segments: %(names)s. The report and the PDF have them.", names=names)
    return roles, (said,)

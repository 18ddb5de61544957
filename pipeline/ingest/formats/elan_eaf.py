"""ELAN's own files (.eaf): tiers with annotations that are tied to times or to other annotations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.handler import ContentHandler

from ...errors import UnreadableSource
from .base import TranscriptFormat
from .elan import Annotation, Tier, speak

if TYPE_CHECKING:
    from typing import Any

    from ...records import ParsedTranscript, Source

NAME = "elan-eaf"
SAVE_AGAIN = "open it in ELAN and save it again"
HEAD = 4000  # characters in which the root element must begin
MILLI = 1000
LONGEST = 10  # digits of a time in milliseconds

_ROOT = re.compile(r"<ANNOTATION_DOCUMENT[\s>]")


@dataclass(slots=True, kw_only=True)
class _Note:
    """An annotation as the file has it: two time slots, or the annotation it refers to."""

    tier: str
    line: int
    slots: tuple[str, str] | None = None
    refers: str = ""
    parts: list[str] = field(default_factory=list)


def sniff(source: Source) -> float:
    """Return 0.95 for the root element of ELAN's files."""
    return 0.95 if source.text is not None and _ROOT.search(source.text[:HEAD]) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns by time; ``line`` is that of the annotation.

    Raises UnreadableSource for broken XML, for a time that is no number and for an annotation that ends
    before it starts.
    """
    handler = _read(source.path, source.text or "")
    orders = _orders(handler.slots)
    annotations = [
        _annotation(source.path, handler, orders, ident)
        for ident, note in handler.notes.items()
        if note.parts
    ]
    return speak(source.path, NAME, handler.tiers, annotations)


class _Handler(ContentHandler):
    """Collects time slots, tiers and annotations with their lines."""

    def __init__(self) -> None:
        super().__init__()
        self._locator: Any = None  # set by the parser
        self.slots: dict[str, str | None] = {}
        self.tiers: list[Tier] = []
        self.notes: dict[str, _Note] = {}
        self.current: _Note | None = None
        self.inside = False  # an ANNOTATION_VALUE

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 (the name that SAX calls)
        if name == "TIME_SLOT":
            self.slots[attrs.get("TIME_SLOT_ID", "")] = attrs.get("TIME_VALUE")
        elif name == "TIER":
            self.tiers.append(
                Tier(
                    name=attrs.get("TIER_ID", ""),
                    participant=attrs.get("PARTICIPANT", ""),
                    kind=attrs.get("LINGUISTIC_TYPE_REF", ""),
                    parent=attrs.get("PARENT_REF", ""),
                )
            )
        elif name in {"ALIGNABLE_ANNOTATION", "REF_ANNOTATION"}:
            self._begin(name, attrs)
        self.inside = name == "ANNOTATION_VALUE"

    def _begin(self, name: str, attrs: Any) -> None:
        pair = (attrs.get("TIME_SLOT_REF1", ""), attrs.get("TIME_SLOT_REF2", ""))
        self.current = _Note(
            tier=self.tiers[-1].name if self.tiers else "",
            line=self._locator.getLineNumber() or 1,
            slots=pair if name == "ALIGNABLE_ANNOTATION" else None,
            refers=attrs.get("ANNOTATION_REF", ""),
        )
        ident = attrs.get("ANNOTATION_ID") or f"#{len(self.notes)}"
        self.notes[ident if ident not in self.notes else f"#{len(self.notes)}"] = self.current

    def endElement(self, name: str) -> None:  # noqa: N802 (the same)
        self.inside = self.inside and name != "ANNOTATION_VALUE"

    def characters(self, content: str) -> None:
        if self.inside and self.current is not None:
            self.current.parts.append(content)


def _read(path: str, text: str) -> _Handler:
    from xml.sax import SAXException, SAXParseException  # noqa: PLC0415 (needed for ELAN's files only)

    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 (the same)
    from defusedxml.sax import parseString  # noqa: PLC0415 (the same)

    handler = _Handler()
    data = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    try:
        parseString(data, handler, forbid_dtd=True)
    except SAXParseException as error:
        fact = "the XML is broken"
        raise UnreadableSource(fact, place=path, line=error.getLineNumber(), remedy=SAVE_AGAIN) from error
    except (DefusedXmlException, SAXException, ValueError) as error:
        raise UnreadableSource(
            "the XML declares entities or a document type", place=path, remedy=SAVE_AGAIN
        ) from error
    return handler


def _annotation(path: str, handler: _Handler, orders: dict[str, float], ident: str) -> Annotation:
    """Return an annotation with its own times, or with those of what it refers to."""
    note = handler.notes[ident]
    timed, seen = note, {ident}
    while timed.slots is None and timed.refers in handler.notes and timed.refers not in seen:
        seen.add(timed.refers)
        timed = handler.notes[timed.refers]
    first, last = timed.slots or ("", "")
    start, end = (_seconds(path, note, handler.slots.get(slot)) for slot in (first, last))
    if start is not None and end is not None and end < start:
        raise UnreadableSource(
            "the annotation ends before it starts (%(start)s → %(end)s)",
            place=path,
            line=note.line,
            remedy="mend it in ELAN or remove it",
            start=f"{start:g}",
            end=f"{end:g}",
        )
    order = orders.get(first, 0.0) if start is None else start
    return Annotation(
        tier=note.tier, text="".join(note.parts), line=note.line, order=order, start=start, end=end
    )


def _orders(slots: dict[str, str | None]) -> dict[str, float]:
    """Return the last time known up to each slot: slots stand in the order of time, some without one."""
    known = 0.0
    orders = {}
    for name, value in slots.items():
        known = max(known, int(value) / MILLI if value and _is_time(value) else 0.0)
        orders[name] = known
    return orders


def _is_time(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= LONGEST


def _seconds(path: str, note: _Note, value: str | None) -> float | None:
    if value is None:
        return None
    if _is_time(value):
        return int(value) / MILLI
    raise UnreadableSource(
        "the annotation's time is no number of milliseconds (%(value)s)",
        place=path,
        line=note.line,
        remedy="mend it in ELAN or remove it",
        value=value[:30],
    )


FORMAT = TranscriptFormat(name=NAME, extensions=("eaf",), sniff=sniff, parse=parse)

"""XML of REFI-QDA: ids that stay the same, and texts that XML can hold."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
_OURS = uuid5(NAMESPACE_URL, "urn:interview-cjm:refi-qda")
_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_BEYOND = re.compile("[\ud800-\udfff\ufffe\uffff]")

__all__ = ["CODEBOOK", "PROJECT", "Element", "SubElement", "guid", "line", "visible", "written"]


def guid(what: str, name: str) -> str:
    """Return the id of a thing: the same for the same draft id, another for each sort of thing."""
    return str(uuid5(_OURS, f"{what}:{visible(name)}")).upper()


def visible(text: str) -> str:
    """Return a text of the same length that XML and UTF-8 can hold: control characters as their pictures."""
    return _BEYOND.sub("\ufffd", text.translate(_CONTROLS))


def line(text: str) -> str:
    """Return a text for an attribute: one line, single spaces."""
    return " ".join(visible(text).split())


def written(root: Element) -> bytes:
    """Return the bytes of a document, one element a line."""
    indent(root, " ")
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()

"""The codebook of a draft alone (.qdc of REFI-QDA): to code further interviews in another program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..printing.words import Printer
from ..refi.codebook import codes_of, write_codes, write_sets
from ..refi.elements import CODEBOOK, Element, SubElement, line, written
from .base import Export

if TYPE_CHECKING:
    from ..atlas.values import Atlas


def render(atlas: Atlas) -> bytes:
    """Return the codebook: the same codes with the same ids as in the project."""
    printer = Printer(atlas.draft)
    root = Element("CodeBook", {"xmlns": CODEBOOK, "origin": line(atlas.draft.manifest.tool)})
    write_codes(SubElement(root, "Codes"), codes_of(printer), {})
    write_sets(root, printer, "guid")
    return written(root)


EXPORT = Export(name="qdc", suffix=".qdc", render=render)

"""The atlas as a word processor's document: headings, tables, block quotes, a guide to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import Export

if TYPE_CHECKING:
    from ..atlas.values import Atlas


def render(atlas: Atlas) -> bytes:
    """Return the bytes of a DOCX, A4."""
    from ..document.making import make_document  # noqa: PLC0415 (the library of documents loads slowly)

    return make_document(atlas)


EXPORT = Export(name="docx", suffix=".docx", render=render)

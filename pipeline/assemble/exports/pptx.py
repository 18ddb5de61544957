"""The atlas as slides that people edit: native tables and charts, the evidence in the speaker notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import Export

if TYPE_CHECKING:
    from ..atlas.values import Atlas


def render(atlas: Atlas) -> bytes:
    """Return the bytes of a PPTX, 16:9."""
    from ..slides.making import make_slides  # noqa: PLC0415 (the library of slides loads slowly)

    return make_slides(atlas)


EXPORT = Export(name="pptx", suffix=".pptx", render=render)

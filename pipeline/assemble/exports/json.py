"""The draft itself as a file, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import Export

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...records import InterviewId, Transcript
    from ..draft import Draft
    from ..report.payload import ReviewSheet


def render(
    draft: Draft, _transcripts: Mapping[InterviewId, Transcript], _sheet: ReviewSheet | None = None
) -> bytes:
    """Return the bytes of ``draft.json``."""
    return draft.dump()


EXPORT = Export(name="json", suffix=".json", render=render)

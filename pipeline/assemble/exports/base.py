"""The seam of exports: a checked draft in, the bytes of one file out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...records import InterviewId, Transcript
    from ..draft import Draft
    from ..report.payload import ReviewSheet


class Render(Protocol):
    """Makes the bytes of a file from a draft, its transcripts and, if people correct it, their sheet."""

    def __call__(
        self,
        draft: Draft,
        transcripts: Mapping[InterviewId, Transcript],
        sheet: ReviewSheet | None = None,
        /,
    ) -> bytes:
        """Return the bytes; the disk is never touched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file people can leave with; what has no use for corrections ignores their sheet."""

    name: str
    suffix: str
    render: Render

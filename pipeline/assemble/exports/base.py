"""The seam of exports: a checked draft in, the bytes of one file out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...records import InterviewId, Transcript
    from ..draft import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file people can leave with; ``render`` never touches the disk."""

    name: str
    suffix: str
    render: Callable[[Draft, Mapping[InterviewId, Transcript]], bytes]

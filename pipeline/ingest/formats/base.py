"""The seam of transcript formats: one file a format, one ``FORMAT`` in it, one line in the registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...records import ParsedTranscript, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptFormat:
    """A layout that some tool or person writes.

    ``sniff(source)`` returns 0.0 (not mine) to 1.0 (surely mine), looks at the content first and
    never raises; ``parse(source)`` returns the turns or raises ``UnreadableSource`` naming the
    line.  ``extensions`` (lower case, without dot) only break ties between equal sniffs.
    """

    name: str
    extensions: tuple[str, ...]
    sniff: Callable[[Source], float]
    parse: Callable[[Source], ParsedTranscript]

"""SubRip (.srt): numbered cues with comma decimals, names inside the text when there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import TranscriptFormat
from .cue_speakers import speak
from .cues import HEADER, has_cues, read_cues

if TYPE_CHECKING:
    from ...records import ParsedTranscript, Source

NAME = "srt"


def sniff(source: Source) -> float:
    """Return 0.9 for cues without the WebVTT header."""
    if source.text is None or source.text.lstrip().startswith(HEADER):
        return 0.0
    return 0.9 if has_cues(source) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; without names they end at questions and pauses and have no speaker."""
    return speak(read_cues(source), NAME)


FORMAT = TranscriptFormat(name=NAME, extensions=("srt",), sniff=sniff, parse=parse)

"""WebVTT of any tool; speakers, if any, are told from names or dashes inside the cues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import TranscriptFormat
from .cue_speakers import speak
from .cues import HEADER, read_cues

if TYPE_CHECKING:
    from ...records import ParsedTranscript, Source

NAME = "vtt"


def sniff(source: Source) -> float:
    """Return 0.6 for the WebVTT header: formats that know their tool say more."""
    if source.text is None or not source.text.lstrip().startswith(HEADER):
        return 0.0
    return 0.6


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; without names they end at questions and pauses and have no speaker."""
    return speak(read_cues(source), NAME)


FORMAT = TranscriptFormat(name=NAME, extensions=("vtt",), sniff=sniff, parse=parse)

"""WebVTT of Zoom's cloud recordings: numbered cues whose text begins with ``Name: ``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ..labels import normal_name
from .base import TranscriptFormat
from .cue_speakers import speak, speaker_names
from .cues import HEADER, VOICE_TAG, plain, read_cues

if TYPE_CHECKING:
    from ...records import ParsedTranscript, Source

NAME = "zoom-vtt"


def sniff(source: Source) -> float:
    """Return 0.9 for WebVTT without voice tags whose cues begin with names."""
    text = source.text
    if text is None or not text.lstrip().startswith(HEADER) or VOICE_TAG.search(text):
        return 0.0
    try:
        blocks = read_cues(source).blocks
    except UnreadableSource:
        return 0.0  # the plain WebVTT format will name the fault
    names = speaker_names(blocks)
    heads = (plain(block.payload).partition(":") for block in blocks)
    return 0.9 if any(colon and normal_name(head) in names for head, colon, _rest in heads) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns with the names before the colons as speakers."""
    return speak(read_cues(source), NAME)


FORMAT = TranscriptFormat(name=NAME, extensions=("vtt",), sniff=sniff, parse=parse)

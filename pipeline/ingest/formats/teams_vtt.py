"""WebVTT of Microsoft Teams: voice tags ``<v Name>``, ids, several cues a turn, entities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import Message
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .cues import HEADER, VOICE_TAG, plain, read_cues
from .pieces import Piece, join_pieces, make_piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...records import Source
    from .cues import CueBlock

NAME = "teams-vtt"

_INNER_LABEL = re.compile(r"\s*([^:<>]{1,63}):\s*")  # <v>Анна:</v>Работала…
_CLOSING = re.compile(r"</v\s*>", re.IGNORECASE)


def sniff(source: Source) -> float:
    """Return 0.98 for WebVTT with a voice tag."""
    text = source.text
    if text is None or not text.lstrip().startswith(HEADER):
        return 0.0
    return 0.98 if VOICE_TAG.search(text) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; a cue without a voice tag has no speaker."""
    cues = read_cues(source)
    pieces = [piece for block in cues.blocks for piece in _pieces(block)]
    nameless = sum(1 for piece in pieces if piece.speaker is None and piece.cue.text)
    warnings = (Message("%(n)s cues name no speaker", n=nameless),) if nameless else ()
    return ParsedTranscript(
        format=NAME,
        turns=join_pieces(pieces),
        language=cues.language,
        warnings=warnings,
        unparsed=cues.unparsed,
    )


def _pieces(block: CueBlock) -> Iterator[Piece]:
    """Cut a cue at its voice tags; text before the first one belongs to nobody known."""
    payload, at, speaker = block.payload, 0, None
    for match in VOICE_TAG.finditer(payload):
        yield _piece(block, speaker, payload[at : match.start()])
        at, speaker = match.end(), plain(match["name"] or "") or None
        if speaker is None:
            inner = _INNER_LABEL.match(payload, at)
            if inner and _CLOSING.match(payload, inner.end()):
                at, speaker = inner.end(), plain(inner[1])
    yield _piece(block, speaker, payload[at:])


def _piece(block: CueBlock, speaker: str | None, text: str) -> Piece:
    return make_piece(speaker, plain(text), block.line, block.start, block.end)


FORMAT = TranscriptFormat(name=NAME, extensions=("vtt",), sniff=sniff, parse=parse)

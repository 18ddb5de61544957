"""Text with labelled turns: people's own typing, Otter, Google Meet, AWS, Markdown copies and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message, UnreadableSource
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .labelled import Labelled, read_heads, read_labelled

if TYPE_CHECKING:
    from ...records import Source

NAME = "labelled-text"
SNIFF_LINES = 3000
FAIR_SHARE, FAIR_TITLE = 0.1, 400  # characters outside every turn that go without a warning
ONE_VOICE, TWO_VOICES = 0.5, 0.7


def sniff(source: Source) -> float:
    """Return 0.7 for at least two labels that alternate, 0.5 for one, 0.0 for none."""
    if source.text is None or source.text.lstrip().startswith(("{", "[{", "<", "\\documentclass", "WEBVTT")):
        return 0.0
    found = read_heads(source.text.split("\n", SNIFF_LINES)[:SNIFF_LINES])
    labels = {head.label for head in found.values()}
    if len(found) < 2 or not labels:  # noqa: PLR2004 (one label may be a title)
        return 0.0
    return ONE_VOICE if len(labels) == 1 else TWO_VOICES


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; lines without a label join the turn above them."""
    text = source.text or ""
    found = read_labelled(text.split("\n"))
    if not found.turns:
        remedy = "begin each turn with a name and a colon (“Interviewer: …”)"
        raise UnreadableSource("no labelled turns were found", place=source.path, remedy=remedy)
    return ParsedTranscript(
        format=NAME, turns=found.turns, unparsed=found.unparsed, warnings=label_warnings(found, len(text))
    )


def label_warnings(found: Labelled, length: int) -> tuple[str, ...]:
    """Return what a person should know about labelled turns: one voice only, much text outside turns."""
    warnings: list[str] = []
    if len({turn.speaker for turn in found.turns}) == 1:
        warnings.append(Message("only one speaker is labelled (%(name)s)", name=found.turns[0].speaker))
    if found.unparsed > max(FAIR_TITLE, FAIR_SHARE * length):
        share = round(100 * found.unparsed / length)
        warnings.append(Message("%(share)s%% of the text stands outside every turn", share=share))
    return tuple(warnings)


FORMAT = TranscriptFormat(name=NAME, extensions=("txt", "md"), sniff=sniff, parse=parse)

"""ELAN's tab-delimited export: tier, participant, times and words of an annotation on each line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from .base import TranscriptFormat
from .elan import Annotation, Tier, speak
from .pieces import clean, read_clock

if TYPE_CHECKING:
    from ...records import ParsedTranscript, Source

NAME = "elan-text"
SNIFF_LINES = 400
SHARE = 0.9  # of lines that must look like an export
CELLS = 4  # tier, begin, end, words; the participant and a duration may stand among them

_CLOCK = re.compile(r"\d{1,3}:\d{2}:\d{2}[.,]\d{1,3}\Z")
_HEADING = re.compile(r"begin time\b", re.IGNORECASE)


def sniff(source: Source) -> float:
    """Return 0.92 for lines of a tier, two or three clock times with fractions and words, set off by tabs."""
    if source.text is None:
        return 0.0
    lines = [line for line in source.text.split("\n", SNIFF_LINES)[:SNIFF_LINES] if line.strip()]
    fit = sum(1 for line in lines if _times(line.split("\t")))
    headed = bool(lines) and _HEADING.search(lines[0]) is not None
    return 0.92 if fit and fit >= SHARE * (len(lines) - headed) else 0.0


def _times(cells: list[str]) -> tuple[int, ...]:
    """Return the places of the clock times: two or three, after the tier and before the words; or none."""
    places = tuple(place for place, cell in enumerate(cells) if _CLOCK.match(cell.strip()))
    fits = len(cells) >= CELLS and len(places) in {2, 3} and 0 < places[0] <= 2  # noqa: PLR2004 (see CELLS)
    return places if fits and len(cells) > places[-1] + 1 else ()


def parse(source: Source) -> ParsedTranscript:
    """Return the turns by time; the export itself is sorted by tier.

    Raises UnreadableSource for a line whose times cannot be read or run backwards.
    """
    tiers: dict[str, Tier] = {}
    annotations: list[Annotation] = []
    for number, line in enumerate((source.text or "").split("\n"), start=1):
        if not line.strip() or (not annotations and _HEADING.search(line)):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        start, end, text = _read(source.path, number, cells)
        participant = cells[1] if _times(cells)[0] == 2 else ""  # noqa: PLR2004 (it stands before the times)
        tiers.setdefault(cells[0], Tier(name=cells[0], participant=participant))
        annotations.append(
            Annotation(tier=cells[0], text=text, line=number, order=start, start=start, end=end)
        )
    return speak(source.path, NAME, tuple(tiers.values()), annotations)


def _read(path: str, number: int, cells: list[str]) -> tuple[float, float, str]:
    places = _times(cells)
    start, end = (read_clock(cells[place]) for place in places[:2]) if places else (None, None)
    if start is None or end is None:
        raise UnreadableSource(
            "the line holds no tier, two times and words (%(words)s)",
            place=path,
            line=number,
            remedy="mend or remove it, or export it again",
            words=clean(" ".join(cells))[:60],
        )
    if end < start:
        raise UnreadableSource(
            "the annotation ends before it starts (%(start)s → %(end)s)",
            place=path,
            line=number,
            remedy="mend it in ELAN or remove it",
            start=cells[places[0]],
            end=cells[places[1]],
        )
    return start, end, clean(" ".join(cells[places[-1] + 1 :]))


FORMAT = TranscriptFormat(name=NAME, extensions=("txt", "tsv"), sniff=sniff, parse=parse)

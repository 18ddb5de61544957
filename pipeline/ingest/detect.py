"""Which format a file has, told by its content; and the line of the verdict table about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import Message, UnreadableSource
from ..registry import FORMATS
from .formats.html import is_page

if TYPE_CHECKING:
    from ..records import ParsedTranscript, Source
    from .formats.base import TranscriptFormat

EQUAL = 1e-9
LIMIT_TEXT = 4_000_000  # characters: an hour of speech takes 0.1 million, as captions 0.3
LIMIT_MARKED = 16_000_000  # of JSON and XML, where every word has its times: 3 million an hour
MARKED = frozenset({"json", "eaf"})  # the suffixes of formats that read them
TYPE_LABELS = (
    "export it as .vtt, .srt, .docx, .json or .txt, or begin each turn with a name and a colon (“Anna: …”)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was made of one file: a row of the table that a run shows."""

    path: str
    format: str
    encoding: str
    turns: int
    speakers: int
    unparsed: float  # share of the file's characters that belong to no turn, 0..1
    warnings: tuple[str, ...]


def detect(source: Source) -> TranscriptFormat:
    """Return the format whose sniff is the surest; the suffix only decides between equals.

    Raises UnreadableSource when no format knows the file, or when two know it equally well.
    """
    refuse_long(source)
    asked = [*FORMATS.values()]
    if _is_marked(source) and len(source.text or "") > LIMIT_TEXT:
        asked = [known for known in asked if MARKED.intersection(known.extensions)]  # its lines are no speech
    scores = [(known.sniff(source), known) for known in asked]
    best = max((score for score, _known in scores), default=0.0)
    if best <= 0:
        raise UnreadableSource("the layout is unknown", place=source.path, remedy=TYPE_LABELS)
    top = [known for score, known in scores if best - score < EQUAL]
    if len(top) > 1:
        top = [known for known in top if source.suffix in known.extensions] or top
    if len(top) > 1:
        *first, last = (known.name for known in top)
        raise UnreadableSource(
            "the layout may be %(formats)s",
            place=source.path,
            remedy="give the file the suffix of its format, or name the format in interviews.csv",
            formats=Message("%(first)s or %(last)s", first=", ".join(first), last=last),
        )
    return top[0]


def refuse_long(source: Source) -> None:
    """Raise UnreadableSource for a text longer than days of talk: reading it would take hours and gigabytes.

    Pages and documents have limits of their own, for most of them is markup or pictures.
    """
    text = source.text or ""
    if is_page(source):
        return
    limit = LIMIT_MARKED if _is_marked(source) else LIMIT_TEXT
    if len(text) > limit:
        raise UnreadableSource(
            "holds %(size)s million characters, more than the limit of %(limit)s million",
            place=source.path,
            remedy="split it into one file for each interview",
            size=round(len(text) / 1e6, 1),
            limit=round(limit / 1e6, 1),
        )


def _is_marked(source: Source) -> bool:
    return (source.text or "").lstrip()[:1] in {"{", "[", "<"} and not is_page(source)


def judge(source: Source, transcript: ParsedTranscript) -> Verdict:
    """Return the verdict on a parsed file."""
    spoken = sum(len(turn.text) for turn in transcript.turns)
    whole = spoken + transcript.unparsed
    return Verdict(
        path=source.path,
        format=transcript.format,
        encoding=source.encoding or "",
        turns=len(transcript.turns),
        speakers=len({turn.speaker for turn in transcript.turns}),
        unparsed=transcript.unparsed / whole if whole else 0.0,
        warnings=transcript.warnings,
    )

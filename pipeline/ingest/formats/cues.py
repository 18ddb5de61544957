"""The cues of WebVTT and SubRip files, read line by line so that a fault can be named by its line."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...errors import Message, UnreadableSource
from .pieces import CLOCK, clean, read_clock

if TYPE_CHECKING:
    from ...records import Source

ARROW = "-->"
HEADER = "WEBVTT"
FIX_CUE = "fix the cue or remove it"

VOICE_TAG = re.compile(r"<v(?:\.[^\s<>]+)*(?:\s+(?P<name>[^<>]*))?>", re.IGNORECASE)

_TIMING = re.compile(rf"\s*({CLOCK})\s*-->\s*({CLOCK})(?:\s+\S.*)?\s*\Z")
_LOOKS_TIMED = re.compile(r"\s*[\d:.,]*\d\S*\s*-->")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|\Z)")
_LANGUAGE = re.compile(r"(?:NOTE\s+)?language\s*:\s*\"?([A-Za-z]{2,3})\b", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:c|v|i|b|u|s|lang|ruby|rt|font|span|\d{1,2}:\d{2}[:.\d]*)(?:[.\s][^<>]*)?>", re.IGNORECASE
)
_ASS_TAG = re.compile(r"\{\\[^{}]*\}")


@dataclass(slots=True, kw_only=True)
class CueBlock:
    """A cue as it stands in the file; ``line`` is that of its times, seconds count from the beginning."""

    line: int
    start: float
    end: float
    lines: list[str] = field(default_factory=list)

    @property
    def payload(self) -> str:
        """The cue's lines as they stand, joined by line feeds."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class CueFile:
    """All cues of a file, the language it names, and the number of characters that belong to no cue."""

    blocks: tuple[CueBlock, ...]
    language: str | None = None
    unparsed: int = 0


def has_cues(source: Source) -> bool:
    """Tell whether any line holds a cue's two times."""
    return source.text is not None and any(
        _TIMING.match(line) for line in source.text.split("\n") if ARROW in line
    )


def read_cues(source: Source) -> CueFile:
    """Read the cues of WebVTT or SubRip text, forgiving missing blank lines and hour-less times.

    Raises UnreadableSource for a time that cannot be read, for a cue that ends before it starts and
    for a file without a cue.
    """
    lines = (source.text or "").split("\n")
    roles = _roles(lines)
    blocks: list[CueBlock] = []
    unparsed = 0
    for number, (line, role) in enumerate(zip(lines, roles, strict=True), start=1):
        if role == "time":
            blocks.append(_block(source.path, number, line))
        elif role == "text" and blocks:
            blocks[-1].lines.append(line)
        elif role == "text":
            unparsed += len(line.strip())
    if not blocks:
        raise UnreadableSource(
            "the file has no cues", place=source.path, remedy="export the transcript again"
        )
    return CueFile(blocks=tuple(blocks), language=_language(lines, roles), unparsed=unparsed)


def _roles(lines: list[str]) -> list[str]:
    """Tell what each line is: "blank", "comment" (header, NOTE, STYLE), "time", "name" of a cue or "text"."""
    roles: list[str] = []
    for place, line in enumerate(lines):
        before = roles[-1] if roles else "blank"
        if not line.strip():
            roles.append("blank")
        elif before == "blank" and (_BLOCK.match(line) or (place == 0 and line.startswith(HEADER))):
            roles.append("comment")
        elif ARROW in line and (_LOOKS_TIMED.match(line) or before in {"blank", "comment"}):
            roles.append("time")
            if roles[place - 1 : place] == ["text"] and _names_cue(lines, roles, place - 1):
                roles[place - 1] = "name"
        else:
            roles.append("comment" if before == "comment" else "text")
    return roles


def _names_cue(lines: list[str], roles: list[str], place: int) -> bool:
    """Tell an identifier from speech: it begins a block, or is a bare number without a blank before it."""
    return lines[place].strip().isdigit() or place == 0 or roles[place - 1] in {"blank", "comment"}


def _block(place: str, number: int, line: str) -> CueBlock:
    match = _TIMING.match(line)
    start, end = (read_clock(match[1]), read_clock(match[2])) if match else (None, None)
    if match is None or start is None or end is None:
        fact = "the cue's times cannot be read (%(line)s)"
        values = {"line": clean(line)[:60]}
        raise UnreadableSource(Message(fact, **values), place=place, line=number, remedy=FIX_CUE)
    if end < start:
        raise UnreadableSource(
            "cue ends before it starts (%(start)s → %(end)s)",
            place=place,
            line=number,
            remedy=FIX_CUE,
            start=match[1],
            end=match[2],
        )
    return CueBlock(line=number, start=start, end=end)


def _language(lines: list[str], roles: list[str]) -> str | None:
    named = (_LANGUAGE.match(line) for line, role in zip(lines, roles, strict=True) if role == "comment")
    return next((match[1].lower() for match in named if match), None)


def plain(text: str) -> str:
    """Return a payload's text without markup: tags dropped, entities resolved, white space single."""
    return clean(html.unescape(_ASS_TAG.sub("", _TAG.sub("", text))))

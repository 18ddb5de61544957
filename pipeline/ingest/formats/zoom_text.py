"""What Zoom saves as text: captions (``[Name] 10:02:13``, text below) and chats (``10:02:13 From Name:``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import Message, UnreadableSource
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .heads import squeeze
from .lines import clock_at, length_of, try_lines
from .pieces import Piece, close_times, join_pieces, make_piece

if TYPE_CHECKING:
    from ...records import Source

NAME = "zoom-text"
HOUR, HALF_DAY, DAY = 3600, 43_200, 86_400
CHAT = Message("these are written messages of a chat, not speech")

_CLOCK = r"(?P<clock>\d{1,2}:\d{1,2}:\d{1,2})\s*(?P<half>[AaPp][Mm])?"
_CAPTION = re.compile(rf"\s*\[(?P<name>[^\[\]]{{1,120}})\]\s+{_CLOCK}\s*(?P<rest>)\Z")
_MESSAGE = re.compile(
    rf"\s*{_CLOCK}\s+(?:from|от)\s+(?P<name>\S[^:\n]{{0,120}}?)(?:\s+(?:to|кому|для)\s+[^:\n]{{1,120}}?)?"
    r"\s*:(?!//)\s*(?P<rest>.*)\Z",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\s*(?:reacted to [\"“].*[\"”] with\b|replying to [\"“]|removed a .* reaction from [\"“]"
    r"|(?:отреагировал|реакция на|ответ на)\S*.* [\"“«])",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Watch:
    """Wall-clock times to seconds from the first one; the night between two days is bridged.

    A first time within the first hour of the day already counts from the beginning of the recording.
    """

    zero: float | None = None
    last: float = 0.0
    days: int = 0

    def seconds(self, clock: float) -> float:
        if self.zero is None:
            self.zero = clock if clock >= HOUR else 0.0
        elif clock < self.last - HALF_DAY:
            self.days += 1
        self.last = clock
        return max(0.0, clock + self.days * DAY - self.zero)


def sniff(source: Source) -> float:
    """Return 0.92 for two lines or more that begin a caption or a message, 0.75 for one."""
    if source.text is None:
        return 0.0
    found = sum(1 for line in try_lines(source) if _head(line))
    return 0.0 if not found else 0.92 if found > 1 else 0.75


def _head(line: str) -> re.Match[str] | None:
    text = squeeze(line)
    return _CAPTION.match(text) or _MESSAGE.match(text)


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; the clock on the wall becomes seconds from the first line.

    Reactions and the quoted beginnings of replies are not speech.  Raises UnreadableSource for an
    impossible time and for a file without turns.
    """
    pieces: list[Piece] = []
    watch = _Watch()
    speaker: str | None = None
    start: float | None = None
    unparsed, above, chat = 0, 0, False
    for number, line in enumerate((source.text or "").split("\n"), start=1):
        head = _head(line)
        if head:
            speaker, start = head["name"], watch.seconds(_clock(source, number, head))
            above = number
            chat = chat or head.re is _MESSAGE
        text = head["rest"] if head else line
        if speaker is None or _NOTICE.match(text):
            unparsed += length_of(text)
        elif text.strip():
            pieces.append(make_piece(speaker, text, above or number, start))
            start, above = None, 0
    turns = join_pieces(close_times(pieces))
    if not turns:
        raise UnreadableSource(
            "the file has no turns", place=source.path, remedy="save the transcript from Zoom again"
        )
    return ParsedTranscript(format=NAME, turns=turns, warnings=(CHAT,) if chat else (), unparsed=unparsed)


def _clock(source: Source, number: int, head: re.Match[str]) -> float:
    seconds = clock_at(source, number, head["clock"])
    half = (head["half"] or "").lower()
    return seconds % HALF_DAY + (HALF_DAY if half == "pm" else 0) if half else seconds


FORMAT = TranscriptFormat(name=NAME, extensions=("txt",), sniff=sniff, parse=parse)

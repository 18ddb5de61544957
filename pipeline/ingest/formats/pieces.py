"""What every format shares: clean text, clock times, and pieces of speech joined into turns."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...errors import Message
from ...records import Cue, RawTurn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PAUSE_SECONDS = 1.5  # a silence that ends a turn when the file names no speakers
CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
SIXTY = 60
UNKNOWN_SPEAKERS = Message("the file names no speakers; whose words they are is unknown")

_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})  # control, format (zero-width, bidi), lone surrogates
_CLOCK = re.compile(rf"{CLOCK}\Z")
_QUESTION = re.compile(r"\?[!?»\")]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A cue with its speaker, before pieces are joined into turns; ``line`` counts from 1.

    ``breaks`` marks a change of speaker that the file shows without naming anybody (a dash).
    """

    speaker: str | None
    cue: Cue
    line: int
    breaks: bool = False


def clean(text: str) -> str:
    """Return ``text`` in NFC without invisible characters, every run of white space as one space."""
    if not text.isprintable():  # what is invisible is never printable
        seen = (char for char in text if char.isspace() or unicodedata.category(char) not in _INVISIBLE)
        text = "".join(seen)
    return " ".join(unicodedata.normalize("NFC", text).split())


def read_clock(text: str) -> float | None:
    """Return the seconds of ``h:mm:ss.mmm``, ``mm:ss`` and their unpadded forms, None for anything else."""
    text = text.strip()
    if not _CLOCK.match(text):
        return None
    *large, seconds = text.replace(",", ".").split(":")
    minutes = int(large[-1])
    if float(seconds) >= SIXTY or (len(large) > 1 and minutes >= SIXTY):
        return None
    hours = int(large[0]) if len(large) > 1 else 0
    return round(hours * 3600 + minutes * 60 + float(seconds), 3)


def make_piece(  # noqa: PLR0913 (the fields of one value)
    speaker: str | None,
    text: str,
    line: int,
    start: float | None = None,
    end: float | None = None,
    *,
    breaks: bool = False,
) -> Piece:
    """Return a piece with cleaned text and speaker; an empty speaker becomes None."""
    label = clean(speaker) if speaker else ""
    cue = Cue(text=clean(text), start=start, end=end)
    return Piece(speaker=label or None, cue=cue, line=line, breaks=breaks)


def join_pieces(pieces: Iterable[Piece]) -> tuple[RawTurn, ...]:
    """Join neighbouring pieces of the same known speaker into turns; pieces without text are left out."""
    turns: list[list[Piece]] = []
    for piece in pieces:
        if not piece.cue.text:
            continue
        if turns and piece.speaker is not None and turns[-1][0].speaker == piece.speaker:
            turns[-1].append(piece)
        else:
            turns.append([piece])
    return tuple(map(_turn, turns))


def join_by_silence(pieces: Iterable[Piece], *, at_questions: bool = True) -> tuple[RawTurn, ...]:
    """Join pieces without speakers into turns that end at a break, a question or a pause of 1.5 seconds."""
    turns: list[list[Piece]] = []
    for piece in pieces:
        if not piece.cue.text:
            continue
        last = turns[-1][-1].cue if turns else None
        asked = at_questions and last is not None and _QUESTION.search(last.text)
        if last and not (piece.breaks or asked or _pauses(last, piece.cue)):
            turns[-1].append(piece)
        else:
            turns.append([piece])
    return tuple(map(_turn, turns))


def _pauses(before: Cue, after: Cue) -> bool:
    return before.end is not None and after.start is not None and after.start - before.end >= PAUSE_SECONDS


def _turn(pieces: list[Piece]) -> RawTurn:
    return RawTurn(speaker=pieces[0].speaker, cues=tuple(piece.cue for piece in pieces), line=pieces[0].line)


def close_times(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Give a piece that has only a start the next piece's start as its end, or its own when it is last.

    Some tools write only when a piece begins; it was surely said before the next one began.
    """
    ends: list[float | None] = []
    later: float | None = None
    for piece in reversed(pieces):
        start = piece.cue.start
        ends.append(None if start is None else max(start, start if later is None else later))
        later = later if start is None else start
    for piece, end in zip(pieces, reversed(ends), strict=True):
        open_ended = piece.cue.start is not None and piece.cue.end is None
        yield replace(piece, cue=replace(piece.cue, end=end)) if open_ended else piece

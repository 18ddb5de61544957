"""MAXQDA, f4 and f5: paragraphs with times between hash signs, ``Имя: текст #00:00:05-1#``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ...records import ParsedTranscript
from .base import TranscriptFormat
from .heads import read_head
from .labelled import is_furniture, read_heads
from .lines import clock_at, length_of, read_lines, try_lines
from .pieces import UNKNOWN_SPEAKERS, Piece, close_times, join_by_silence, join_pieces, make_piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...records import Source

NAME = "maxqda"

_STAMP = re.compile(r"#\s*(?P<clock>\d{1,2}:\d{1,2}:\d{1,2}(?:[.,-]\d{1,3})?)\s*#")


def sniff(source: Source) -> float:
    """Return 0.93 for two times between hash signs or more, 0.75 for one."""
    found = 0
    for line in try_lines(source):
        found += len(_STAMP.findall(line))
        if found > 1:
            return 0.93
    return 0.75 if found else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; the words between two times were said between them.

    Where nobody is named, a paragraph is a turn of nobody known.  Raises UnreadableSource for an
    impossible time and for a file without words.
    """
    lines = read_lines(source)
    labels = _labels(lines)
    pieces: list[Piece] = []
    clock: float | None = None
    speaker: str | None = None
    unparsed = 0
    for place, line in enumerate(lines):
        if is_furniture(line) or (labels and speaker is None and place not in labels):
            unparsed += length_of(line)
            continue
        speaker = labels.get(place, speaker)
        first = True
        for text, stamp in _parts(source, place, line, labelled=place in labels):
            if text.strip():
                pieces.append(_piece(speaker, text, place + 1, (clock, stamp), first=first))
                clock, first = None, False
            clock = stamp if stamp is not None else clock
    turns = join_pieces(close_times(pieces)) if labels else join_by_silence(pieces, at_questions=False)
    if not turns:
        remedy = "export the transcript again, with its text"
        raise UnreadableSource("the file has no turns", place=source.path, remedy=remedy)
    warnings = () if labels else (UNKNOWN_SPEAKERS,)
    return ParsedTranscript(format=NAME, turns=turns, warnings=warnings, unparsed=unparsed)


def _labels(lines: Sequence[str]) -> dict[int, str]:
    """Return the believed labels by line; a time in a paragraph speaks for the label that begins it."""
    plain = [_STAMP.sub(" ", line).strip() for line in lines]
    signed = [
        f"[0:00] {text}" if _STAMP.search(line) and text else text
        for line, text in zip(lines, plain, strict=True)
    ]
    return {place: head.label for place, head in read_heads(signed).items() if not head.alone}


def _parts(source: Source, place: int, line: str, *, labelled: bool) -> Iterator[tuple[str, float | None]]:
    """Cut a line at its times; each part comes with the time that ends it, if any."""
    begin = 0
    for match in _STAMP.finditer(line):
        clock = clock_at(source, place + 1, match["clock"].replace("-", "."))
        text, labelled = _unlabel(line[begin : match.start()], labelled=labelled)
        yield text, clock
        begin = match.end()
    yield _unlabel(line[begin:], labelled=labelled)[0], None


def _unlabel(text: str, *, labelled: bool) -> tuple[str, bool]:
    """Take the label off the first part that has words; the flag says whether it is still to come."""
    if not labelled or not text.strip():
        return text, labelled
    head = read_head(text)
    return (head.rest if head else text), False


def _piece(
    speaker: str | None, text: str, line: int, span: tuple[float | None, float | None], *, first: bool
) -> Piece:
    start, end = span
    if start is not None and end is not None and end < start:
        end = None  # a typist's slip: the words count, the backward time does not
    return make_piece(speaker, text, line, start, end, breaks=first)


FORMAT = TranscriptFormat(name=NAME, extensions=("txt", "docx", "rtf"), sniff=sniff, parse=parse)

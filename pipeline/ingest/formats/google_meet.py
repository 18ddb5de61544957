"""Google Meet's transcript, alone or behind Gemini's notes: own-line times, ``Name: text``, a footer."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ...records import ParsedTranscript
from ..labels import NOT_SPEAKERS, normal_name, words_of
from .base import TranscriptFormat
from .heads import squeeze
from .labelled import read_heads
from .lines import clock_at, length_of, read_lines, try_lines
from .pieces import Piece, close_times, join_pieces, make_piece, read_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...records import Source

NAME = "google-meet"
AGAIN = "open the meeting's document and download it again with its transcript"
OFTEN = 3  # how often a label that is not written like a name («edwin») must recur
FOOTER_LENGTH = 200

_SIGN = re.compile(r"[\W_]*📖")
_NOTES = re.compile(r"[\W_]*📝")
_GEMINI = re.compile(
    r"review gemini['’]s notes|using gemini to take notes|заметк\w{1,9} gemini", re.IGNORECASE
)
_TITLE = re.compile(
    r"[\W_]*(?:transcript|transcription|транскрипт|транскрипция|расшифровка|стенограмма)[\W_]*\Z",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:#{1,6}\s*|\*\*)?(?P<clock>\d{1,2}:\d{2}:\d{2})(?:\*\*)?\Z")
_ENDED = re.compile(
    r"[\W_]*(?:(?:transcription|meeting|recording) ended after|"
    r"(?:транскрибирование|транскрипция|расшифровка|запись(?: расшифровки)?|встреча)\s+"
    r"(?:завершен|окончен|закончен|остановлен)\w*\s+через)\s+(?P<clock>\d{1,3}:\d{2}:\d{2})",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"[\W_]*(?:this editable transcript was computer generated|"
    r"(?:эта|этот|данная|данный)\s(?:\w+\s)?(?:расшифровка|транскрипт|транскрипция|стенограмма)\s.*автоматически)",
    re.IGNORECASE,
)
_TURN = re.compile(r"(?P<label>[^\s:\[\]#*>][^:\[\]#*>]{0,62}):\s(?P<rest>.*)\Z")
_BOLD_TURN = re.compile(r"\*\*(?P<label>[^*:]{1,63})(?::\*\*|\*\*:)\s*(?P<rest>.*)\Z")
_HEADING = re.compile(r"#{1,6}\s")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # Markdown copies put a backslash before punctuation


def sniff(source: Source) -> float:
    """Return 0.95 for the tool's own words with turns, 0.85 for a time 00:00:00 alone above named turns."""
    lines = try_lines(source)
    if _is_notes_only(lines):
        return 0.9
    if not any(_TIME.match(line.strip()) or _SIGN.match(line) for line in lines):
        return 0.0
    start = find_start(lines)
    heads = _heads(lines, start)
    if not heads:
        return 0.0
    own = any(_SIGN.match(line) or _ENDED.match(line) or _MACHINE.match(line) for line in lines)
    clocks = [match for line in lines[start:] if (match := _TIME.match(line.strip()))]
    titled = any(_TITLE.match(line) for line in lines[:start])
    if own and (clocks or titled):
        return 0.95
    return 0.85 if clocks and (titled or read_clock(clocks[0]["clock"]) == 0) else 0.0


def _is_notes_only(lines: Sequence[str]) -> bool:
    """Tell Gemini's notes that came without the transcript: what they say was said by nobody."""
    if not any(_NOTES.match(line) or _GEMINI.search(line) for line in lines):
        return False
    return not any(_SIGN.match(line) or _TITLE.match(line) or _TIME.match(line.strip()) for line in lines)


def find_start(lines: Sequence[str]) -> int:
    """Return the index of the first line behind the notes: below the transcript's title or the first time."""
    signs = [place + 1 for place, line in enumerate(lines) if _SIGN.match(line)]
    if signs:
        return signs[0]
    first = next((place for place, line in enumerate(lines) if _TIME.match(line.strip())), len(lines))
    titles = [place + 1 for place, line in enumerate(lines[: first + 1]) if _TITLE.match(line)]
    return titles[-1] if titles else first if first < len(lines) else 0


def _heads(lines: Sequence[str], start: int) -> dict[int, tuple[str, str]]:
    """Return label and rest of the lines that begin a turn, by index.

    The tool writes whatever people called themselves, so a label in small letters is one when it recurs.
    """
    area = {place: match for place in range(start, len(lines)) if (match := _match(lines[place]))}
    counts = Counter(normal_name(match["label"]) for match in area.values())
    believed = {
        normal_name(head.label) for place, head in read_heads(lines[start:]).items() if start + place in area
    }
    believed |= {normal_name(match["label"]) for match in area.values() if match.re is _BOLD_TURN}
    for match in area.values():
        words = words_of(match["label"])
        if counts[normal_name(match["label"])] >= OFTEN and words and words[0] not in NOT_SPEAKERS:
            believed.add(normal_name(match["label"]))
    return {
        place: (match["label"], match["rest"])
        for place, match in area.items()
        if normal_name(match["label"]) in believed
    }


def _match(line: str) -> re.Match[str] | None:
    text = squeeze(line)
    if _ENDED.match(text) or _MACHINE.match(text):
        return None
    return _BOLD_TURN.match(text) or _TURN.match(f"{text} ")


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; the first turn below a time carries it, the one above the next time ends there.

    Notes, title, list of people and footer are not speech and count as unparsed.  Raises
    UnreadableSource for a file whose transcript holds no turn.
    """
    lines = read_lines(source)
    if _is_notes_only(lines):
        raise UnreadableSource(
            "holds the notes of a meeting, not its transcript", place=source.path, remedy=AGAIN
        )
    start = find_start(lines)
    heads = _heads(lines, start)
    markdown = any(line.lstrip().startswith(("**", "#")) for line in lines)
    pieces: list[Piece] = []
    speaker: str | None = None
    clock: float | None = None
    unparsed, ended = sum(map(length_of, lines[:start])), False
    for place in range(start, len(lines)):
        line = lines[place].strip()
        time = _TIME.match(line)
        ended = ended or _is_end(line)
        if ended or (place not in heads and (speaker is None or _HEADING.match(line)) and not time):
            unparsed += len(line)
        elif time:
            clock = clock_at(source, place + 1, time["clock"])
        else:
            speaker, text = heads.get(place, (speaker, line))
            text = _ESCAPE.sub(r"\1", text) if markdown else text
            pieces.append(make_piece(speaker, text, place + 1, clock))
            clock = None if text.strip() else clock
    turns = join_pieces(close_times(pieces))
    if not turns:
        raise UnreadableSource("the transcript holds no turn", place=source.path, remedy=AGAIN)
    return ParsedTranscript(format=NAME, turns=turns, unparsed=unparsed)


def _is_end(line: str) -> bool:
    short = len(line) < FOOTER_LENGTH
    return bool(short and (_ENDED.match(line) or _MACHINE.match(line) or _NOTES.match(line)))


FORMAT = TranscriptFormat(name=NAME, extensions=("docx", "txt", "md"), sniff=sniff, parse=parse)

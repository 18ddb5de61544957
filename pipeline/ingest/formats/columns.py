"""Tables with a row of headings: which column holds the speaker, the words and the times."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...records import SpeakerRole
from ..labels import named_role
from .pieces import clean, read_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER_ROWS = 15  # a title and a few facts may stand above the headings
LONGEST = 1e7  # seconds; also refuses infinity and "not a number"
MILLI = 1000

Cell = str | int | float | bool | dt.time | dt.timedelta | dt.datetime | dt.date | None

_TEXT = (
    r"(?:текст|слова|речь|реплик[аи]|фраз[аы]|высказывани[ея]|сообщение|содержание|расшифровка|транскрипт"
    r"|транскрипция|text|words|speech|utterances?|transcript|transcription|content|sentences?|message|caption"
    r"|subtitle|phrase)"
)
_WHO = (
    r"(?:спикер|говорящий|имя|участник|кто|роль|автор|голос|лицо|speaker|speaker name|name|who|role"
    r"|participant|author|voice|tier)"
)
COLUMNS = {
    "text": re.compile(
        rf"{_TEXT}(?: (?:реплики|высказывания|фразы|сообщения|text))?\Z|(?:speaker|transcript) text\Z"
    ),
    "speaker": re.compile(
        rf"(?:(?:имя|метка|id) )?{_WHO}(?: (?:спикера|говорящего|участника|говорит|name|label|id))?\Z"
    ),
    "start": re.compile(
        r"(?:время|время начала|начало|старт|тайм ?код(?: начала)?|start|start ?time|time"
        r"|time ?code|time ?stamp|begin|begin time|in|from)\Z"
    ),
    "end": re.compile(
        r"(?:время (?:конца|окончания)|конец|окончание|тайм ?код конца|end|end ?time|out|to|finish|stop)\Z"
    ),
    "interview": re.compile(
        r"(?:(?:id|номер|название) )?(?:интервью|файла?|документ|interview|file|document|session)"
        r"(?: (?:id|name|no))?\Z|filename\Z"
    ),
}
UNITS = frozenset(
    ["ms", "мс", "msec", "s", "с", "sec", "seconds", "сек", "секунды", "h", "hh", "m", "mm", "ss"]
)
MILLIS = frozenset({"ms", "мс", "msec"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the headings stand (row index from 0) and which column (from 0) holds what.

    ``voices`` are the columns of a table «Интервьюер | Респондент» whose headings are the speakers.
    ``milli`` says that times without colons are milliseconds.
    """

    row: int
    text: int | None = None
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    interview: int | None = None
    voices: tuple[int, ...] = ()
    milli: bool = False

    @property
    def known(self) -> frozenset[int]:
        """The columns that are understood."""
        named = (self.text, self.speaker, self.start, self.end, self.interview, *self.voices)
        return frozenset(place for place in named if place is not None)


def find_columns(rows: Sequence[Sequence[Cell]]) -> Columns | None:
    """Return the meaning of the columns, told by the first row that names words and speaker (or time).

    None when no row among the first fifteen does.
    """
    for number, row in enumerate(rows[:HEADER_ROWS]):
        found = _read_header(number, row)
        if found:
            return found
    return None


def _read_header(number: int, row: Sequence[Cell]) -> Columns | None:
    cells = [clean(cell) if isinstance(cell, str) else "" for cell in row]
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = _heading(cell)
        for what, pattern in COLUMNS.items():
            if name and what not in places and pattern.match(name):
                places[what] = place
                break
    text, start, end = (places.get(what) for what in ("text", "start", "end"))
    if text is not None and ("speaker" in places or start is not None):
        return Columns(
            row=number, text=text, speaker=places.get("speaker"), start=start, end=end,
            interview=places.get("interview"),
            milli=any(_words(cells[place])[-1] in MILLIS for place in (start, end) if place is not None),
        )  # fmt: skip
    voices = tuple(place for place, cell in enumerate(cells) if cell and named_role(cell) is not None)
    roles = {named_role(cells[place]) for place in voices}
    if text is None and roles >= {SpeakerRole.INTERVIEWER, SpeakerRole.RESPONDENT}:
        return Columns(row=number, start=start, end=end, voices=voices)
    return None


def _words(cell: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cell).casefold().replace("ё", "е")
    return re.findall(r"[^\W_]+", spaced)


def _heading(cell: str) -> str:
    """Return a heading without case, ё, signs and units: «Начало (мс)» is «начало»."""
    words = _words(cell)
    while len(words) > 1 and words[-1] in UNITS:
        words.pop()
    return " ".join(words)


def read_time(cell: Cell, *, milli: bool = False) -> float | None:
    """Return the seconds of a cell: a clock, a number of seconds (or milliseconds), a spreadsheet's time.

    Raises ValueError for anything else but an empty cell, which is None.
    """
    if cell is None or (isinstance(cell, str) and not clean(cell)):
        return None
    seconds: float | None = None
    if isinstance(cell, dt.timedelta):
        seconds = cell.total_seconds()
    elif isinstance(cell, dt.time):
        seconds = cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        seconds = cell / MILLI if milli else float(cell)
    elif isinstance(cell, str):
        text = clean(cell).strip("[]()<>#")
        seconds = read_clock(text)
        if seconds is None and _NUMBER.match(text):
            seconds = float(text.replace(",", ".")) / (MILLI if milli else 1)
    if seconds is None or not 0 <= seconds < LONGEST:
        raise ValueError(str(cell))
    return round(seconds, 3)

"""What the researcher adds of each stage: stages.csv beside study.yaml, matched with a draft's stages."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol

from .assemble.values import StageNote
from .config import read_text
from .errors import Message, StudyError
from .records import StageId

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

STAGES_FILE = "stages.csv"
STAGE = "stage"
TEXTS = ("owner", "metric", "next_action")
SCALES = {"csat": (1.0, 5.0), "nps": (-100.0, 100.0), "ces": (1.0, 7.0)}  # from the worst to the best
COLUMNS = (STAGE, *TEXTS, *SCALES)
TEXT_LIMIT = 500
_NOTHING = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}"})
_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", ",": "."})


class Named(Protocol):
    """Whatever has the id and the name of a stage: a record, a part of a draft, an entry of study.yaml."""

    @property
    def id(self) -> str:
        """The stage's id."""

    @property
    def name(self) -> str:
        """The stage's name."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the file that names a stage."""

    line: int
    stage: str
    note: StageNote


def load_stage_notes(
    root: Path, stages: Sequence[Named] | None, *, strict: bool = True
) -> dict[StageId, StageNote]:
    """Return what ``root/stages.csv`` says of stages, by id; no file gives none.

    A line names a stage by its id or its name, in any case.  Comma, semicolon or tab separate; UTF-8, UTF-16
    and windows-1251 are read, a number may have a decimal comma.  With ``stages`` None, where they are not
    known yet, the cells alone are checked.  Raises StudyError with file and line for a column, a stage or a
    number that cannot be, and for a stage that stands twice; not ``strict``, lines of other stages are passed
    over, for an old draft may have had others.
    """
    path = root / STAGES_FILE
    if not path.exists():
        return {}
    rows = _read(read_text(path), str(path))
    found: dict[StageId, tuple[int, StageNote]] = {}
    for row in rows if stages is not None else ():
        stage = _match(row, stages or (), str(path), strict=strict)
        if stage is None:
            continue
        if stage in found:
            raise StudyError(
                "stage '%(stage)s' stands twice, first in line %(first)s",
                place=str(path),
                line=row.line,
                remedy="remove one of the two lines",
                stage=row.stage,
                first=found[stage][0],
            )
        found[stage] = row.line, row.note
    return {stage: note for stage, (_, note) in found.items()}


def _read(text: str, place: str) -> list[_Row]:
    """Check the cells of every line."""
    lines = _lines(text, place)
    line, header = next(lines, (1, []))
    columns = [cell.casefold() for cell in header]
    _check_columns(columns, header, place, line)
    rows = []
    for at, cells in lines:
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            raise StudyError(
                "the line has more cells than there are columns",
                place=place,
                line=at,
                remedy="put a text that holds the separator in quotation marks",
            )
        rows.append(_row(dict(zip(columns, cells, strict=False)), place, at))
    return rows


def _lines(text: str, place: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that holds something, with its number."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            stripped = [" ".join(cell.split()) for cell in cells]
            if any(stripped):
                yield begins, stripped
            begins = reader.line_num + 1
    except csv.Error as error:
        raise StudyError(
            "the line is no CSV", place=place, line=reader.line_num, remedy="save it as CSV again"
        ) from error


def _check_columns(columns: Sequence[str], header: Sequence[str], place: str, line: int) -> None:
    """Refuse a column that is not known or stands twice, and a file without stages."""
    for number, (column, written) in enumerate(zip(columns, header, strict=True)):
        if column not in COLUMNS and (column or number < len(columns) - 1):
            near = get_close_matches(column, COLUMNS, n=1)
            raise StudyError(
                "unknown column '%(column)s'",
                place=place,
                line=line,
                remedy="did you mean '%(near)s'?" if near else "columns: %(names)s",
                column=written,
                near="".join(near),
                names=", ".join(COLUMNS),
            )
        if column in columns[:number]:
            raise StudyError(
                "column '%(column)s' stands twice",
                place=place,
                line=line,
                remedy="remove one of the two",
                column=written,
            )
    if STAGE not in columns:
        raise StudyError(
            "has no column '%(column)s'",
            place=place,
            line=line,
            remedy="columns: %(names)s",
            column=STAGE,
            names=", ".join(COLUMNS),
        )


def _row(cells: Mapping[str, str], place: str, line: int) -> _Row:
    """Read one line; raises StudyError for a line without a stage."""
    stage = cells.get(STAGE, "")
    if not stage:
        fact, remedy = "the line names no stage", "write its id or its name under '%(column)s'"
        raise StudyError(fact, place=place, line=line, remedy=remedy, column=STAGE)
    texts = {name: cells.get(name, "") for name in TEXTS}
    for name, text in texts.items():
        if len(text) > TEXT_LIMIT:
            raise _refuse(name, f"{text[:60]}…", Message("the text is too long"), place, line)
    note = StageNote(owner=texts["owner"], metric=texts["metric"], next_action=texts["next_action"])
    scores = {name: _score(name, cells.get(name, ""), place, line) for name in SCALES}
    note = replace(note, csat=scores["csat"], nps=scores["nps"], ces=scores["ces"])
    return _Row(line, stage, note)


def _score(name: str, cell: str, place: str, line: int) -> float | None:
    """Read a score, None for an empty cell or a dash."""
    if cell in _NOTHING:
        return None
    try:
        value = float(cell.translate(_SIGNS))
    except ValueError:
        value = math.nan
    low, high = SCALES[name]
    if not low <= value <= high:  # nan is neither
        limits = Message("write a number from %(low)s to %(high)s, or nothing", low=int(low), high=int(high))
        raise _refuse(name, cell, limits, place, line)
    return value


def _refuse(column: str, value: str, remedy: Message, place: str, line: int) -> StudyError:
    fact = Message("column %(column)s: '%(value)s' is not allowed", column=column, value=value)
    return StudyError(fact, place=place, line=line, remedy=remedy)


def _match(row: _Row, stages: Sequence[Named], place: str, *, strict: bool) -> StageId | None:
    """Return the stage that a line names; None for one that is not there, where that is allowed."""
    wanted = _folded(row.stage)
    by_id = [stage for stage in stages if _folded(stage.id) == wanted]
    found = by_id or [stage for stage in stages if _folded(stage.name) == wanted]
    if len(found) == 1:
        return StageId(found[0].id)
    if not strict:
        return None
    if found:
        raise StudyError(
            "several stages are called '%(stage)s'",
            place=place,
            line=row.line,
            remedy="name it by its id: %(ids)s",
            stage=row.stage,
            ids=", ".join(stage.id for stage in found),
        )
    known = {_folded(text): text for stage in stages for text in (stage.id, stage.name)}
    near = get_close_matches(wanted, known, n=1)
    raise StudyError(
        "there is no stage '%(stage)s'",
        place=place,
        line=row.line,
        remedy="did you mean '%(near)s'?" if near else "stages: %(known)s",
        stage=row.stage,
        near="".join(known[name] for name in near),
        known=", ".join(f"{stage.id} ({stage.name})" for stage in stages),
    )


def _folded(name: str) -> str:
    """Return a name as it is compared: in lower case, ё as е, one blank between words."""
    return " ".join(name.casefold().replace("ё", "е").split())

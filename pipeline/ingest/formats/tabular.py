"""Tables as transcripts, whatever file they come from: rows to turns by the headings of their columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import EmptySource, Message, UnreadableSource
from ...records import ParsedTranscript
from .columns import HEADER_ROWS, Columns, find_columns, read_time
from .pieces import UNKNOWN_SPEAKERS, Piece, clean, close_times, join_pieces, make_piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .columns import Cell

RENAME = "call the columns speaker, text and start (or Спикер, Текст, Начало)"
SHOWN = 8  # columns that a message names

Row = tuple[int, tuple["Cell", ...]]  # the line (or the sheet's row) and its cells


def read_table(path: str, name: str, rows: Sequence[Row]) -> ParsedTranscript:
    """Return the turns of a table; ``line`` is the row's.

    A row without a speaker goes on with the speaker above.  Raises UnreadableSource when no heading names
    the words, when the table holds several interviews and when a time is none; EmptySource without words.
    """
    columns = find_columns([cells for _line, cells in rows])
    if columns is None:
        raise unknown_columns(path, rows)
    below = rows[columns.row + 1 :]
    _refuse_several(path, columns, below)
    pieces, nameless = _pieces(path, columns, rows[columns.row][1], below)
    turns = join_pieces(close_times(pieces))
    if not turns:
        raise EmptySource("the table holds no words", place=path, remedy="remove it or export it again")
    left = sum(len(_said(cell)) for _line, cells in rows[: columns.row] for cell in cells)
    left += sum(_left(cells, columns) for _line, cells in below)
    return ParsedTranscript(format=name, turns=turns, warnings=_warnings(turns, nameless), unparsed=left)


def read_sheets(path: str, name: str, sheets: Sequence[tuple[str, Sequence[Row]]]) -> ParsedTranscript:
    """Return the turns of the one sheet whose headings are understood; the others count as unparsed.

    Raises UnreadableSource when no sheet or more than one is, EmptySource for a workbook without cells.
    """
    known = [title for title, rows in sheets if find_columns([cells for _line, cells in rows[:HEADER_ROWS]])]
    if len(known) > 1:
        raise UnreadableSource(
            "several sheets hold turns (%(sheets)s)",
            place=path,
            remedy="save each sheet as a file of its own",
            sheets=", ".join(known),
        )
    filled = [(title, rows) for title, rows in sheets if rows]
    if not filled:
        raise EmptySource("the workbook has no filled cells", place=path, remedy="remove it")
    table = next((rows for title, rows in filled if title in known), None)
    if table is None:
        raise unknown_columns(path, filled[0][1])
    parsed = read_table(path, name, table)
    others = (cells for title, rows in filled if title not in known for _line, cells in rows)
    left = sum(len(_said(cell)) for cells in others for cell in cells)
    return replace(parsed, unparsed=parsed.unparsed + left)


def _warnings(turns: Sequence[object], nameless: int) -> tuple[Message, ...]:
    if all(getattr(turn, "speaker", None) is None for turn in turns):
        return (UNKNOWN_SPEAKERS,)
    text = "%(n)s rows name no speaker and were given to the speaker above"
    return (Message(text, n=nameless),) if nameless else ()


def unknown_columns(path: str, rows: Sequence[Row]) -> UnreadableSource:
    """Return the refusal of a table that names its columns in no way we know."""
    top = next((cells for _line, cells in rows[:HEADER_ROWS] if sum(1 for c in cells if _said(c)) > 1), ())
    named = [_said(cell)[:40] for cell in top if _said(cell)]
    shown = ", ".join(f"“{name}”" for name in named[:SHOWN]) or "—"
    return UnreadableSource(
        "the layout is unknown: no columns are called text and speaker (there are: %(columns)s)",
        place=path,
        remedy=RENAME,
        columns=shown,
    )


def _refuse_several(path: str, columns: Columns, rows: Sequence[Row]) -> None:
    if columns.interview is None:
        return
    several = {_said(_at(cells, columns.interview)) for _line, cells in rows} - {""}
    if len(several) > 1:
        raise UnreadableSource(
            "the table holds %(n)s interviews",
            place=path,
            remedy="save the rows of each interview as a file of its own",
            n=len(several),
        )


def _pieces(
    path: str, columns: Columns, headings: Sequence[Cell], rows: Sequence[Row]
) -> tuple[list[Piece], int]:
    pieces: list[Piece] = []
    speaker: str | None = None
    nameless = 0
    for line, cells in rows:
        start, end = _times(path, columns, line, cells)
        if columns.voices:
            pieces.extend(
                make_piece(_said(headings[place]), _said(_at(cells, place)), line, start, end)
                for place in columns.voices
            )
            continue
        named = _said(_at(cells, columns.speaker)).strip(" :")
        text = _said(_at(cells, columns.text))
        nameless += bool(text and not named and speaker)
        speaker = named or speaker
        pieces.append(make_piece(speaker, text, line, start, end))
    return pieces, nameless


def _times(
    path: str, columns: Columns, line: int, cells: Sequence[Cell]
) -> tuple[float | None, float | None]:
    start, end = (_time(path, columns, line, _at(cells, place)) for place in (columns.start, columns.end))
    if start is not None and end is not None and end < start:
        raise UnreadableSource(
            "the row ends before it starts (%(start)s → %(end)s)",
            place=path,
            line=line,
            remedy="mend the times or remove the row",
            start=f"{start:g}",
            end=f"{end:g}",
        )
    return start, end if start is not None else None


def _time(path: str, columns: Columns, line: int, cell: Cell) -> float | None:
    try:
        return read_time(cell, milli=columns.milli)
    except ValueError as error:
        raise UnreadableSource(
            "the time cannot be read (%(time)s)",
            place=path,
            line=line,
            remedy="write it as hours:minutes:seconds or as seconds, or empty the cell",
            time=_said(cell)[:30],
        ) from error


def _left(cells: Sequence[Cell], columns: Columns) -> int:
    """Return the characters in columns that no heading explains; the numbers of rows are none."""
    said = (_said(cell) for place, cell in enumerate(cells) if place not in columns.known)
    return sum(len(text) for text in said if not text.isdigit())


def _at(cells: Sequence[Cell], place: int | None) -> Cell:
    return cells[place] if place is not None and place < len(cells) else None


def show(cells: Sequence[Cell]) -> str:
    """Return a row as one line for a person."""
    return " | ".join(_said(cell) for cell in cells if _said(cell))


def _said(cell: Cell) -> str:
    return "" if cell is None else clean(str(cell))


def trim(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the cells without the empty ones at the end."""
    last = max((place for place, cell in enumerate(cells) if _said(cell)), default=-1)
    yield from cells[: last + 1]

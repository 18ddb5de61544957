"""Answers to the maturity statements as a csv file: reading, with every refusal in its place, and writing."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..assemble.maturity import HIGHEST, LOWEST, STATEMENTS, Respondent, dimension_of
from ..assemble.maturity_statements import statement
from ..assemble.maturity_words import DIMENSIONS
from ..config import read_text
from ..errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

MISSING = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}"})
BESIDE = frozenset({"text", "dimension", "mean", "текст", "направление", "среднее"})  # for people, not read
COLUMNS = {  # what the tool writes: statement, dimension, text, one person's answer, mean
    "ru": ("утверждение", "направление", "текст", "ответ", "среднее"),
    "en": ("statement", "dimension", "text", "answer", "mean"),
}
LEAST_COLUMNS = 2
USE_TEMPLATE = "fill in a template: cjm maturity --template FILE"


@dataclass(slots=True)
class _Sheet:
    """The cells of a file as far as they are read; ``lines`` is where each statement stands."""

    place: str
    names: tuple[str | None, ...]  # by column; None is passed over, "" must stay empty
    answers: dict[int, tuple[int | None, ...]] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a file says: the people, and the statements that have a line (an empty answer is one, too)."""

    respondents: tuple[Respondent, ...]
    reached: frozenset[int]


def read_answers(path: Path) -> Kept:
    """Read a csv with a line a statement and a column a person.

    Comma, semicolon or tab separate; UTF-8, with or without its mark, and windows-1251 are read.  The
    first column is the number of the statement; a header names the people, without one they have
    numbers.  Raises StudyError with the line.
    """
    place = str(path)
    rows = list(_rows(read_text(path), place))
    if not rows:
        raise StudyError("the file is empty", place=place, remedy=USE_TEMPLATE)
    line, first = rows[0]
    headed = not _is_number(first[0])
    if len(first) < LEAST_COLUMNS:
        raise StudyError(
            "has one column, not a statement's number and an answer",
            place=place,
            line=line,
            remedy=USE_TEMPLATE,
        )
    sheet = _Sheet(place=place, names=_names(first, place, line) if headed else _numbered(first))
    for number, cells in rows[1:] if headed else rows:
        _take(sheet, number, cells)
    return _kept(sheet)


def _rows(text: str, place: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that holds something, with its number."""
    lines = text.splitlines()
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(";\t,", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield begins, stripped
            begins = reader.line_num + 1
    except csv.Error as error:
        raise StudyError(
            "the line is no CSV", place=place, line=reader.line_num, remedy="save it as CSV again"
        ) from error


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").isdecimal()


def _numbered(first: Sequence[str]) -> tuple[str | None, ...]:
    """Return names for a file without a header."""
    return (None, *(str(at) for at in range(1, len(first))))


def _names(header: Sequence[str], place: str, line: int) -> tuple[str | None, ...]:
    """Return the people's names by column."""
    names = [None, *((None if cell.casefold() in BESIDE else cell) for cell in header[1:])]
    if not any(names):
        raise StudyError("has no column of answers", place=place, line=line, remedy=USE_TEMPLATE)
    for name in filter(None, names):
        if names.count(name) > 1:
            raise StudyError(
                "two columns are called '%(name)s'",
                place=place,
                line=line,
                remedy="give each person a name of their own",
                name=name,
            )
    return tuple(names)


def _take(sheet: _Sheet, line: int, cells: Sequence[str]) -> None:
    """Put one line into the sheet."""
    number = _statement(sheet, line, cells[0])
    names = [*sheet.names, *[""] * (len(cells) - len(sheet.names))]
    cells = [*cells, *[""] * (len(names) - len(cells))]
    if any(cell for name, cell in zip(names, cells, strict=True) if name == ""):
        raise StudyError(
            "an answer stands in a column without a name",
            place=sheet.place,
            line=line,
            remedy="name every column of answers in the first line",
        )
    pairs = zip(names, cells, strict=True)
    sheet.answers[number] = tuple(_answer(sheet, line, cell) for name, cell in pairs if name)
    sheet.lines[number] = line


def _is_answer(cell: str) -> bool:
    return _is_number(cell) and LOWEST <= int(cell) <= HIGHEST


def _statement(sheet: _Sheet, line: int, cell: str) -> int:
    """Return the number of a line's statement; raises StudyError for none, an unknown one, a second one."""
    number = int(cell) if _is_number(cell) else 0
    if not 1 <= number <= STATEMENTS:
        raise StudyError(
            "there is no statement '%(name)s'",
            place=sheet.place,
            line=line,
            remedy="statements have numbers from 1 to %(last)s",
            name=cell,
            last=STATEMENTS,
        )
    if number in sheet.lines:
        raise StudyError(
            "statement %(number)s stands twice, first in line %(first)s",
            place=sheet.place,
            line=line,
            remedy="remove one of the two lines",
            number=number,
            first=sheet.lines[number],
        )
    return number


def _answer(sheet: _Sheet, line: int, cell: str) -> int | None:
    """Return an answer; raises StudyError for what is none."""
    if cell in MISSING:
        return None
    if not _is_answer(cell):
        raise StudyError(
            "'%(value)s' is no answer",
            place=sheet.place,
            line=line,
            remedy="write a whole number from 1 (never) to 5 (always), or nothing",
            value=cell,
        )
    return int(cell)


def _kept(sheet: _Sheet) -> Kept:
    names = [name for name in sheet.names if name]
    people = [
        Respondent(
            name=name,
            answers=tuple(
                sheet.answers[number][at] if number in sheet.answers else None
                for number in range(1, STATEMENTS + 1)
            ),
        )
        for at, name in enumerate(names)
    ]
    return Kept(respondents=tuple(people), reached=frozenset(sheet.answers))


def template(language: str) -> bytes:
    """Return an empty sheet: the statements' numbers and texts, and a column for the first person."""
    head = COLUMNS[language]
    rows = [
        (number, DIMENSIONS[language][dimension_of(number)], statement(number, language), "")
        for number in range(1, STATEMENTS + 1)
    ]
    return _sheet([head[:4], *rows], language)


def dump_reached(answers: Mapping[int, int | None], language: str) -> bytes:
    """Return one person's answers so far, in the order of the statements."""
    statement_column, answer_column = COLUMNS[language][0], COLUMNS[language][3]
    rows = [(number, _cell(answers[number])) for number in sorted(answers)]
    return _sheet([(statement_column, answer_column), *rows], language)


def dump_answers(respondents: Sequence[Respondent], means: Sequence[str], language: str) -> bytes:
    """Return everybody's answers with statements and means, in a form that ``read_answers`` takes."""
    head = COLUMNS[language]
    rows = [
        (
            number,
            DIMENSIONS[language][dimension_of(number)],
            statement(number, language),
            *(_cell(one.answers[number - 1]) for one in respondents),
            means[number - 1],
        )
        for number in range(1, STATEMENTS + 1)
    ]
    return _sheet([(*head[:3], *(one.name for one in respondents), head[4]), *rows], language)


def _cell(answer: int | None) -> str:
    return "" if answer is None else str(answer)


def _sheet(rows: Sequence[Sequence[object]], language: str) -> bytes:
    """Write rows as Excel of that language opens them: semicolons in Russia, UTF-8 with its mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if language == "ru" else ",", lineterminator="\r\n")
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")

"""The maturity assessment: a questionnaire that keeps every answer, and the files of its outcome."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..assemble.maturity import STATEMENTS, Respondent, assess
from ..assemble.maturity_json import profile_as_dict
from ..errors import StudyError
from ..wording import Wording
from .answers import COLUMNS, USE_TEMPLATE, dump_answers, dump_reached, read_answers, template
from .files import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from ..assemble.maturity import Profile

ANSWERS_FILE, PAGE_FILE, DATA_FILE, TABLE_FILE = (
    "answers.csv",
    "maturity.html",
    "maturity.json",
    "maturity.csv",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityReport:
    """The profile and where its page, its data and its answers were written."""

    profile: Profile
    page: Path
    data: Path
    table: Path


class Questionnaire:
    """One person's answers, asked in order; each is written to ``path`` before the next is asked.

    What the file holds already is taken up: ``at`` is the first statement that it does not know.
    Raises StudyError for a file that cannot be read, or that holds several people's answers.
    """

    def __init__(self, path: Path, language: str) -> None:
        """Open the file of answers, or begin one."""
        self.path, self.language = path, language
        self.answers: dict[int, int | None] = {}
        self.name = COLUMNS[language][3]
        if path.exists():
            self._take_up()
        self.resumed = len(self.answers)
        self.at = next((n for n in range(1, STATEMENTS + 1) if n not in self.answers), STATEMENTS + 1)

    def _take_up(self) -> None:
        kept = read_answers(self.path)
        if len(kept.respondents) > 1:
            raise StudyError(
                "holds the answers of several people",
                place=str(self.path),
                remedy="pass it with --answers, or name another folder with --out",
            )
        (one,) = kept.respondents
        self.answers = {number: one.answers[number - 1] for number in sorted(kept.reached)}

    @property
    def done(self) -> bool:
        """Tell whether every statement was answered or passed over."""
        return self.at > STATEMENTS

    @property
    def given(self) -> int:
        """Return how many statements have an answer."""
        return sum(answer is not None for answer in self.answers.values())

    def answer(self, value: int | None) -> None:
        """Keep an answer to the present statement (None: no answer) and go on."""
        self.answers[self.at] = value
        write_file(self.path, dump_reached(self.answers, self.language), StudyError)
        self.at += 1

    def back(self) -> bool:
        """Go back one statement; False at the first."""
        if self.at == 1:
            return False
        self.at -= 1
        return True

    def respondents(self) -> tuple[Respondent, ...]:
        """Return the person as ``assess`` takes people; raises StudyError when nothing was answered."""
        if not self.given:
            raise StudyError("holds no answer", place=str(self.path), remedy="remove it and answer again")
        answers = tuple(self.answers.get(number) for number in range(1, STATEMENTS + 1))
        return (Respondent(name=self.name, answers=answers),)


def write_template(path: Path, language: str) -> None:
    """Write an empty sheet of answers; raises StudyError rather than put it over a file."""
    if path.exists():
        raise StudyError("would be overwritten", place=str(path), remedy="name another file")
    write_file(path, template(language), StudyError)


def load_people(path: Path) -> tuple[Respondent, ...]:
    """Return the people of a file who answered something; raises StudyError when nobody did."""
    people = tuple(one for one in read_answers(path).respondents if one.given)
    if not people:
        raise StudyError("holds no answer", place=str(path), remedy=USE_TEMPLATE)
    return people


def report_maturity(respondents: tuple[Respondent, ...], out: Path, language: str) -> MaturityReport:
    """Assess the company and write the page, the data and everybody's answers to ``out``."""
    from ..assemble.report.maturity_page import render_maturity  # noqa: PLC0415 (templates load slowly)

    profile = assess(respondents)
    words = Wording(language)
    means = [
        "" if one.mean is None else words.number(float(one.mean), digits=2) for one in profile.statements
    ]
    data = json.dumps(profile_as_dict(profile, language), ensure_ascii=False, indent=1) + "\n"
    report = MaturityReport(
        profile=profile, page=out / PAGE_FILE, data=out / DATA_FILE, table=out / TABLE_FILE
    )
    write_file(report.page, render_maturity(profile, language), StudyError)
    write_file(report.data, data.encode(), StudyError)
    write_file(report.table, dump_answers(profile.respondents, means, language), StudyError)
    return report

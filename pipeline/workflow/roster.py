"""interviews.csv: what the tool guessed, for the researcher to correct.

A cell that differs from what the tool last wrote is the researcher's word and is obeyed; the others
follow the tool's guesses.  What was last written is kept in the store.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from ..config import INTERVIEWS_FILE, InterviewRow
from ..errors import StudyError
from .files import write_file
from .values import OK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..config import InterviewTable
    from ..store.project import Project
    from .values import Verdict

ROSTER = "roster"
SAID = ("role", "respondents", "interviewers", "segment", "language", "format")


def edited_rows(table: InterviewTable, project: Project) -> dict[str, InterviewRow]:
    """Return per path what the researcher said; cells as the tool wrote them are left empty."""
    written = _written(project)
    rows = {}
    for path, row in table.rows.items():
        guess = written.get(path, {})
        cells = row.cells()
        kept = {name: value for name, value in cells.items() if name in SAID and value != guess.get(name, "")}
        if kept:
            rows[path] = InterviewRow.model_validate({"path": path, **kept})
    return rows


def write_roster(
    root: Path, table: InterviewTable, verdicts: Sequence[Verdict], project: Project, language: str
) -> None:
    """Bring interviews.csv up to date; a researcher's cell is never overwritten.

    A new file of a Russian study gets semicolons: a Russian Excel shows commas as one column.
    """
    if not table.cells and language == "ru":
        table = replace(table, delimiter=";")
    said = edited_rows(table, project)
    rows, guesses = [], {}
    for verdict in verdicts:
        if verdict.status != OK:
            continue
        guess = _guess(verdict).cells()
        own = said[verdict.path].cells() if verdict.path in said else {}
        merged = {name: own.get(name) or value for name, value in guess.items()}
        rows.append(InterviewRow.model_validate(merged))
        guesses[verdict.path] = {name: guess[name] for name in SAID if not own.get(name)}
    if {row.path: row for row in rows} != {path: table.rows.get(path) for path in (row.path for row in rows)}:
        write_file(root / INTERVIEWS_FILE, table.updated(rows), StudyError)
    remembered = {**_written(project), **guesses}
    payload = json.dumps(remembered, ensure_ascii=False, sort_keys=True).encode()
    project.save_artifact(ROSTER, ROSTER, "", payload)


def _guess(verdict: Verdict) -> InterviewRow:
    """Return a row of what the tool understood."""
    return InterviewRow.model_validate(
        {
            "path": verdict.path,
            "role": verdict.role,
            "respondents": tuple(verdict.respondents),
            "interviewers": tuple(verdict.interviewers),
            "language": verdict.language,
            "format": verdict.format,
        }
    )


def _written(project: Project) -> dict[str, dict[str, str]]:
    """Return the cells that the tool wrote last, by path."""
    payload = project.load_artifact(ROSTER, ROSTER, "")
    return json.loads(payload) if payload else {}

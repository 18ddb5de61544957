"""Drafts in a list, beside each other, and an earlier one brought back."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..assemble.draft import load_draft
from ..assemble.review.comparing import compare
from ..assemble.review.folding import active
from ..assemble.review.ops import LINE_VERSION, Retract
from ..errors import StoreError
from ..store.project import open_project
from .correcting import accept_lines, stored_lines
from .looking import drafts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ..assemble.draft import Draft
    from ..assemble.review.differences import Comparison
    from ..assemble.review.ops import Edit
    from ..progress import Progress
    from ..store.project import Project
    from ..store.rows import DraftEntry, RunEntry
    from .values import RunOptions, RunReport

SHORT = 12  # hex digits of a draft's hash in a line
FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft in the list; ``corrections`` are those in force, ``made`` is in UTC."""

    number: int
    made: str
    run: int
    version: str  # of the program
    sha256: str
    interviews: int
    themes: int
    corrections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two drafts of a study and what changed from the first to the second."""

    old: DraftRow
    new: DraftRow
    drafts: tuple[Draft, Draft]
    comparison: Comparison

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"old": asdict(self.old), "new": asdict(self.new), **self.comparison.as_dict()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What became of an earlier draft: ``same`` when the new one has its very bytes."""

    number: int
    retracted: int  # lines that were written to take others back
    same: bool
    comparison: Comparison  # of the earlier draft and the new one
    report: RunReport

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "restored": self.number,
            "retracted": self.retracted,
            "same": self.same,
            "left": self.comparison.as_dict(),
            "run": self.report.as_dict(),
        }


def list_drafts(root: Path) -> tuple[DraftRow, ...]:
    """Return every draft of a study, oldest first; raises StoreError when there is no project."""
    with open_project(root, readonly=True) as project:
        runs = _runs(project)
        return tuple(_row(runs, entry, _draft(project, entry.number)) for entry in project.drafts.entries())


def compare_drafts(root: Path, old: int | None = None, new: int | None = None) -> Compared:
    """Compare two drafts, by default the last two; with ``old`` alone that one and the newest."""
    with open_project(root, readonly=True) as project:
        entries = drafts_of(project, root)
        if old is None and len(entries) < FEWEST:
            raise StoreError(
                "has one draft only",
                place=str(root),
                remedy="correct it or add an interview, then run 'cjm run'",
            )
        newer = _entry(project, entries[-1].number if new is None else new)
        older = _entry(project, entries[-2].number if old is None else old)
        drafts = _draft(project, older.number), _draft(project, newer.number)
        runs, lines = _runs(project), stored_lines(project)
        logs = [
            lines[: _log(runs, entry, draft) or 0]
            for entry, draft in zip((older, newer), drafts, strict=True)
        ]
        return Compared(
            old=_row(runs, older, drafts[0]),
            new=_row(runs, newer, drafts[1]),
            drafts=drafts,
            comparison=compare(*drafts, *logs),
        )


def restore_draft(
    root: Path, number: int, options: RunOptions, progress: Progress, author: str = ""
) -> Restored:
    """Take back every correction made since a draft, and make it again from what the study holds today.

    Nothing is deleted: what was taken back can be brought back.  Raises StoreError for an unknown draft and
    for one that does not tell which corrections it had.
    """
    from .run import run_study  # noqa: PLC0415 (it loads everything that reads)

    with open_project(root) as project:
        entries = drafts_of(project, root)
        entry = _entry(project, number)
        draft = _draft(project, number)
        count = _log(_runs(project), entry, draft)
        if count is None:
            raise StoreError(
                "draft %(number)s does not tell which corrections it was made with",
                place=str(root),
                remedy="take the corrections back in the report, one by one",
                number=number,
            )
        lines = stored_lines(project)
        retracts = taking_back(lines, count, entries[-1].sha256[:SHORT], author)
        accept_lines(project, retracts)
    report = run_study(root, options, progress)
    with open_project(root, readonly=True) as project:
        made = _entry(project, report.number)
        comparison = compare(draft, _draft(project, made.number), lines[:count], stored_lines(project))
    return Restored(
        number=number,
        retracted=len(retracts),
        same=made.sha256 == entry.sha256,
        comparison=comparison,
        report=report,
    )


def taking_back(lines: Sequence[Edit], count: int, draft: str, author: str = "") -> tuple[Retract, ...]:
    """Return the lines after which only those of the first ``count`` count that counted then.

    What later lines changed is taken back, and so is their taking back of earlier ones.
    """
    places = {line.id: at for at, line in reversed([*enumerate(lines)])}
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return tuple(
        Retract(
            v=LINE_VERSION,
            id=f"c-{secrets.token_hex(8)}",
            op="retract",
            study=line.study,
            draft=draft,
            author=author,
            time=now,
            line=line.id,
        )
        for line in active(lines)
        if places[line.id] >= count and not _idle(line, places, count)
    )


def _idle(line: Edit, places: Mapping[str, int], count: int) -> bool:
    """Tell whether a line only takes back what is later than the first ``count`` lines anyway."""
    return isinstance(line, Retract) and count <= places.get(line.line, -1) < places[line.id]


def _entry(project: Project, number: int) -> DraftEntry:
    """Return a draft's place in the list; raises StoreError when there is none of that number."""
    known = {entry.number: entry for entry in project.drafts.entries()}
    if number not in known:
        project.drafts.load(number)  # says which there are
    return known[number]


def _draft(project: Project, number: int) -> Draft:
    return load_draft(project.drafts.load(number), f"draft {number}")


def _runs(project: Project) -> dict[int, RunEntry]:
    return {run.number: run for run in project.runs.entries()}


def _row(runs: Mapping[int, RunEntry], entry: DraftEntry, draft: Draft) -> DraftRow:
    return DraftRow(
        number=entry.number,
        made=entry.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        run=entry.run,
        version=runs[entry.run].version if entry.run in runs else "",
        sha256=entry.sha256,
        interviews=len(draft.interviews),
        themes=len(draft.themes),
        corrections=draft.manifest.corrections,
    )


def _log(runs: Mapping[int, RunEntry], entry: DraftEntry, draft: Draft) -> int | None:
    """Return how many lines the log had when a draft was made; None when its run does not tell."""
    found = runs[entry.run].counts.get("log") if entry.run in runs else None
    if isinstance(found, int):
        return found
    return None if draft.manifest.corrections else 0  # an older version's, or a run that broke off

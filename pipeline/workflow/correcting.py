"""Corrections in and out of the store, and the page that shows a draft with them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..assemble.atlas.making import make_atlas
from ..assemble.draft import load_draft
from ..assemble.report.payload import ReviewSheet
from ..assemble.review.board import study_id
from ..assemble.review.folding import active
from ..assemble.review.lines import SIZE_LIMIT, as_json, check_line, dump_lines, read_lines
from ..config_notes import load_stage_notes
from ..errors import CorrectionError, reason
from ..records import content_id
from ..registry import EXPORTS
from ..store.project import open_project
from ..store.rows import CorrectionEntry
from .looking import drafts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ..assemble.draft import Draft
    from ..assemble.review.ops import Edit
    from ..progress import Progress
    from ..store.project import Project
    from .values import RunOptions, RunReport

BASE = "base"  # the artifact that holds the draft which corrections were applied to
PLAIN = "plain"  # the one that holds the draft without any


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What became of the lines of a file: how many were new, how many were known."""

    added: int
    known: int


def known_studies(project: Project) -> frozenset[str]:
    """Return every name that the study had in its runs: it changes when interviews are added."""
    counts = (entry.counts for entry in project.runs.entries())
    return frozenset(str(found["study"]) for found in counts if "study" in found)


def stored_lines(project: Project) -> tuple[Edit, ...]:
    """Return the log of corrections in order; raises CorrectionError when it cannot be read."""
    place = str(project.path)
    entries = enumerate(project.corrections.entries(), start=1)
    return tuple(check_line(entry.line, place, number) for number, entry in entries)


def accept_lines(project: Project, lines: Sequence[Edit]) -> Accepted:
    """Append lines that are new; raises CorrectionError for a known id with other text, and keeps nothing."""
    known = {entry.id: entry for entry in project.corrections.entries()}
    entries = [_entry(line) for line in lines]
    for entry in entries:
        if entry.id in known and json.loads(known[entry.id].line) != json.loads(entry.line):
            raise CorrectionError(
                "correction %(id)s is known with other words",
                place=str(project.path.parent.parent),
                remedy="a line must never be edited; retract it and write a new one",
                id=entry.id,
            )
    added = project.corrections.append([entry for entry in entries if entry.id not in known])
    return Accepted(added=added, known=len(entries) - added)


def _entry(line: Edit) -> CorrectionEntry:
    text = dump_lines([line]).decode().rstrip("\n")
    return CorrectionEntry(id=line.id, line=text, author=line.author, time=line.time)


def read_corrections(path: Path) -> bytes:
    """Return the bytes of a corrections file; raises CorrectionError when that cannot be."""
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise CorrectionError(
                "holds %(size)s MB, more than %(most)s",
                place=str(path),
                remedy="this is no file of corrections",
                size=size >> 20,
                most=SIZE_LIMIT >> 20,
            )
        return path.read_bytes()
    except OSError as error:
        raise CorrectionError(
            "cannot be read (%(reason)s)",
            place=str(path),
            remedy="name a file of corrections",
            reason=reason(error),
        ) from error


def rows_of(data: bytes) -> Iterator[dict[str, Any]]:
    """Yield what a file says as JSON objects; what is wrong with the rest is said when its lines are read."""
    for raw in data.splitlines():
        if raw.strip():
            with suppress(ValueError, RecursionError):
                row = json.loads(raw)
                if isinstance(row, dict):
                    yield row


def own_lines(project: Project, data: bytes, place: str) -> tuple[Edit, ...]:
    """Read lines and check that they are of this study; raises CorrectionError."""
    known = known_studies(project)
    return read_lines(data, place, known | _kindred(project, data, known))


def _kindred(project: Project, data: bytes, known: frozenset[str]) -> frozenset[str]:
    """Return the unknown names in a file whose lines speak of quotes that, for the most part, are here.

    Somebody else may have corrected a draft of fewer interviews, which was never made here.
    """
    named: dict[str, set[str]] = {}
    for line in rows_of(data):
        with suppress(AttributeError, TypeError, LookupError):  # what is no line will be refused as one
            themes = line.get("seen", {}).get("themes", {}).values()
            units = [*line.get("units", ()), *(unit for theme in themes for unit in theme["units"])]
            if str(line["study"]) not in known:
                named.setdefault(str(line["study"]), set()).update(units)
    here: set[str] = {said.id for said in project.utterances()} if named else set()
    return frozenset(name for name, units in named.items() if 2 * len(units & here) > len(units))


def apply_corrections(
    root: Path, paths: Sequence[Path], options: RunOptions, progress: Progress
) -> tuple[Accepted, RunReport]:
    """Keep the corrections of files and make the next draft.

    Raises CorrectionError, and keeps nothing, when a single line of any file cannot be taken.
    """
    from .run import run_study  # noqa: PLC0415 (run imports this module)

    with open_project(root) as project:
        drafts_of(project, root)
        lines = [line for path in paths for line in own_lines(project, read_corrections(path), str(path))]
        accepted = accept_lines(project, list({line.id: line for line in lines}.values()))
    return accepted, run_study(root, options, progress)


def log_digest(project: Project) -> list[str]:
    """Return the lines of the log: a draft and its page are made from them."""
    return [entry.line for entry in project.corrections.entries()]


def in_force(lines: Sequence[Edit]) -> int:
    """Return how many corrections are in force; taking one back is none."""
    return sum(line.op != "retract" for line in active(lines))


def keep_bases(project: Project, number: int, draft: bytes, bases: Mapping[str, Draft]) -> None:
    """Keep the drafts without corrections (``PLAIN``) and before they were applied (``BASE``)."""
    digest = content_id("d", draft.decode())
    for name, base in bases.items():
        project.save_artifact(name, str(number), digest, base.dump())


def sheet_of(  # noqa: PLR0913 (a draft, and for whom its page is)
    project: Project,
    number: int,
    data: bytes,
    *,
    blind: bool = False,
    author: str = "",
    token: str | None = None,
) -> ReviewSheet:
    """Return what the page of a draft needs besides the draft."""
    draft = load_draft(data, f"draft {number}")
    name = PLAIN if blind else BASE
    kept = project.load_artifact(name, str(number), content_id("d", data.decode()))
    return ReviewSheet(
        study=study_id(interview.id for interview in draft.interviews),
        base=load_draft(kept, f"draft {number}") if kept else draft,
        lines=tuple(
            as_json(line) for line in stored_lines(project) if not blind or (author and line.author == author)
        ),
        applied=_applied(project, number),
        blind=blind,
        author=author,
        server_token=token,
    )


def _applied(project: Project, number: int) -> int | None:
    """Return how many lines the log had when a draft was made; None while its run has not told it."""
    run = next((entry.run for entry in project.drafts.entries() if entry.number == number), None)
    return next((entry.counts.get("log") for entry in project.runs.entries() if entry.number == run), None)


def review_page(root: Path, *, blind: bool = False, author: str = "", token: str | None = None) -> bytes:
    """Return the page of the newest draft; a ``blind`` one shows the corrections of its author alone."""
    with open_project(root, readonly=True) as project:
        number = drafts_of(project, root)[-1].number
        data = project.drafts.load(number)
        sheet = sheet_of(project, number, data, blind=blind, author=author, token=token)
        transcripts = {transcript.id: transcript for transcript in project.transcripts()}
        draft = load_draft(data, f"draft {number}")
        notes = load_stage_notes(root, draft.stages, strict=False)
        return EXPORTS.get("html").render(make_atlas(draft, transcripts, notes, sheet=sheet))

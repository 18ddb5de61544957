"""Commands that only look: status and verify."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..assemble.draft import load_draft
from ..assemble.verify import verify
from ..errors import DraftError, StoreError, reason
from ..ingest.reading import find_sources, place_in
from ..store.project import open_project
from .values import StudyStatus, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from ..assemble.verify import Verification
    from ..store.project import Project
    from ..store.rows import DraftEntry, RunEntry

STORE = ".cjm"
VERDICTS = "verdicts"  # the artifact that holds the last run's table
DRAFT_FILE = "draft.json"


def study_status(study: Path) -> StudyStatus:
    """Tell what a study holds and what changed since its last run; raises StoreError before the first."""
    root = study.resolve()
    with open_project(root, readonly=True) as project:
        known = {entry.path: (entry.size, entry.mtime_ns) for entry in project.verdicts()}
        present = {place_in(root, path): stamp(path) for path in find_sources(root)}
        changed = {name for name in known.keys() | present.keys() if known.get(name) != present.get(name)}
        return StudyStatus(
            study=study,
            files=last_verdicts(project),
            changed=tuple(sorted(changed)),
            runs=tuple(_run(entry) for entry in project.runs.entries()),
            drafts=tuple(
                {"number": d.number, "run": d.run, "sha256": d.sha256, "made": d.made_at.isoformat()}
                for d in project.drafts.entries()
            ),
        )


def stamp(path: Path) -> tuple[int, int]:
    """Return size and time of change: enough to say that a file was touched."""
    found = path.lstat()
    return found.st_size, found.st_mtime_ns


def last_verdicts(project: Project) -> tuple[Verdict, ...]:
    """Return the verdict table of the last run."""
    payload = project.load_artifact(VERDICTS, VERDICTS, "") or b"[]"
    return tuple(Verdict.unpacked(packed) for packed in json.loads(payload))


def _run(entry: RunEntry) -> dict[str, object]:
    """Describe a run as plain values."""
    return {
        "number": entry.number,
        "started": entry.started.isoformat(timespec="seconds"),
        "finished": entry.finished.isoformat(timespec="seconds") if entry.finished else None,
        "status": entry.status.value,
        "counts": entry.counts,
    }


def verify_target(target: Path, study: Path | None = None) -> tuple[Path, Verification]:
    """Check a draft against its study's canonical texts; return which draft, and what was found.

    ``target`` is a study (its newest draft.json on disk is checked) or a draft.json.  Raises
    DraftError or StoreError when there is nothing to check or to check against.
    """
    if target.is_dir() and (target / STORE).is_dir():
        root = study or target
        path = _newest_draft(root)
    else:
        path = target / DRAFT_FILE if target.is_dir() else target
        root = study or _study_above(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DraftError(
            "cannot be read (%(reason)s)", place=str(path), remedy="name a draft.json", reason=reason(error)
        ) from error
    draft = load_draft(data, str(path))
    with open_project(root, readonly=True) as project:
        canonical: dict[str, str] = {
            transcript.id: transcript.canonical for transcript in project.transcripts()
        }
    return path, verify(draft, canonical)


def _newest_draft(root: Path) -> Path:
    """Return where the last finished run put its draft."""
    with open_project(root, readonly=True) as project:
        places = [entry.counts.get("draft") for entry in project.runs.entries()]
    for place in reversed(places):
        if place:
            return root.resolve() / str(place)
    raise _no_draft(root)


def drafts_of(project: Project, root: Path) -> tuple[DraftEntry, ...]:
    """Return the drafts of a study, oldest first; raises StoreError when there is none yet."""
    entries = project.drafts.entries()
    if not entries:
        raise _no_draft(root)
    return entries


def _no_draft(root: Path) -> StoreError:
    return StoreError("has no draft yet", place=str(root), remedy="run 'cjm run' first")


def _study_above(path: Path) -> Path:
    """Return the study that a draft lies in."""
    for folder in path.resolve().parents:
        if (folder / STORE).is_dir():
            return folder
    raise DraftError(
        "lies in no study, so its quotes cannot be checked",
        place=str(path),
        remedy="name the study with --study",
    )

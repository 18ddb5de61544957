"""Is the newest draft still the one that a run would make?  Decided before a transcript is parsed.

A draft is made from the files' bytes, what people wrote in interviews.csv, the settings, the codebook, the
embedder, the key of pseudonyms and the code itself; all of them are hashed.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..assemble.draft import load_draft
from ..assemble.verify import verify
from .values import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..assemble.draft import Draft
    from ..assemble.verify import Verification
    from ..store.project import Project

FRESHNESS = "run"  # the artifact that tells what the newest draft was made from
_PIECE = 1 << 20
_LEFT_OUT = {".pyc", ".pyo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The newest draft, checked against its transcripts once more, and what was said when it was made."""

    number: int
    data: bytes
    draft: Draft
    checked: Verification
    page: str  # SHA-256 of draft.html
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...]


def known_draft(project: Project, inputs: Sequence[Any]) -> Known | None:
    """Return the newest draft when it was made from the very same and every quote still holds."""
    payload = project.load_artifact(FRESHNESS, FRESHNESS, _digest(project, inputs))
    if payload is None:
        return None
    kept = json.loads(payload)
    data = project.drafts.load(kept["draft"])
    draft = load_draft(data, f"draft {kept['draft']}")
    checked = verify(draft, {t.id: t.canonical for t in project.transcripts()})
    if not checked.passed:  # an interrupted run may have left other transcripts: they are read anew
        return None
    return Known(
        number=kept["draft"],
        data=data,
        draft=draft,
        checked=checked,
        page=kept["page"],
        verdicts=tuple(map(Verdict.unpacked, kept["verdicts"])),
        notes=tuple(kept["notes"]),
    )


def remember_draft(  # noqa: PLR0913, PLR0917 (everything that is said again)
    project: Project,
    inputs: Sequence[Any],
    number: int,
    page: bytes,
    verdicts: Iterable[Verdict],
    notes: Sequence[str],
) -> None:
    """Keep what a draft was made from and what there is to say of it."""
    kept = {
        "draft": number,
        "page": hashlib.sha256(page).hexdigest(),
        "verdicts": [verdict.packed() for verdict in verdicts],
        "notes": list(notes),
    }
    payload = json.dumps(kept, ensure_ascii=False).encode()
    project.save_artifact(FRESHNESS, FRESHNESS, _digest(project, inputs), payload)


def _digest(project: Project, inputs: Sequence[Any]) -> str:
    """Hash everything that a draft is made from; the key of pseudonyms grows while it is made."""
    what = [*inputs, sorted(project.pseudonyms().items()), code_stamp()]
    return hashlib.sha256(json.dumps(what, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def file_sha256(path: Path, root: Path) -> str:
    """Return the hash of a file's bytes, or in words why it has none; never waits, never raises."""
    try:
        if not path.resolve().is_relative_to(root):
            return "outside"
        if not stat.S_ISREG(path.stat().st_mode):
            return "no file"
        found = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                found.update(piece)
    except (OSError, RuntimeError) as error:  # before 3.13 a circle of links is a RuntimeError
        return type(error).__name__
    return found.hexdigest()


@lru_cache(maxsize=1)
def code_stamp() -> str:
    """Return a stamp of this package's files: other code may make another draft."""
    root = Path(__file__).parents[1]
    stamps = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            path = Path(folder, name)
            if path.suffix not in _LEFT_OUT:
                status = path.stat()
                stamps.append((path.relative_to(root).as_posix(), status.st_size, status.st_mtime_ns))
    return hashlib.sha256(repr(sorted(stamps)).encode()).hexdigest()

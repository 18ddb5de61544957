"""Maps and documents of a draft that is there: nothing is read or coded anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..assemble.atlas.making import make_atlas
from ..assemble.draft import load_draft
from ..config_notes import load_stage_notes
from ..errors import StoreError, StudyError
from ..registry import EXPORTS
from ..store.project import open_project
from .files import write_file
from .looking import drafts_of
from .run import DEFAULT_OUT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..assemble.atlas.values import Atlas


def open_atlas(root: Path, kinds: Sequence[str] = (), number: int | None = None) -> Atlas:
    """Return the atlas of a study's newest draft, or of draft ``number``; ``kinds`` () means every kind.

    Raises StoreError when there is no such draft or an interview of it has gone, CjmError for an unknown
    kind of map.
    """
    return _open(root, kinds, number)[1]


def export_study(
    root: Path, name: str, kinds: Sequence[str] = (), number: int | None = None, out: Path | None = None
) -> Path:
    """Write one export of a draft and return where it is: ``out``, else beside draft.json.

    Raises what ``open_atlas`` raises, CjmError for an unknown export, StudyError for a disk that refuses.
    """
    export = EXPORTS.get(name)
    number, atlas = _open(root, kinds, number)
    file = "-".join([f"draft-{number}", *kinds]) + export.suffix  # never over draft.json and draft.html
    path = out or root / DEFAULT_OUT
    write_file(path / file if path.is_dir() or out is None else path, export.render(atlas), StudyError)
    return path / file if path.is_dir() else path


def _open(root: Path, kinds: Sequence[str], number: int | None) -> tuple[int, Atlas]:
    """Return a draft's number and its atlas."""
    with open_project(root, readonly=True) as project:
        numbers = [entry.number for entry in drafts_of(project, root)]
        wanted = numbers[-1] if number is None else number
        if wanted not in numbers:
            fact = "has no draft %(number)s"
            raise StoreError(fact, place=str(root), remedy="'cjm drafts' lists them", number=wanted)
        draft = load_draft(project.drafts.load(wanted), f"draft {wanted}")
        transcripts = {transcript.id: transcript for transcript in project.transcripts()}
    for part in draft.interviews:
        if part.id not in transcripts:
            raise StoreError(
                "draft %(number)s holds an interview that is no longer in the study",
                place=part.path,
                remedy="bring the file back or take a newer draft",
                number=wanted,
            )
    notes = load_stage_notes(root, draft.stages, strict=wanted == numbers[-1])
    return wanted, make_atlas(draft, transcripts, notes, kinds=kinds)

"""Several reviewers of one study: their files merged, and how far they agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..assemble.draft import load_draft
from ..assemble.review.agreement import agreement
from ..assemble.review.board import board_of, respondent_keys, study_id
from ..assemble.review.lines import dump_lines, read_lines
from ..assemble.review.merging import merge_lines
from ..assemble.review.ops import Create, Split, StageAdd
from ..errors import CorrectionError
from ..records import content_id
from ..store.project import open_project
from .correcting import PLAIN, known_studies, own_lines, read_corrections, rows_of
from .files import write_file
from .looking import drafts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ..assemble.draft import Draft
    from ..assemble.review.agreement import Agreement
    from ..assemble.review.merging import Merged
    from ..assemble.review.ops import Edit
    from ..store.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFiles:
    """Two files as one; ``titles`` says what ids stand for, quotes only where the study is known."""

    merged: Merged
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """How far reviewers agree; ``titles`` says in words what an id is: a quote or a theme's label."""

    agreement: Agreement
    titles: Mapping[str, str]
    paths: Mapping[str, str]  # utterance → the file of its interview
    stages: Mapping[str, str]

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {**self.agreement.as_dict(), "titles": dict(self.titles), "stages": dict(self.stages)}


def merge_files(first: Path, second: Path, out: Path | None = None, root: Path | None = None) -> MergedFiles:
    """Merge two files of corrections; with ``out`` the result is written there.

    ``root`` is their study: it knows every name that it has had, and what was said.  Without it the files
    must share a name.  Raises CorrectionError.
    """
    data = [read_corrections(path) for path in (first, second)]
    titles: dict[str, str] = {}
    if root is not None:
        with open_project(root, readonly=True) as project:
            names = known_studies(project)
            titles = _titles(_newest(project, root)[1])
    else:
        both = [_study_names(text) for text in data]
        names = both[0] | both[1] if both[0] & both[1] else frozenset()
    logs = [read_lines(text, str(path), names) for text, path in zip(data, (first, second), strict=True)]
    merged = merge_lines(logs[0], logs[1], (str(first), str(second)), one_study=bool(names))
    if out is not None:
        write_file(out, dump_lines(merged.lines), CorrectionError)
    return MergedFiles(merged=merged, titles=_named(merged.lines) | titles)


def _study_names(data: bytes) -> frozenset[str]:
    """Return the names of studies in a file."""
    return frozenset(str(row["study"]) for row in rows_of(data) if "study" in row)


def _newest(project: Project, root: Path) -> tuple[Draft, Draft]:
    """Return the newest draft without any corrections, and as it is; raises StoreError."""
    number = drafts_of(project, root)[-1].number
    data = project.drafts.load(number)
    draft = load_draft(data, f"draft {number}")
    kept = project.load_artifact(PLAIN, str(number), content_id("d", data.decode()))
    return load_draft(kept, f"draft {number}") if kept else draft, draft


def _titles(draft: Draft) -> dict[str, str]:
    """Return what the ids of a draft stand for: quotes, labels, names of stages."""
    themes = {theme.id: theme.label for theme in (*draft.themes, *draft.rejected)}
    return themes | {s.id: s.name for s in draft.stages} | {u.id: u.text for u in draft.utterances}


def _named(lines: Iterable[Edit]) -> dict[str, str]:
    """Return what lines themselves call themes and stages."""
    found: dict[str, str] = {}
    for line in lines:
        found |= line.seen.stages
        found |= {id_: theme.label for id_, theme in line.seen.themes.items()}
        if isinstance(line, Create | Split):
            found[line.as_] = line.label
        if isinstance(line, StageAdd):
            found[line.as_] = line.name
    return found


def agree_files(root: Path, paths: Sequence[Path]) -> Agreed:
    """Compare what reviewers said in their files of the newest draft.  Raises StoreError, CorrectionError."""
    with open_project(root, readonly=True) as project:
        plain, draft = _newest(project, root)
        logs = [own_lines(project, read_corrections(path), str(path)) for path in paths]
    named = dict(zip(_names(paths, logs), logs, strict=True))
    base = board_of(plain, study_id(part.id for part in plain.interviews))
    files = {part.id: part.path for part in draft.interviews}
    return Agreed(
        agreement=agreement(base, respondent_keys(plain), named),
        titles=_named(line for log in logs for line in log) | _titles(draft) | _titles(plain),
        paths={said.id: files[said.interview] for said in draft.utterances},
        stages={stage.id: stage.name for stage in plain.stages},
    )


def _names(paths: Sequence[Path], logs: Sequence[Sequence[Edit]]) -> list[str]:
    """Name each reviewer: the only author of a file, or else the file; never two alike."""
    shared = set.intersection(*({line.id for line in log} for log in logs)) if logs else set()
    found = []
    for path, log in zip(paths, logs, strict=True):
        authors = {line.author.strip() for line in log if line.id not in shared}
        only = authors.pop() if len(authors) == 1 else ""
        found.append(only or path.stem)
    return [name if found.count(name) == 1 else str(path) for name, path in zip(found, paths, strict=True)]

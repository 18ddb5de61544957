"""A REFI-QDA project (.qdpx): interviews and codings for ATLAS.ti, MAXQDA, NVivo, QualCoder and others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..packed import packed
from ..refi.project import make_project
from ..report.quotes import check_quotes
from .base import Export

if TYPE_CHECKING:
    from ..atlas.values import Atlas


def render(atlas: Atlas) -> bytes:
    """Return the project: project.qde and a text an interview.

    Raises DraftError for a quote that its transcript does not hold.
    """
    check_quotes(atlas.draft, atlas.transcripts)
    project, texts = make_project(atlas.draft, atlas.transcripts)
    return packed({"project.qde": project, **{f"Sources/{name}": text for name, text in texts.items()}})


EXPORT = Export(name="qdpx", suffix=".qdpx", render=render)

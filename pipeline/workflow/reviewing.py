"""What people do to a draft while they look at it: the page, the lines that come in, the lines of others."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from ..errors import StudyError
from ..store.project import open_project
from .correcting import accept_lines, own_lines, review_page
from .files import write_file
from .looking import drafts_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..assemble.review.ops import Edit

PLACE = "corrections"  # what a message calls several lines that came together


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The lines of the log after some place, and ``n``, its length: the place to ask from next."""

    lines: tuple[dict[str, Any], ...]
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of lines that came in; ``n`` is the length of the log with them."""

    added: int
    known: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDesk:
    """One study under review; threads may use it at once, and so may other processes.

    The project is opened for each call and never kept open, so that ``cjm run`` finds it free.  At a
    ``blind`` desk nobody is shown what others than its ``author`` corrected.
    """

    root: Path
    author: str = ""
    blind: bool = False
    # The store's own lock waits half a second and knows no queue: threads of ours would refuse each other.
    _turn: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    def check(self) -> None:
        """Raise StoreError when there is no draft to review."""
        with open_project(self.root, readonly=True) as project:
            drafts_of(project, self.root)

    def page(self, token: str | None = None) -> bytes:
        """Return the page of the newest draft; ``token`` lets it save what is done on it."""
        return review_page(self.root, blind=self.blind, author=self.author, token=token)

    def news(self, after: int) -> News:
        """Return what stands in the log after its first ``after`` lines; raises StoreError."""
        with open_project(self.root, readonly=True) as project:
            entries = project.corrections.entries()
        shown = (entry for entry in entries[after:] if self._shows(entry.author))
        return News(lines=tuple(json.loads(entry.line) for entry in shown), n=len(entries))

    def _shows(self, author: str) -> bool:
        return not self.blind or (bool(author) and author == self.author)

    def read(self, data: bytes) -> tuple[Edit, ...]:
        """Return the lines of a message without keeping them.

        Raises CorrectionError for what is no line or is of another study, StoreError.
        """
        single = data.strip().count(b"\n") == 0  # then its number says nothing
        with open_project(self.root, readonly=True) as project:
            return own_lines(project, data, "" if single else PLACE)

    def keep(self, lines: Sequence[Edit]) -> Kept:
        """Append the lines that are new, all of them or none; they are on the disk when it returns.

        Raises CorrectionError for a known id with other words, StoreError while a run is at work.
        """
        with self._turn, open_project(self.root) as project:
            accepted = accept_lines(project, lines)
            return Kept(added=accepted.added, known=accepted.known, n=len(project.corrections.entries()))


def write_page(root: Path, path: Path, *, blind: bool, author: str) -> Path:
    """Write the page of the newest draft to a file and return its place; raises StudyError, StoreError."""
    path = path.resolve()
    write_file(path, ReviewDesk(root=root, blind=blind, author=author).page(), StudyError)
    return path

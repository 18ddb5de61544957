"""Two logs of corrections that began alike, as one."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import CorrectionError
from .conflicts import find_conflicts
from .lines import as_json

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from .conflicts import Conflict
    from .ops import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """One log of two, with how many lines both have and how many only the first and the second."""

    lines: tuple[Edit, ...]
    common: int
    own: tuple[int, int]
    conflicts: tuple[Conflict, ...]


def merge_lines(
    first: Sequence[Edit], second: Sequence[Edit], places: tuple[str, str], *, one_study: bool = False
) -> Merged:
    """Merge two logs of one study: what follows their common lines goes by its time.

    Lines of one log never change their order, even where its clock was set back, so merging again what was
    merged changes nothing.  Raises CorrectionError with the second log's place: an id that says two things,
    and logs of different studies unless ``one_study`` says that all names in them are of one.
    """
    if not one_study:
        _check_study(first, second, places)
    known = {line.id: line for line in first}
    for number, line in enumerate(second, start=1):
        if line.id in known and as_json(known[line.id]) != as_json(line):
            raise CorrectionError(
                "line %(id)s says something else in %(other)s",
                place=places[1],
                line=number,
                remedy="a line must never be edited; take both files once more from where they were made",
                id=line.id,
                other=places[0],
            )
    shared = known.keys() & {line.id for line in second}
    lines = tuple(_woven(_timed(first), _timed(second), shared))
    return Merged(
        lines=lines,
        common=len(shared),
        own=(len(first) - len(shared), len(second) - len(shared)),
        conflicts=find_conflicts(lines),
    )


def _woven(
    first: Sequence[tuple[str, Edit]], second: Sequence[tuple[str, Edit]], shared: Container[str]
) -> Iterator[Edit]:
    """Yield the lines of both logs: a shared one when both have come to it, else the earlier one.

    Where the logs hold shared lines in different orders, the first log's order stands.
    """
    said: set[str] = set()
    left, right = deque(first), deque(second)
    while left or right:
        for log in (left, right):
            while log and log[0][1].id in said:
                log.popleft()
        waits = [bool(log) and log[0][1].id in shared for log in (left, right)]
        if not left or not right:
            log = left or right
        elif waits[0] == waits[1]:
            log = left if waits[0] or left[0][0] <= right[0][0] else right
        else:
            log = right if waits[0] else left
        if log:
            line = log.popleft()[1]
            said.add(line.id)
            yield line


def _check_study(first: Sequence[Edit], second: Sequence[Edit], places: tuple[str, str]) -> None:
    studies = {line.study for line in first}
    for number, line in enumerate(second, start=1):
        if studies and line.study not in studies:
            raise CorrectionError(
                "the corrections are of study %(other)s, those of %(first)s are of %(study)s",
                place=places[1],
                line=number,
                remedy="merge files of one study; those from before and after an interview was added "
                "are applied one after the other",
                other=line.study,
                first=places[0],
                study=min(studies),
            )


def _timed(log: Sequence[Edit]) -> list[tuple[str, Edit]]:
    """Return the lines with times that never go back."""
    found: list[tuple[str, Edit]] = []
    latest = ""
    for line in log:
        latest = max(latest, _comparable(line.time))
        found.append((latest, line))
    return found


def _comparable(time: str) -> str:
    """Return a time in UTC so that texts sort as times do: with and without parts of a second."""
    whole, _, part = time.removesuffix("Z").partition(".")
    return f"{whole}.{part:0<6}"

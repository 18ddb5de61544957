"""Two logs of corrections that began alike, as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import CorrectionError
from .conflicts import find_conflicts
from .lines import as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .conflicts import Conflict
    from .ops import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """One log of two: ``common`` lines first, then the ``own`` ones of each (first, second) by time."""

    lines: tuple[Edit, ...]
    common: int
    own: tuple[int, int]
    conflicts: tuple[Conflict, ...]


def merge_lines(first: Sequence[Edit], second: Sequence[Edit], places: tuple[str, str]) -> Merged:
    """Merge two logs of one study; what both have is their common beginning.

    Lines of one log never change their order, even where its clock was set back.  Raises CorrectionError
    with the second log's place: logs of different studies, an id that says two things.
    """
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
    common = [line for line in first if line.id in shared]
    own = [[line for line in log if line.id not in shared] for log in (first, second)]
    timed = [(time, side, line) for side, log in enumerate(own) for time, line in _timed(log)]
    timed.sort(key=lambda entry: entry[:2])
    lines = (*common, *(line for _, _, line in timed))
    return Merged(
        lines=lines,
        common=len(common),
        own=(len(own[0]), len(own[1])),
        conflicts=find_conflicts(lines),
    )


def _check_study(first: Sequence[Edit], second: Sequence[Edit], places: tuple[str, str]) -> None:
    studies = {line.study for line in first}
    for number, line in enumerate(second, start=1):
        if studies and line.study not in studies:
            raise CorrectionError(
                "the corrections are of study %(other)s, those of %(first)s are of %(study)s",
                place=places[1],
                line=number,
                remedy="merge files of one study; 'cjm apply' takes files from before and after an interview "
                "was added, one after the other",
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

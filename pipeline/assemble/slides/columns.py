"""Groups of paragraphs flowing through columns: as many of each group as there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .setting import Para, Paras, head, height, hint, muted
from .tables import held, more

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .deck import Deck, Page

GAP = 20.0
_AIR = 9.0  # above a group
_SIZES = (13.5, 12.5, 11.5, 11.0, 10.5, 10.0)
_LARGE = 11.0  # letters larger than that are no reason to leave anything out
_KEPT = (99, 6, 5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A head and what stands below it, at any size; ``empty`` is said where there is nothing."""

    title: str
    paras: Paras
    colour: str
    empty: str = ""

    def shown(self, size: float, most: int, deck: Deck) -> Paras:
        """Return the group with at most so many paragraphs, its letters ``size`` high."""
        kept = [Para(one.runs, size, one.before, one.indent) for one in self.paras[:most]]
        left = len(self.paras) - len(kept)
        if left:
            kept.append(muted(more(left, deck), size * 0.9, 2))
        if not kept and self.empty:
            kept.append(hint(self.empty, size))
        title = head(self.title, size - 0.5, _AIR)
        run = title.runs[0]
        return (Para((type(run)(run.text, bold=True, colour=self.colour),), title.size, title.before), *kept)


def flow(
    page: Page, groups: Sequence[Group], box: tuple[float, float, float, float], *, columns: int
) -> None:
    """Put groups into columns side by side, in the largest letters and with the most claims that fit.

    The box is left, top, width and height in points.
    """
    left, top, width, high = box
    room = (width - (columns - 1) * GAP) / columns
    for most, size in _choices():
        made = [group.shown(size, most, page.deck) for group in groups]
        shared = _shared(made, room, columns)
        if all(height(part, room) <= high for part in shared):
            break
    for place, part in enumerate(shared):
        kept = part if height(part, room) <= high else held(part, room, high, page.deck)
        if kept:
            page.text(kept, left + place * (room + GAP), top, room, height(kept, room))


def _choices() -> list[tuple[int, float]]:
    """Return claims a group and sizes, the best first: a smaller letter before a claim less."""
    return [(most, size) for most in _KEPT for size in _SIZES if most == _KEPT[0] or size < _LARGE]


def _shared(groups: Sequence[Paras], room: float, columns: int) -> list[Paras]:
    """Share groups out among columns in their order so that the highest column is as low as can be."""
    highs = [height(group, room) for group in groups]
    best: list[list[Paras]] = _cut(groups, highs, sum(highs))
    for limit in sorted({sum(highs[a:b]) for a in range(len(highs)) for b in range(a + 1, len(highs) + 1)}):
        made = _cut(groups, highs, limit)
        if len(made) <= columns:
            best = made
            break
    return [tuple(one for group in column for one in group) for column in best]


def _cut(groups: Sequence[Paras], highs: Sequence[float], limit: float) -> list[list[Paras]]:
    made: list[list[Paras]] = [[]]
    filled = 0.0
    for group, high in zip(groups, highs, strict=True):
        if made[-1] and filled + high > limit:
            made.append([])
            filled = 0.0
        made[-1].append(group)
        filled += high
    return made

"""The stages along a picture: their names where there is room, else numbers and a key below."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from .colours import MUTED
from .draw import LEADING, SMALL, label, text
from .lettering import Fitted, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMED = 68.0  # columns narrower than this are numbered
_LINES, _KEY_LINES, _KEY_WIDTH = 4, 2, 220.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Columns of equal width, one per name, from ``left`` on."""

    names: tuple[str, ...]
    left: float
    step: float

    @property
    def named(self) -> bool:
        """Tell whether the names themselves stand at the columns."""
        return self.step >= NAMED

    def middle(self, place: int) -> float:
        """Return the middle of a column, counted from 0."""
        return self.left + (place + 0.5) * self.step

    def height(self) -> float:
        """Return how high the headings are."""
        if not self.named:
            return SMALL * LEADING
        return SMALL * LEADING * max(len(fitted.lines) or 1 for fitted in self._fitted())

    def headings(self, top: float, *, low: bool = False) -> list[str]:
        """Return names or numbers from ``top`` on; ``low`` lets them stand on the lower edge."""
        if not self.named:
            size = min(SMALL, self.step * 0.62)
            return [
                text(str(place + 1), self.middle(place), top + SMALL, size=size, anchor="middle", fill=MUTED)
                for place in range(len(self.names))
            ]
        room = self.height()
        return [
            label(
                fitted,
                self.middle(place),
                top + SMALL + (room - len(fitted.lines) * SMALL * LEADING if low else 0),
                size=SMALL,
                anchor="middle",
            )
            for place, fitted in enumerate(self._fitted())
        ]

    def _fitted(self) -> list[Fitted]:
        return [fit(name, size=SMALL, width=self.step - 8, lines=_LINES) for name in self.names]


def key(names: Sequence[str], left: float, top: float, width: float) -> tuple[list[str], float]:
    """Return "1 name, 2 name …" in columns read downwards, and how high they are together."""
    columns = max(1, min(4, int(width // _KEY_WIDTH)))
    rows, room = ceil(len(names) / columns), width / columns
    fitted = [fit(name, size=SMALL, width=room - 40, lines=_KEY_LINES) for name in names]
    parts, deepest = [], 0.0
    for column in range(columns):
        y = top + SMALL
        for place in range(column * rows, min(len(names), (column + 1) * rows)):
            x = left + column * room
            parts.append(text(str(place + 1), x + 16, y, size=SMALL, anchor="end", fill=MUTED))
            parts.append(label(fitted[place], x + 23, y, size=SMALL))
            y += max(1, len(fitted[place].lines)) * SMALL * LEADING + 3
        deepest = max(deepest, y - top - SMALL)
    return parts, deepest

"""The emotion curve as one SVG piece a stage, so that it lines up with the map's columns.

Each piece fills a box of 100 x 100 units that the page stretches over its table cell: x = 50 is the
stage's own point, x = 0 and x = 100 the borders to its neighbours.  Between points runs a monotone
cubic (Fritsch & Butland 1984): it never rises above or falls below what was measured.  A stage
without data breaks the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ...records import VALENCE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = 100.0
LONE_BAND = (36.0, 64.0)  # where the spread of a stage without neighbours is drawn

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]  # a cubic Bézier


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One stage's part: the height of its point (0 = best, 100 = worst) and two SVG paths."""

    y: float
    line: str
    band: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One curve over all stages in cell units: per stage its left half and its right half."""

    left: tuple[Curve | None, ...]
    right: tuple[Curve | None, ...]


def draw_pieces(feelings: Sequence[tuple[float, float] | None]) -> tuple[Piece | None, ...]:
    """Draw (mean, spread) of each stage, None where nobody felt anything; one piece a stage."""
    means = [None if felt is None else _height(felt[0]) for felt in feelings]
    tops = [None if felt is None else _height(felt[0] + felt[1]) for felt in feelings]
    bottoms = [None if felt is None else _height(felt[0] - felt[1]) for felt in feelings]
    line, top, bottom = _stretch(means), _stretch(tops), _stretch(bottoms)
    return tuple(
        None
        if y is None or high is None or low is None
        else Piece(
            y=round(y, 2),
            line=_open_path(line.left[i]) + _open_path(line.right[i]),
            band=_closed_path(top.left[i], bottom.left[i])
            + _closed_path(top.right[i], bottom.right[i])
            + ("" if line.left[i] or line.right[i] else _box(high, low)),
        )
        for i, (y, high, low) in enumerate(zip(means, tops, bottoms, strict=True))
    )


def _height(valence: float) -> float:
    kept = min(VALENCE_LIMIT, max(-VALENCE_LIMIT, valence))
    return (VALENCE_LIMIT - kept) / (2 * VALENCE_LIMIT) * SIZE


def _stretch(heights: Sequence[float | None]) -> _Stretch:
    left: list[Curve | None] = [None] * len(heights)
    right: list[Curve | None] = [None] * len(heights)
    slopes = _slopes(heights)
    for i, (here, there) in enumerate(pairwise(heights)):
        if here is None or there is None:
            continue
        first, second = _halves(here, slopes[i], there, slopes[i + 1])
        right[i], left[i + 1] = first, second
    return _Stretch(tuple(left), tuple(right))


def _slopes(heights: Sequence[float | None]) -> list[float]:
    """Return the tangent at each point: the harmonic mean of its secants, 0 at a turn."""
    secants = [None if a is None or b is None else b - a for a, b in pairwise(heights)]
    slopes = []
    for before, after in zip([None, *secants], [*secants, None], strict=True):
        if before is None or after is None:
            slopes.append(before or after or 0.0)
        else:
            slopes.append(2 * before * after / (before + after) if before * after > 0 else 0.0)
    return slopes


def _halves(here: float, slope_here: float, there: float, slope_there: float) -> tuple[Curve, Curve]:
    """Cut the cubic between two centres at the border of their cells (de Casteljau, t = 1/2).

    The first half runs over x = 50..100 of its cell, the second over x = 0..50 of the next.
    """
    y0, y1, y2, y3 = here, here + slope_here / 3, there - slope_there / 3, there
    y01, y12, y23 = (y0 + y1) / 2, (y1 + y2) / 2, (y2 + y3) / 2
    y012, y123 = (y01 + y12) / 2, (y12 + y23) / 2
    middle = (y012 + y123) / 2
    step = SIZE / 6
    first = _curve(SIZE / 2, step, (y0, y01, y012, middle))
    return first, _curve(0.0, step, (middle, y123, y23, y3))


def _curve(x: float, step: float, heights: tuple[float, float, float, float]) -> Curve:
    a, b, c, d = heights
    return ((x, a), (x + step, b), (x + 2 * step, c), (x + 3 * step, d))


def _open_path(curve: Curve | None) -> str:
    return "" if curve is None else f"M{_at(curve[0])}C{' '.join(_at(point) for point in curve[1:])}"


def _closed_path(top: Curve | None, bottom: Curve | None) -> str:
    if top is None or bottom is None:
        return ""
    back = bottom[::-1]
    return f"{_open_path(top)}L{_at(back[0])}C{' '.join(_at(point) for point in back[1:])}Z"


def _box(top: float, bottom: float) -> str:
    start, end = LONE_BAND
    return f"M{_at((start, top))}H{_number(end)}V{_number(bottom)}H{_number(start)}Z"


def _at(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")

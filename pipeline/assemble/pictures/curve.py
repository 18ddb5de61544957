"""A smooth line through points that neither overshoots nor bends back.

Monotone cubic interpolation after Fritsch and Carlson (1980), with Steffen's (1990) choice of slopes: between
two points the curve stays between them, so that the picture shows no feeling that nobody had.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .draw import Place, short

if TYPE_CHECKING:
    from collections.abc import Sequence


def smooth(points: Sequence[Place]) -> str:
    """Return the path data through at least one point; their x rise or fall throughout."""
    slopes = _slopes(points)
    steps = [f"M{short(points[0][0])} {short(points[0][1])}"]
    for place, ((x, y), (to_x, to_y)) in enumerate(pairwise(points)):
        third = (to_x - x) / 3
        handles = (x + third, y + slopes[place] * third, to_x - third, to_y - slopes[place + 1] * third)
        steps.append("C" + " ".join(short(value) for value in (*handles, to_x, to_y)))
    return "".join(steps)


def _slopes(points: Sequence[Place]) -> list[float]:
    """Return the slope of the curve at each point; level at the ends and at every peak."""
    rises = [(to[1] - at[1]) / (to[0] - at[0]) for at, to in pairwise(points)]
    inner = [
        0.0 if before * after <= 0 else 2 * before * after / (before + after)
        for before, after in pairwise(rises)
    ]
    return [0.0, *inner, 0.0] if rises else [0.0]

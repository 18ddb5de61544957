"""The emotion curve as a strip inside a map: as wide as the map's columns, without headings of its own."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from .colours import BLUE, LINE, MUTED, PALE_BLUE, PAPER, tone
from .curve import smooth
from .draw import SMALL, Place, figure, line, tag, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .values import EmotionPoint

_END = 2
_ABOVE, _BELOW = 18.0, 30.0  # room for the values, and below for the bases too
_RADIUS, _BAND = 4.5, 8.0
_WORD = 10.0


def draw(  # noqa: PLR0913 (a place and a look)
    points: Sequence[EmotionPoint],
    *,
    step: float,
    height: float,
    left: float = 0.0,
    top: float = 0.0,
    decimal: str = ".",
    marked: range | None = None,
) -> list[str]:
    """Return the parts of the strip: points stand in the middle of columns ``step`` wide from ``left`` on.

    The line breaks where nobody showed a feeling; the number at the foot tells the respondents.  Places not
    ``marked`` only lead the line on, over the edge of a sheet.
    """
    zero, unit = _scale(top, height)
    right = left + step * len(points)

    def at(place: int, value: float) -> Place:
        return left + (place + 0.5) * step, zero - min(max(value, -_END), _END) * unit

    parts = [
        line((left, zero - value * unit), (right, zero - value * unit), stroke=MUTED if value == 0 else LINE)
        for value in (_END, 0, -_END)
    ]
    runs = [
        [(place, point) for place, point in run]
        for valued, run in groupby(enumerate(points), key=lambda pair: pair[1].mean is not None)
        if valued
    ]
    for run in runs:
        means = [at(place, point.mean or 0) for place, point in run]
        above = [at(place, (point.mean or 0) + point.spread) for place, point in run]
        below = [at(place, (point.mean or 0) - point.spread) for place, point in run]
        parts += _band(above, below)
        if len(run) > 1:
            parts.append(tag("path", d=smooth(means), fill="none", stroke=BLUE, stroke_width=2))
    for place in marked or range(len(points)):
        point = points[place]
        parts += _mark(at(place, point.mean or 0), point, top + height, decimal)
    return parts


def _scale(top: float, height: float) -> tuple[float, float]:
    """Return where zero lies and how high one step of valence is."""
    unit = (height - _ABOVE - _BELOW) / (2 * _END)
    return top + _ABOVE + _END * unit, unit


def _band(above: Sequence[Place], below: Sequence[Place]) -> list[str]:
    """Return the spread around a stretch of the curve."""
    if len(above) == 1:
        (x, high), low = above[0], below[0][1]
        return [tag("rect", x=x - _BAND / 2, y=high, width=_BAND, height=low - high, rx=2, fill=PALE_BLUE)]
    steps = smooth(above) + smooth(below[::-1]).replace("M", "L", 1)
    return [tag("path", d=f"{steps}Z", fill=PALE_BLUE)]


def _mark(at: Place, point: EmotionPoint, foot: float, decimal: str) -> list[str]:
    """Return a marker with its value and its base; a dash where there is none."""
    x, y = at
    base = text(f"n = {point.respondents}", x, foot - 6, size=SMALL - 1, anchor="middle", fill=MUTED)
    if point.mean is None:
        wide = _WORD + 6
        blank = tag("rect", x=x - wide / 2, y=y - 7, width=wide, height=14, fill=PAPER)
        return [blank, text("–", x, y + 4, size=SMALL + 1, anchor="middle", fill=MUTED), base]
    fill = tone(point.mean)
    value = figure(point.mean, decimal, sign=True)
    baseline = y - _RADIUS - 5 if point.mean >= 0 else y + _RADIUS + SMALL + 3
    return [
        tag("circle", cx=x, cy=y, r=_RADIUS, fill=fill, stroke=PAPER, stroke_width=1.5),
        text(value, x, baseline, size=SMALL + 1.5, fill=fill, anchor="middle", bold=True, halo=True),
        base,
    ]

"""Saturation: how many new themes each further interview brings (Guest, Namey, Chen 2020)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import fonts
from .axis import Columns
from .colours import BLUE, INK, MUTED, PALE_BLUE
from .draw import LEADING, SMALL, WIDTH, Place, blank, hatch, label, line, path, picture, tag, text, titled
from .lettering import Fitted, fit

if TYPE_CHECKING:
    from .values import SaturationChart

_EDGE, _BARS, _TOTALS, _BETWEEN = 12.0, 96.0, 84.0, 34.0
_WIDE = 60.0  # the widest column: few interviews do not make planks
_TIGHT = 16.0  # narrower columns tell every fifth number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    chart: SaturationChart
    columns: Columns
    right: float

    @property
    def run(self) -> range:
        """The places of the run with few new themes, from 0."""
        reached = self.chart.reached
        return range(0) if reached is None else range(max(0, reached - self.chart.run), reached)


def draw(chart: SaturationChart, *, width: float = WIDTH) -> str:
    """Return all themes as a rising line above, the new ones as bars below; base and run have brackets."""
    if not chart.bars:
        return blank(chart.caption, width)
    word = fit(chart.words.interviews, size=SMALL, width=width / 5)
    left, right = (
        _EDGE + 8,
        width - _EDGE - max(40.0, fonts.width(word.lines[0], SMALL) + 12 if word.lines else 0),
    )
    step = min(_WIDE, (right - left) / len(chart.bars))
    columns = Columns(names=tuple(bar.name for bar in chart.bars), left=left, step=step)
    frame = _Frame(chart=chart, columns=columns, right=left + step * len(chart.bars))
    room = width - 2 * _EDGE
    heads = [fit(word, size=SMALL, width=room) for word in (chart.words.total, chart.words.new)]
    floor = _EDGE + SMALL * LEADING + 18 + _TOTALS
    base = floor + _BETWEEN + SMALL * LEADING + _BARS
    parts = [
        label(heads[0], left, _EDGE + SMALL, size=SMALL, fill=MUTED),
        label(heads[1], left, floor + _BETWEEN, size=SMALL, fill=MUTED),
        *_total(frame, floor),
        *_new(frame, base),
        *_numbers(frame, base, word),
    ]
    bracketed, bottom = _brackets(frame, base + SMALL * LEADING + 10, width)
    return picture(chart.caption, width, bottom + _EDGE, [*parts, *bracketed])


def _total(frame: _Frame, floor: float) -> list[str]:
    """Return the line of all themes so far with its last value."""
    most = max(1, *(bar.total for bar in frame.chart.bars))
    points: list[Place] = [
        (frame.columns.middle(place), floor - bar.total / most * _TOTALS)
        for place, bar in enumerate(frame.chart.bars)
    ]
    area = [(points[0][0], floor), *points, (points[-1][0], floor)]
    radius = min(3.0, frame.columns.step * 0.16)
    dots = [tag("circle", cx=x, cy=y, r=radius, fill=INK) for x, y in points]
    last = str(frame.chart.bars[-1].total)
    return [
        path(area, close=True, fill=PALE_BLUE),
        line((frame.columns.left, floor), (frame.right, floor)),
        path(points, fill="none", stroke=INK, stroke_width=2, stroke_linejoin="round"),
        *dots,
        text(last, points[-1][0] + 9, points[-1][1] + 4.5, size=SMALL + 2, bold=True),
    ]


def _new(frame: _Frame, base: float) -> list[str]:
    """Return a bar per interview: full within the base, hatched in the run, pale for the rest."""
    most = max(1, *(bar.new for bar in frame.chart.bars))
    wide = frame.columns.step * (0.72 if frame.columns.step > _TIGHT else 0.84)
    parts = []
    for place, bar in enumerate(frame.chart.bars):
        high = bar.new / most * (_BARS - 16)
        x = frame.columns.middle(place) - wide / 2
        words = frame.chart.words
        said = f"{place + 1}. {bar.name}: {words.new} — {bar.new}, {words.total} — {bar.total}"
        parts.append(titled(said, *_bar(frame, place, (x, base - high), (wide, high))))
    parts.append(line((frame.columns.left, base), (frame.right, base), stroke=MUTED))
    return parts


def _bar(frame: _Frame, place: int, corner: Place, extent: Place) -> list[str]:
    """Return one bar with its number on top."""
    (x, y), (wide, high) = corner, extent
    new = frame.chart.bars[place].new
    hatched = place in frame.run
    fill = BLUE if place < frame.chart.base else PALE_BLUE
    edge = None if fill == BLUE and not hatched else BLUE
    parts = []
    if new:
        parts.append(tag("rect", x=x, y=y, width=wide, height=high, fill=fill, stroke=edge))
        if hatched and fill != BLUE:
            parts.append(hatch(x, y, wide, high, stroke=BLUE))
    if new or frame.columns.step > _TIGHT:
        size = min(SMALL, frame.columns.step * 0.72)
        middle = frame.columns.middle(place)
        parts.append(text(str(new), middle, y - 4, size=size, anchor="middle", bold=bool(new)))
    return parts


def _numbers(frame: _Frame, base: float, word: Fitted) -> list[str]:
    """Return the numbers of the interviews, every fifth where they are many, and the word for them."""
    every = 1 if frame.columns.step > _TIGHT else 5
    baseline = base + SMALL + 4
    return [
        label(word, frame.right + 9, baseline, size=SMALL, fill=MUTED),
        *(
            text(
                str(number),
                frame.columns.middle(number - 1),
                baseline,
                size=SMALL,
                anchor="middle",
                fill=MUTED,
            )
            for number in range(1, len(frame.chart.bars) + 1)
            if number % every == 0 or number == 1
        ),
    ]


def _brackets(frame: _Frame, top: float, width: float) -> tuple[list[str], float]:
    """Return the brackets under base and run with their words, and where they end.

    They share a line if the words leave room for it; a word goes left where there is none to the right.
    """
    words, parts, y, taken = frame.chart.words, [], top, 0.0
    base = range(min(frame.chart.base, len(frame.chart.bars)))
    for places, word in ((base, words.base), (frame.run, words.run)):
        if not places:
            continue
        start, end = (
            frame.columns.left + frame.columns.step * place for place in (places.start, places.stop)
        )
        said = fit(word, size=SMALL, width=width - 2 * _EDGE)
        wide = fonts.width(said.lines[0], SMALL) if said.lines else 0.0
        x = max(_EDGE, min(start + 2, width - _EDGE - wide))
        if taken and x < taken + 16:
            y += SMALL * LEADING + 14
        corners = [(start + 2, y - 4), (start + 2, y), (end - 2, y), (end - 2, y - 4)]
        parts += [path(corners, fill="none", stroke=MUTED), label(said, x, y + SMALL + 3, size=SMALL)]
        taken = max(end, x + wide)
    return parts, y + SMALL * LEADING + 4

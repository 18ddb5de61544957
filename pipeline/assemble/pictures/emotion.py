"""The emotion curve: how people feel from stage to stage, and how far they agree."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import TYPE_CHECKING

from .. import fonts
from .axis import Columns, key
from .colours import BLUE, LINE, MUTED, PALE_BLUE, PAPER, tone
from .curve import smooth
from .draw import LEADING, SMALL, WIDTH, Place, blank, figure, label, line, path, picture, tag, text, titled
from .lettering import fit

if TYPE_CHECKING:
    from .values import EmotionCurve, EmotionPoint

_EDGE, _GUTTER, _UNIT, _END = 12.0, 62.0, 44.0, 2
_SMALLEST, _LARGEST = 3.5, 9.0  # radius of a marker
_ROOMY = 30.0  # narrower columns have smaller values
_LONE = 5.0  # half the width of a band around a point without neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Where the curve is drawn."""

    curve: EmotionCurve
    columns: Columns
    zero: float
    width: float

    def at(self, place: int, value: float) -> Place:
        """Return the place of a value at a stage; the scale ends at −2 and +2."""
        return self.columns.middle(place), self.zero - min(max(value, -_END), _END) * _UNIT


def draw(curve: EmotionCurve, *, width: float = WIDTH) -> str:
    """Return the curve: markers as large as their base, a band for the spread, gaps where nobody felt."""
    if not any(point.mean is not None for point in curve.points):
        return blank(curve.caption, width)
    left = _EDGE + _GUTTER
    names = tuple(point.stage for point in curve.points)
    columns = Columns(names=names, left=left, step=(width - left - _EDGE) / len(names))
    frame = _Frame(curve=curve, columns=columns, zero=_EDGE + 20 + _END * _UNIT, width=width)
    bottom = frame.zero + _END * _UNIT + 22
    parts = [*_scale(frame), *_bands(frame), *_lines(frame), *_marks(frame), *columns.headings(bottom)]
    bottom += columns.height() + 4
    parts += _base(frame, bottom)
    bottom += SMALL * LEADING + 12
    legend, height = _legend(frame, bottom)
    parts += legend
    bottom += height + 4
    if not columns.named:
        listed, height = key(names, _EDGE, bottom + 8, width - 2 * _EDGE)
        parts += listed
        bottom += height + 8
    return picture(curve.caption, width, bottom + _EDGE, parts)


def _scale(frame: _Frame) -> list[str]:
    """Return the lines of the scale with their values, and the words at its ends."""
    words, left = frame.curve.words, frame.columns.left
    parts = []
    for value in range(_END, -_END - 1, -1):
        y = frame.zero - value * _UNIT
        stroke = MUTED if value == 0 else LINE
        parts.append(line((left, y), (frame.width - _EDGE, y), stroke=stroke))
        said = f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value)}"
        parts.append(text(said, left - 8, y + SMALL * 0.36, size=SMALL, anchor="end", fill=MUTED))
    between = (_END - 0.5) * _UNIT  # the words keep clear of the numbers
    for word, y in (
        (words.good, frame.zero - between + SMALL * 0.36),
        (words.bad, frame.zero + between + SMALL * 0.36),
    ):
        fitted = fit(word, size=SMALL, width=_GUTTER - 8, lines=2)
        parts.append(label(fitted, _EDGE, y, size=SMALL, fill=MUTED))
    return parts


def _runs(frame: _Frame) -> list[list[tuple[int, EmotionPoint]]]:
    """Return the stretches of stages that have a value."""
    stretches = groupby(enumerate(frame.curve.points), key=lambda pair: pair[1].mean is not None)
    return [list(run) for valued, run in stretches if valued]


def _bands(frame: _Frame) -> list[str]:
    """Return the spread around the means, as far as the scale goes."""
    parts = []
    for run in _runs(frame):
        above = [frame.at(place, (point.mean or 0) + point.spread) for place, point in run]
        below = [frame.at(place, (point.mean or 0) - point.spread) for place, point in run]
        if len(run) == 1:
            (x, high), low = above[0], below[0][1]
            if low > high:
                wide = min(_LONE, frame.columns.step / 3)
                edges = {"x": x - wide, "y": high, "width": 2 * wide, "height": low - high, "rx": 2}
                parts.append(tag("rect", **edges, fill=PALE_BLUE))
        else:
            steps = smooth(above) + smooth(below[::-1]).replace("M", "L", 1)
            parts.append(tag("path", d=f"{steps}Z", fill=PALE_BLUE))
    return parts


def _lines(frame: _Frame) -> list[str]:
    """Return the curve, broken where a stage has no value."""
    runs = [[frame.at(place, point.mean or 0) for place, point in run] for run in _runs(frame)]
    return [
        tag("path", d=smooth(run), fill="none", stroke=BLUE, stroke_width=2) for run in runs if len(run) > 1
    ]


def _marks(frame: _Frame) -> list[str]:
    """Return a marker with its value for each stage, or the word for no value."""
    most = max(point.respondents for point in frame.curve.points)
    return [
        _gap(frame, place) if point.mean is None else _mark(frame, place, point, point.mean, most)
        for place, point in enumerate(frame.curve.points)
    ]


def _mark(frame: _Frame, place: int, point: EmotionPoint, mean: float, most: int) -> str:
    """Return one marker; its value stands on the side away from the middle line."""
    x, y = frame.at(place, mean)
    largest = min(_LARGEST, frame.columns.step * 0.4)
    radius = _SMALLEST + (largest - _SMALLEST) * sqrt(point.respondents / most) if most else _SMALLEST
    size = SMALL + 1 if frame.columns.step >= _ROOMY else max(7.0, frame.columns.step * 0.4)
    value = figure(mean, frame.curve.caption.decimal, sign=True)
    baseline = y - radius - 5 if mean >= 0 else y + radius + size + 2
    said = f"{point.stage}: {value}; {frame.curve.words.people} — {point.respondents}"
    fill = tone(mean)
    return titled(
        said,
        tag("circle", cx=x, cy=y, r=radius, fill=fill, stroke=PAPER, stroke_width=1.5),
        text(value, x, baseline, size=size, fill=fill, anchor="middle", bold=True, halo=True),
    )


def _gap(frame: _Frame, place: int) -> str:
    """Return what stands for a missing value on the middle line: the word if it fits, else a dash."""
    x, word, room = frame.columns.middle(place), frame.curve.words.gap, frame.columns.step - 6
    fitted = fit(word, size=SMALL, width=room, lines=2)
    lines = ("–",) if fitted.cut or room < SMALL * 4 else fitted.lines
    wide = max(fonts.width(said, SMALL) for said in lines) + 8
    high = len(lines) * SMALL * LEADING
    first = frame.zero - high / 2 + SMALL * LEADING * 0.77
    return titled(
        f"{frame.columns.names[place]}: {word}",
        tag("rect", x=x - wide / 2, y=frame.zero - high / 2, width=wide, height=high, fill=PAPER),
        *(
            text(said, x, first + number * SMALL * LEADING, size=SMALL, anchor="middle", fill=MUTED)
            for number, said in enumerate(lines)
        ),
    )


def _base(frame: _Frame, top: float) -> list[str]:
    """Return the row of bases below the stages."""
    baseline = top + SMALL
    row = [
        text(
            str(point.respondents),
            frame.columns.middle(place),
            baseline,
            size=min(SMALL, frame.columns.step * 0.6),
            anchor="middle",
            fill=MUTED,
        )
        for place, point in enumerate(frame.curve.points)
    ]
    return [text("n", frame.columns.left - 8, baseline, size=SMALL, anchor="end", fill=MUTED), *row]


def _legend(frame: _Frame, top: float) -> tuple[list[str], float]:
    """Return what the markers' size and the band mean, side by side if there is room, and their height."""
    left, room = frame.columns.left, frame.width - frame.columns.left - _EDGE
    people = fit(f"n — {frame.curve.words.people}", size=SMALL, width=room - 35)
    spread = fit(frame.curve.spread, size=SMALL, width=room - 35, lines=2)
    beside = 35 + max((fonts.width(said, SMALL) for said in people.lines), default=0.0) + 36
    widest = max((fonts.width(said, SMALL) for said in spread.lines), default=0.0)
    x, y = (beside, 0.0) if beside + 35 + widest <= room else (0.0, SMALL * LEADING + 5)
    middle = top + 7
    parts = [
        tag("circle", cx=left + _SMALLEST, cy=middle, r=_SMALLEST, fill=MUTED),
        tag("circle", cx=left + 19, cy=middle, r=7, fill=MUTED),
        label(people, left + 35, middle + SMALL * 0.36, size=SMALL, fill=MUTED),
        tag("rect", x=left + x, y=middle + y - 6, width=26, height=12, rx=2, fill=PALE_BLUE),
        path([(left + x, middle + y), (left + x + 26, middle + y)], stroke=BLUE, stroke_width=2),
        label(spread, left + x + 35, middle + y + SMALL * 0.36, size=SMALL, fill=MUTED),
    ]
    return parts, y + max(1, len(spread.lines)) * SMALL * LEADING

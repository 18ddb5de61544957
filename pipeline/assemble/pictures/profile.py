"""A profile as horizontal bars on a scale of stages: the value, the spread between people, the mean of all.

Every word comes from the caller; the picture knows no language and no rule.  Weak bars are dark, the
others light, so that grey paper tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .colours import BLUE, INK, MUTED, PAPER
from .draw import label, line, path, picture, tag, text
from .lettering import fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .values import Caption

PLAIN = "#a3b5cb"
BANDS = ("#e6e3db", "#f3f1ec")
LOWEST, HIGHEST = 0.5, 5.5  # a stage is the half point on either side of its number
NARROW = 560  # below this width labels stand above their bars
LABELS, VALUES, EDGE = 150, 110, 16  # columns of a wide picture
SIZE, SMALL, TINY, LEADING = 14.0, 12.0, 11.5, 17.0
BAR, CAP, GAP = 22.0, 6.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: ``value``, ``low`` and ``high`` on the scale 1..5, None when there is nothing to draw.

    ``told`` says the value, ``note`` stands under the label, ``weak`` bars are dark.
    """

    label: str
    note: str
    told: str
    value: float | None
    low: float | None = None
    high: float | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What to draw: ``stages`` names the five bands, ``mean`` is a line through all bars."""

    caption: Caption
    bars: tuple[Bar, ...]
    stages: tuple[str, ...]
    mean: float | None = None
    mean_told: str = ""
    legend: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand for a width."""

    narrow: bool
    left: float
    right: float
    top: float
    row: float
    bars: int

    @property
    def bottom(self) -> float:
        """Return where the bands end."""
        return self.top + self.row * self.bars + GAP

    def x(self, value: float) -> float:
        """Return the place of a value on the scale."""
        return self.left + (value - LOWEST) / (HIGHEST - LOWEST) * (self.right - self.left)

    def y(self, at: int) -> float:
        """Return the middle of a bar."""
        below = self.row - BAR / 2 - GAP / 2 if self.narrow else self.row / 2
        return self.top + GAP / 2 + self.row * at + below


def draw_profile(profile: Profile, *, width: int = 760) -> str:
    """Return the picture as SVG text, ``width`` units wide (a phone's 360 is drawn in another order)."""
    narrow = width < NARROW
    frame = _Frame(
        narrow=narrow,
        left=EDGE if narrow else LABELS,
        right=width - (EDGE if narrow else VALUES),
        top=32 if narrow else 50,
        row=62 if narrow else 52,
        bars=len(profile.bars),
    )
    foot = list(_foot(frame, profile))
    below = LEADING * len(foot) + (2 * LEADING if profile.mean is not None else LEADING)
    parts = [
        *_bands(frame, profile.stages),
        *_mean(frame, profile),
        *(part for at, bar in enumerate(profile.bars) for part in _bar(frame, at, bar)),
        *foot,
    ]
    return picture(profile.caption, width, frame.bottom + below, parts)


def _bands(frame: _Frame, stages: Sequence[str]) -> Iterator[str]:
    """Draw the stages behind the bars, each with its number and, where there is room, its name."""
    for number, name in enumerate(stages, 1):
        left, middle, right = (frame.x(number + shift) for shift in (-0.5, 0, 0.5))
        height = frame.bottom - frame.top
        yield tag("rect", x=left, y=frame.top, width=right - left, height=height, fill=BANDS[number % 2])
        above = frame.top - (10 if frame.narrow else 27)
        yield text(str(number), middle, above, size=SIZE, anchor="middle", bold=True)
        if not frame.narrow:
            said = fit(name, size=TINY, width=right - left)
            yield label(said, middle, frame.top - 10, size=TINY, anchor="middle", fill=MUTED)
        yield line((middle, frame.top), (middle, frame.bottom), stroke=PAPER)


def _mean(frame: _Frame, profile: Profile) -> Iterator[str]:
    """Draw the mean of all as a dashed line under the bars, its words below."""
    if profile.mean is None:
        return
    x = frame.x(profile.mean)
    yield line((x, frame.top), (x, frame.bottom + 5), stroke=INK, width=1.5, dash="5 4")
    third = (frame.right - frame.left) / 3
    anchor = "start" if x < frame.left + third else "end" if x > frame.right - third else "middle"
    yield text(profile.mean_told, x, frame.bottom + LEADING + 4, size=SIZE, anchor=anchor, bold=True)


def _bar(frame: _Frame, at: int, bar: Bar) -> Iterator[str]:
    """Draw one bar with its words and the spread between people."""
    y, top = frame.y(at), frame.y(at) - BAR / 2
    yield from (_words_above if frame.narrow else _words_beside)(frame, y, bar)
    if bar.value is None:
        room = frame.right - frame.left - 2
        yield tag(
            "rect",
            x=frame.left + 1,
            y=top,
            width=room,
            height=BAR,
            fill="none",
            stroke=MUTED,
            stroke_dasharray="2 4",
        )
        return
    fill = BLUE if bar.weak else PLAIN
    yield tag("rect", x=frame.left, y=top, width=frame.x(bar.value) - frame.left, height=BAR, fill=fill)
    if bar.low is not None and bar.high is not None and bar.low < bar.high:
        yield from _spread(frame.x(bar.low), frame.x(bar.high), y)


def _words_beside(frame: _Frame, y: float, bar: Bar) -> Iterator[str]:
    """Say label and note left of a bar, the value right of it."""
    name = fit(bar.label, size=SIZE, width=frame.left - EDGE - 8, bold=True)
    lift = 0.0 if bar.note else 5.0
    yield label(name, EDGE, y - 3 + lift, size=SIZE, bold=True)
    yield text(bar.note, EDGE, y + 13, size=SMALL, fill=MUTED)
    told = fit(bar.told, size=SIZE, width=VALUES - 20, lines=2, bold=True)
    yield label(told, frame.right + 12, y + 5 - 9 * (len(told.lines) - 1), size=SIZE, bold=True)


def _words_above(frame: _Frame, y: float, bar: Bar) -> Iterator[str]:
    """Say label, note and value on one line above a bar."""
    above, middle = y - BAR / 2 - 7, (frame.left + frame.right) / 2
    name = fit(bar.label, size=SIZE, width=(frame.right - frame.left) / 2, bold=True)
    yield label(name, frame.left + 6, above, size=SIZE, bold=True)
    yield text(bar.note, middle, above, size=SMALL, fill=MUTED)
    yield text(bar.told, frame.right - 6, above, size=SIZE, anchor="end", bold=True)


def _spread(low: float, high: float, y: float) -> Iterator[str]:
    """Draw a line from the lowest to the highest person, light around so that it shows on a dark bar."""
    for stroke, width in ((PAPER, 5), (INK, 2)):
        for x in (low, high):
            yield path([(x, y - CAP), (x, y + CAP)], fill="none", stroke=stroke, stroke_width=width)
        yield path([(low, y), (high, y)], fill="none", stroke=stroke, stroke_width=width)


def _foot(frame: _Frame, profile: Profile) -> Iterator[str]:
    """Write the legend below the bands; a narrow picture also has the stages' names there."""
    stages = [f"{number} {name}" for number, name in enumerate(profile.stages, 1)] if frame.narrow else []
    y = frame.bottom + (2.8 * LEADING if profile.mean is not None else 1.4 * LEADING)
    for at, said in enumerate((*stages, *profile.legend)):
        fitted = fit(said, size=SMALL, width=frame.right - frame.left)
        yield label(fitted, frame.left, y + LEADING * at, size=SMALL, fill=MUTED)

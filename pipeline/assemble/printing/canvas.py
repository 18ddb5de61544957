"""Maps on one large drawing: every claim whole, letters as letters, for screens and design programs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from .. import fonts
from ..pictures import strip
from ..pictures.colours import BLUE, FAINT, INK, MUTED, PALE_BLUE, PAPER
from ..pictures.draw import LEADING, SIZE, SMALL, label, line, picture, tag, text
from ..pictures.lettering import fit
from ..pictures.values import Caption
from .cells import PAD, Pen, grade_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .values import Chart, Legend, Row

COLUMN, LANE, EDGE = 236.0, 152.0, 36.0
_TITLE, _HEAD, _STRIP, _BETWEEN = 24.0, 13.5, 128.0, 64.0
_LEAST = 2  # columns that the title and the legend need
_ALL = 500


class Canvas:
    """Draws maps one below the other."""

    def __init__(
        self, charts: Sequence[Chart], legend: Legend, *, decimal: str, marks: tuple[str, str]
    ) -> None:
        """Take what is to be drawn; ``marks`` stand around verbatim words."""
        self.charts, self.legend, self.decimal, self.marks = charts, legend, decimal, marks
        most = max((len(chart.stages) for chart in charts), default=0)
        self.width = 2 * EDGE + LANE + COLUMN * max(most, _LEAST)
        self.parts: list[str] = []
        self.y = EDGE

    def draw(self, title: str, empty: str) -> str:
        """Return the drawing as SVG; without a map it says so."""
        for place, chart in enumerate(self.charts):
            self.y += _BETWEEN if place else 0.0
            self._map(chart)
        if not self.charts:
            self.parts.append(text(empty, EDGE, self.y + SIZE, fill=MUTED))
            self.y += SIZE * LEADING
        told = "; ".join(f"{chart.title} — {chart.viewpoint} ({chart.base})" for chart in self.charts)
        caption = Caption(title=title, description=told or empty, empty=empty)
        return picture(caption, self.width, self.height, self.parts)

    @property
    def height(self) -> float:
        """The height of what is drawn so far."""
        return self.y + EDGE

    def _map(self, chart: Chart) -> None:
        """Draw one map: title, heads, lanes, legend and rules."""
        room = self.width - 2 * EDGE
        self._paragraph(f"{chart.title} — {chart.viewpoint}", _TITLE, room, bold=True)
        self._paragraph(" · ".join(part for part in (chart.base, chart.note) if part), SIZE, room, fill=MUTED)
        self.y += 10
        self._heads(chart)
        top, below = self.y, len(self.parts)
        for row in chart.rows:
            self._row(row, len(chart.stages))
        self.parts[below:below] = [
            line((EDGE + LANE + at * COLUMN, top), (EDGE + LANE + at * COLUMN, self.y))
            for at in range(len(chart.stages))
        ]
        self.parts.append(line((EDGE, self.y), (self._right(chart), self.y)))
        self.y += 14
        self._legend(room, curve=any(row.points for row in chart.rows))
        for rule in chart.rules:
            self._paragraph(rule, SMALL, room, fill=MUTED)

    def _right(self, chart: Chart) -> float:
        return EDGE + LANE + COLUMN * len(chart.stages)

    def _paragraph(
        self, words: str, size: float, room: float, *, fill: str = INK, bold: bool = False
    ) -> None:
        fitted = fit(words, size=size, width=room, lines=_ALL, bold=bold)
        self.parts.append(label(fitted, EDGE, self.y + size, size=size, fill=fill, bold=bold))
        self.y += len(fitted.lines) * size * LEADING

    def _heads(self, chart: Chart) -> None:
        """Draw phases and the names of the stages."""
        if any(chart.phases):
            self._phases(chart.phases)
        fitted = [
            fit(f"{at}. {name}", size=_HEAD, width=COLUMN - 2 * PAD, lines=_ALL, bold=True)
            for at, name in enumerate(chart.stages, 1)
        ]
        high = max((len(one.lines) for one in fitted), default=1) * _HEAD * LEADING + 2 * PAD - 2
        self.parts.append(tag("rect", x=EDGE, y=self.y, width=LANE, height=high, fill=FAINT))
        wide = COLUMN * len(fitted)
        self.parts.append(tag("rect", x=EDGE + LANE, y=self.y, width=wide, height=high, fill=PALE_BLUE))
        for at, one in enumerate(fitted):
            left = EDGE + LANE + at * COLUMN + PAD
            self.parts.append(label(one, left, self.y + PAD + _HEAD - 2, size=_HEAD, bold=True))
        self.y += high

    def _phases(self, phases: Sequence[str]) -> None:
        """Draw a head over each run of stages of one phase."""
        left, deepest = EDGE + LANE, 0.0
        for name, run in groupby(phases):
            wide = COLUMN * len(list(run))
            if name:
                fitted = fit(name, size=SIZE, width=wide - 2 * PAD, lines=_ALL, bold=True)
                self.parts.append(label(fitted, left + PAD, self.y + SIZE, fill=BLUE, bold=True))
                deepest = max(deepest, len(fitted.lines) * SIZE * LEADING)
            left += wide
        left = EDGE + LANE
        self.y += deepest + 5
        for name, run in groupby(phases):
            wide = COLUMN * len(list(run))
            if name:
                self.parts.append(line((left, self.y), (left + wide - 3, self.y), stroke=BLUE, width=2))
            left += wide
        self.y += 2

    def _row(self, row: Row, count: int) -> None:
        """Draw one lane with its curve, its cells and the line below it."""
        right = EDGE + LANE + COLUMN * count
        top = self.y
        self.parts.append(line((EDGE, top), (right, top)))
        name = fit(row.name, size=_HEAD, width=LANE - 2 * PAD, lines=_ALL, bold=True)
        self.parts.append(label(name, EDGE + PAD, top + PAD + _HEAD - 2, size=_HEAD, bold=True))
        least = len(name.lines) * _HEAD * LEADING + 2 * PAD
        if row.points:
            self.parts += strip.draw(
                row.points, step=COLUMN, height=_STRIP, left=EDGE + LANE, top=self.y + 4, decimal=self.decimal
            )
            self.y += _STRIP + 4
        bottom = self.y
        for at, box in enumerate(row.boxes):
            pen = Pen(EDGE + LANE + at * COLUMN + PAD, self.y + PAD, COLUMN - 2 * PAD, self.marks)
            pen.box(box)
            self.parts += pen.parts
            bottom = max(bottom, pen.y + PAD - 4)
        self.y = max(bottom, top + least)
        if row.border:
            self._border(row.border, right)

    def _border(self, name: str, right: float) -> None:
        """Draw a line of a blueprint with its name."""
        wide = fonts.width(name, SMALL, bold=True) + 2 * PAD
        high = SMALL * LEADING + 2
        self.parts.append(tag("rect", x=EDGE, y=self.y, width=wide + PAD, height=high, fill=PAPER))
        self.parts.append(text(name, EDGE + PAD, self.y + SMALL, size=SMALL, bold=True, fill=MUTED))
        middle = self.y + SMALL * 0.64
        start = (min(EDGE + wide + PAD, right - PAD), middle)
        self.parts.append(line(start, (right, middle), stroke=INK, width=1.5, dash="6 4"))
        self.y += SMALL * LEADING + 4

    def _legend(self, room: float, *, curve: bool) -> None:
        """Draw what the signs mean, as many a line as there is room for."""
        legend = self.legend
        items: list[tuple[int, str]] = [(3, legend.strong), (2, legend.partial), (1, legend.single)]
        items += [(0, legend.quote), (0, legend.hint)]
        items += [(0, legend.curve), (0, legend.people)] if curve else []
        x = 0.0
        for grade, said in items:
            hang = 13.0 if grade else 0.0
            wide = hang + fonts.width(said, SMALL)
            if x and x + wide > room:
                x, self.y = 0.0, self.y + SMALL * LEADING + 3
            if grade:
                self.parts.append(grade_mark(grade, EDGE + x + 4, self.y + SMALL * 0.62))
            self.parts.append(text(said, EDGE + x + hang, self.y + SMALL, size=SMALL, fill=MUTED))
            x += wide + 22
        self.y += SMALL * LEADING + 8

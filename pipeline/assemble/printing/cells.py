"""The cells of a drawn map: claims, figures and hints set line by line, whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .. import fonts
from ..pictures.colours import BLUE, INK, MUTED, PALE_BLUE, PAPER
from ..pictures.draw import LEADING, SIZE, SMALL, label, tag, text
from ..pictures.lettering import clean, fit

if TYPE_CHECKING:
    from .values import Box, Line

PAD = 10.0
_ALL = 500  # lines: nothing is cut
_RADIUS, _HANG, _AIR = 3.6, 13.0, 5.0
_CHIP, _NEAR = 14.0, 5.0  # between claims on one line, and between a text and its support
_OWN = frozenset('«»„“”"')


@dataclass(slots=True)
class Pen:
    """Sets text downwards in a column; ``y`` is where the next line begins."""

    x: float
    y: float
    room: float
    marks: tuple[str, str]
    parts: list[str] = field(default_factory=list)

    def box(self, box: Box) -> None:
        """Set a whole cell."""
        for name, value in box.figures:
            self.figure(name, value)
        if box.inline:
            self.chips(box.lines)
        else:
            for line in box.lines:
                self.claim(line)
        if box.given:
            self.given(box.given)
        if box.hint:
            self.said(box.hint, fill=MUTED)

    def said(self, words: str, *, fill: str = INK, left: float = 0.0, bold: bool = False) -> None:
        """Set a paragraph."""
        fitted = fit(words, size=SIZE, width=self.room - left, lines=_ALL, bold=bold)
        self.parts.append(label(fitted, self.x + left, self.y + SIZE, size=SIZE, fill=fill, bold=bold))
        self.y += max(1, len(fitted.lines)) * SIZE * LEADING + _AIR

    def figure(self, name: str, value: str) -> None:
        """Set a figure: its name, then its value in bold, below it if there is no room beside."""
        beside = fonts.width(clean(name), SIZE) + _NEAR
        if beside + fonts.width(clean(value), SIZE, bold=True) <= self.room:
            self.parts.append(text(name, self.x, self.y + SIZE, fill=MUTED))
            self.parts.append(text(value, self.x + beside, self.y + SIZE, bold=True))
            self.y += SIZE * LEADING + _AIR
        else:
            self.said(name, fill=MUTED)
            self.y -= _AIR
            self.said(value, bold=True)

    def given(self, words: str) -> None:
        """Set what the researcher wrote, on a pale ground."""
        top, at = self.y, len(self.parts)
        self.y += _AIR
        self.said(words, left=_AIR)
        frame = {"x": self.x, "y": top, "width": self.room, "height": self.y - top, "rx": 3}
        self.parts.insert(at, tag("rect", **frame, fill=PALE_BLUE))
        self.y += _AIR

    def claim(self, line: Line) -> None:
        """Set a claim: mark, text, and its source and support at the end of the last line or below it."""
        words = self._words(line)
        fitted = fit(words, size=SIZE, width=self.room - _HANG, lines=_ALL)
        left, middle = self.x + _HANG, self.y + SIZE * 0.62
        self.parts.append(grade_mark(line.grade, self.x + _RADIUS + 0.5, middle))
        self.parts.append(label(fitted, left, self.y + SIZE, size=SIZE))
        self.y += max(1, len(fitted.lines)) * SIZE * LEADING
        after = " · ".join(part for part in (line.source, line.support) if part)
        ends = fonts.width(fitted.lines[-1], SIZE) + _NEAR if fitted.lines else 0.0
        if _HANG + ends + fonts.width(clean(after), SMALL) <= self.room:
            baseline = self.y - SIZE * LEADING + SIZE
            self.parts.append(text(after, left + ends, baseline, size=SMALL, fill=MUTED))
        else:
            told = fit(after, size=SMALL, width=self.room - _HANG, lines=_ALL)
            self.parts.append(label(told, left, self.y + SMALL, size=SMALL, fill=MUTED))
            self.y += len(told.lines) * SMALL * LEADING
        self.y += _AIR

    def chips(self, lines: tuple[Line, ...]) -> None:
        """Set short claims one after the other."""
        x = 0.0
        for line in lines:
            name = fonts.width(clean(line.text), SIZE)
            wide = _HANG + name + _NEAR + fonts.width(clean(line.support), SMALL)
            if x and x + wide > self.room:
                x, self.y = 0.0, self.y + SIZE * LEADING + 3
            if wide > self.room:  # too long for any line: set like others
                self.claim(line)
                continue
            left, baseline = self.x + x, self.y + SIZE
            self.parts.append(grade_mark(line.grade, left + _RADIUS + 0.5, self.y + SIZE * 0.62))
            self.parts.append(text(line.text, left + _HANG, baseline))
            said = text(line.support, left + _HANG + name + _NEAR, baseline, size=SMALL, fill=MUTED)
            self.parts.append(said)
            x += wide + _CHIP
        self.y += (SIZE * LEADING + _AIR) if x else 0.0

    def _words(self, line: Line) -> str:
        if not line.source or not _OWN.isdisjoint(line.text):
            return line.text
        return f"{self.marks[0]}{line.text}{self.marks[1]}"


def grade_mark(grade: int, x: float, y: float) -> str:
    """Return the sign of a claim's backing: a full, half or empty circle."""
    strong = 3
    circle = tag(
        "circle",
        cx=x,
        cy=y,
        r=_RADIUS,
        fill=BLUE if grade >= strong else PAPER,
        stroke=BLUE,
        stroke_width=1.2,
    )
    if grade != strong - 1:
        return circle
    half = f"M{x:.2f} {y - _RADIUS:.2f}A{_RADIUS} {_RADIUS} 0 0 0 {x:.2f} {y + _RADIUS:.2f}Z"
    return circle + tag("path", d=half, fill=BLUE)

"""How far people go: at each stage those who reached it and those who stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .colours import BAD, BLUE, FAINT, MUTED, PAPER
from .draw import LEADING, SIZE, SMALL, WIDTH, blank, hatch, label, line, picture, tag, text, titled, triangle
from .lettering import fit

if TYPE_CHECKING:
    from .values import FunnelChart, FunnelStep

_EDGE, _ROW, _BAR, _NUMBERS = 12.0, 38.0, 20.0, 84.0


def draw(funnel: FunnelChart, *, width: float = WIDTH) -> str:
    """Return the funnel: a bar per stage, its hatched end for those who went no further."""
    if not funnel.steps:
        return blank(funnel.caption, width)
    names = min(230.0, width * 0.3)
    left, right = _EDGE + names, width - _EDGE - 2 * _NUMBERS
    most = max(funnel.of, 1, *(step.reached for step in funnel.steps))
    unit = (right - left) / most
    head = [
        fit(word, size=SMALL, width=_NUMBERS - 8, lines=2, bold=True)
        for word in (funnel.reached, funnel.stopped)
    ]
    top = _EDGE + max(len(fitted.lines) for fitted in head) * SMALL * LEADING + 8
    parts = []
    for place, fitted in enumerate(head):
        end = right + (place + 1) * _NUMBERS
        parts.append(label(fitted, end, _EDGE + SMALL, size=SMALL, anchor="end", fill=MUTED, bold=True))
    for place, step in enumerate(funnel.steps):
        y = top + place * _ROW
        parts.append(line((_EDGE, y), (width - _EDGE, y)))
        parts.append(_row(funnel, step, y, (left, right), unit))
    return picture(funnel.caption, width, top + len(funnel.steps) * _ROW + _EDGE - 4, parts)


def _row(funnel: FunnelChart, step: FunnelStep, y: float, ends: tuple[float, float], unit: float) -> str:
    """Return name, bar and numbers of a stage."""
    left, right = ends
    fitted = fit(step.stage, size=SIZE, width=left - _EDGE - 16, lines=2)
    middle = y + _ROW / 2
    named = label(fitted, _EDGE, middle + SIZE * 0.35 - (len(fitted.lines) - 1) * SIZE * LEADING / 2)
    parts = [tag("rect", x=left, y=middle - _BAR / 2, width=right - left, height=_BAR, rx=2, fill=FAINT)]
    stopped = min(step.stopped, step.reached)
    parts += _bar(left, middle - _BAR / 2, (step.reached - stopped) * unit, stopped * unit)
    baseline = middle + (SIZE + 2) * 0.35
    parts.append(text(str(step.reached), right + _NUMBERS, baseline, size=SIZE + 2, anchor="end", bold=True))
    if step.stopped:
        end = right + 2 * _NUMBERS
        number = str(step.stopped)
        parts.append(text(number, end, baseline, size=SIZE + 2, anchor="end", bold=True, fill=BAD))
        parts.append(triangle(end - 9.5 * len(number) - 9, middle, 8, up=False, fill=BAD))
    said = f"{step.stage}: {funnel.reached} {step.reached} / {funnel.of}, {funnel.stopped} {step.stopped}"
    return titled(said, named, *parts)


def _bar(x: float, y: float, going: float, stopping: float) -> list[str]:
    """Return the full part for those who go on and the hatched one for those who stop."""
    parts = []
    if going:
        parts.append(tag("rect", x=x, y=y, width=going, height=_BAR, rx=2, fill=BLUE))
    if stopping:
        begin = x + going + (1.5 if going else 0)
        room = max(1.0, stopping - (1.5 if going else 0))
        parts.append(tag("rect", x=begin, y=y, width=room, height=_BAR, fill=PAPER))
        parts.append(hatch(begin, y, room, _BAR, stroke=BAD))
        edge = tag(
            "rect",
            x=begin + 0.5,
            y=y + 0.5,
            width=max(0.5, room - 1),
            height=_BAR - 1,
            fill="none",
            stroke=BAD,
        )
        parts.append(edge)
    return parts

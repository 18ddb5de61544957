"""Touchpoints by stages: who speaks of them, and how it feels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import fonts
from .axis import Columns, key
from .colours import FAINT, FILLS, LINE, MUTED, Mood, ink_on, mood
from .draw import LEADING, SIZE, SMALL, WIDTH, blank, figure, label, picture, tag, text, titled, triangle
from .lettering import fit

if TYPE_CHECKING:
    from .draw import Place
    from .values import FeelingWords, HeatCell, HeatMap

_CELL, _GAP, _EDGE = 34.0, 3.0, 12.0
_ROOMY = 40.0  # cells narrower than this carry their symbol above the number


def draw(heat: HeatMap, *, width: float = WIDTH) -> str:
    """Return the heat map: a cell's fill and symbol tell the valence, its number the respondents."""
    if not heat.rows or not heat.stages:
        return blank(heat.caption, width)
    names = min(210.0, width * 0.27)
    columns = Columns(
        names=heat.stages, left=_EDGE + names, step=(width - 2 * _EDGE - names) / len(heat.stages)
    )
    top = _EDGE + columns.height() + 6
    parts = columns.headings(_EDGE, low=True)
    for place, row in enumerate(heat.rows):
        y = top + place * (_CELL + _GAP)
        parts += [_name(row.name, y, names)]
        parts += [_cell(heat, row.name, columns, y, (stage, cell)) for stage, cell in enumerate(row.cells)]
    bottom = top + len(heat.rows) * (_CELL + _GAP) + 16
    legend, height = _legend(heat.words, columns.left + _GAP / 2, bottom, width)
    parts += legend
    bottom += height + 6
    if not columns.named:
        listed, height = key(heat.stages, _EDGE, bottom + 8, width - 2 * _EDGE)
        parts += listed
        bottom += height + 8
    return picture(heat.caption, width, bottom + _EDGE - 4, parts)


def symbol(kind: Mood, x: float, y: float, *, fill: str, size: float = 8) -> str:
    """Return the mark of a mood: full triangles for strong feelings, hollow for weak, a bar for none."""
    if kind is Mood.EVEN:
        return tag("rect", x=x - size / 2, y=y - 0.75, width=size, height=1.5, fill=fill)
    up, hollow = kind in {Mood.GOOD, Mood.BEST}, kind in {Mood.GOOD, Mood.BAD}
    return triangle(x, y, size, up=up, fill=fill, hollow=hollow)


def _name(name: str, y: float, room: float) -> str:
    fitted = fit(name, size=SIZE, width=room - 14, lines=2)
    middle = y + _CELL / 2 + SIZE * 0.35 - (len(fitted.lines) - 1) * SIZE * LEADING / 2
    return label(fitted, _EDGE, middle)


def _cell(heat: HeatMap, row: str, columns: Columns, y: float, at: tuple[int, HeatCell | None]) -> str:
    """Return one cell, given with its stage; an empty one is a pale frame."""
    stage, cell = at
    gap = min(_GAP, columns.step * 0.12)
    frame = {
        "x": columns.left + stage * columns.step + gap / 2,
        "y": y,
        "width": columns.step - gap,
        "height": _CELL,
        "rx": min(4.0, columns.step / 6),
    }
    if cell is None:
        return tag("rect", **frame, fill=FAINT)
    kind = None if cell.valence is None else mood(cell.valence)
    fill = FAINT if kind is None else FILLS[kind]
    said = f"{row} · {columns.names[stage]}: {heat.words.people} — {cell.n}"
    if cell.valence is not None:
        said += f"; {figure(cell.valence, heat.caption.decimal, sign=True)}"
    box = tag("rect", **frame, fill=fill, stroke=LINE if kind is None else None)
    return titled(said, box, *_content(cell.n, kind, (columns.middle(stage), y), columns.step, ink_on(fill)))


def _content(n: int, kind: Mood | None, at: Place, room: float, ink: str) -> list[str]:
    """Return number and symbol: side by side, or one above the other in a narrow cell."""
    (x, y), number, size = at, str(n), min(SIZE + 1, room * 0.6)
    if kind is None:
        return [text(number, x, y + _CELL / 2 + size * 0.36, size=size, anchor="middle", fill=ink)]
    if room < _ROOMY:
        below = text(number, x, y + _CELL - 8, size=size, anchor="middle", bold=True, fill=ink)
        return [symbol(kind, x, y + 10, fill=ink, size=min(8, room * 0.45)), below]
    middle = y + _CELL / 2
    return [
        symbol(kind, x - 9, middle, fill=ink),
        text(number, x + 1, middle + size * 0.36, size=size, bold=True, fill=ink),
    ]


def _legend(words: FeelingWords, left: float, top: float, width: float) -> tuple[list[str], float]:
    """Return the scale from bad to good with its words, what the number counts, and their height."""
    parts, swatch = [], 34.0
    for place, kind in enumerate(Mood):
        fill, x = FILLS[kind], left + place * (swatch + 3)
        parts.append(tag("rect", x=x, y=top, width=swatch, height=14, rx=3, fill=fill))
        parts.append(symbol(kind, x + swatch / 2, top + 7, fill=ink_on(fill)))
    wide, below = 5 * (swatch + 3) - 3, top + 14 + SMALL * LEADING
    ends = (
        (words.bad, left, "start"),
        (words.even, left + wide / 2, "middle"),
        (words.good, left + wide, "end"),
    )
    for word, x, anchor in ends:
        parts.append(
            label(fit(word, size=SMALL, width=wide / 3), x, below, size=SMALL, anchor=anchor, fill=MUTED)
        )
    x, counted = left + wide + 28, top
    if x + swatch + 8 + fonts.width(words.people, SMALL) > width - _EDGE:
        x, counted = left, top + 28 + SMALL
    count = fit(words.people, size=SMALL, width=width - x - swatch - 8 - _EDGE)
    parts.append(tag("rect", x=x, y=counted, width=swatch, height=14, rx=3, fill=FAINT, stroke=LINE))
    parts.append(text("5", x + swatch / 2, counted + 10.8, size=SMALL, anchor="middle"))
    parts.append(label(count, x + swatch + 8, counted + 10.8, size=SMALL, fill=MUTED))
    return parts, counted + 14 - top + (0 if counted > top else SMALL * LEADING + 4)

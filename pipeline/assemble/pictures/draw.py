"""The elements of a picture as SVG text: everything is escaped here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from .. import fonts
from .colours import FAINT, INK, LINE, MUTED, PAPER
from .lettering import Fitted, clean, fit, led

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .values import Caption

WIDTH = 760.0  # the pictures' usual width: letters of 12 are 8 pt on a portrait page, 15 pt on a slide
SIZE, SMALL = 12.0, 10.5
LEADING = 1.3
Place = tuple[float, float]

_FAMILIES = ", ".join([*fonts.FAMILIES, "sans-serif"])


def escaped(text: str) -> str:
    """Return a text for an element or an attribute in double quotes."""
    return escape(clean(text), {'"': "&quot;", "'": "&#39;"})


def short(value: float) -> str:
    """Return a length with at most two decimals, never "-0"."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def figure(value: float, decimal: str, *, sign: bool = False) -> str:
    """Return a value with one decimal for people: "−1,2", with ``sign`` also "+0,5"."""
    shown = round(value, 1) + 0.0
    mark = "−" if shown < 0 else "+" if sign and shown > 0 else ""
    return f"{mark}{abs(shown):.1f}".replace(".", decimal)


def tag(name: str, /, *inside: str, **attributes: str | float | None) -> str:
    """Return an element; ``stroke_width`` means stroke-width, None leaves an attribute out.

    What is inside is markup already; attributes are escaped here.
    """
    written = "".join(
        f' {key.replace("_", "-")}="{escaped(value) if isinstance(value, str) else short(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def picture(caption: Caption, width: float, height: float, parts: Iterable[str]) -> str:
    """Return the whole SVG text: title and description first, white paper, then the parts."""
    return tag(
        "svg",
        tag("title", escaped(caption.title)),
        tag("desc", escaped(caption.description)),
        tag("rect", width=width, height=height, fill=PAPER),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {short(width)} {short(height)}",
        width=width,
        height=height,
        role="img",
        font_family=_FAMILIES,
        font_size=SIZE,
        fill=INK,
    )


def blank(caption: Caption, width: float) -> str:
    """Return the picture that says there is nothing to show."""
    height = 96.0
    said = fit(caption.empty, size=SIZE, width=width - 80, lines=3)
    first = height / 2 + SIZE * 0.35 - (len(said.lines) - 1) * SIZE * LEADING / 2
    panel = tag(
        "rect",
        x=1,
        y=1,
        width=width - 2,
        height=height - 2,
        rx=8,
        fill=FAINT,
        stroke=LINE,
        stroke_dasharray="4 4",
    )
    return picture(
        caption, width, height, [panel, label(said, width / 2, first, anchor="middle", fill=MUTED)]
    )


def text(  # noqa: PLR0913 (the attributes of a text)
    said: str,
    x: float,
    y: float,
    *,
    size: float = SIZE,
    fill: str = INK,
    anchor: str = "start",
    bold: bool = False,
    halo: bool = False,
) -> str:
    """Return one line of text with its baseline at ``y``; a halo keeps it readable upon lines."""
    if not clean(said):
        return ""
    return tag(
        "text",
        escaped(led(clean(said))),
        x=x,
        y=y,
        font_size=size if size != SIZE else None,
        fill=fill if fill != INK else None,
        text_anchor=anchor if anchor != "start" else None,
        font_weight=600 if bold else None,
        stroke=PAPER if halo else None,
        stroke_width=3 if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
    )


def label(  # noqa: PLR0913 (the attributes of a text)
    said: Fitted,
    x: float,
    y: float,
    *,
    size: float = SIZE,
    fill: str = INK,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    """Return the lines of a label, the first baseline at ``y``; what is cut has its whole text as title."""
    lines = [
        text(line, x, y + number * size * LEADING, size=size, fill=fill, anchor=anchor, bold=bold)
        for number, line in enumerate(said.lines)
    ]
    return tag("g", tag("title", escaped(said.whole)), *lines) if said.cut else "".join(lines)


def titled(whole: str, *parts: str) -> str:
    """Return the parts as a group that tells its whole text when pointed at."""
    return tag("g", tag("title", escaped(whole)), *parts)


def line(start: Place, end: Place, *, stroke: str = LINE, width: float = 1, dash: str | None = None) -> str:
    """Return a straight line."""
    return tag(
        "line",
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        stroke=stroke,
        stroke_width=width if width != 1 else None,
        stroke_dasharray=dash,
    )


def path(points: Sequence[Place], *, close: bool = False, **attributes: str | float | None) -> str:
    """Return a line through points, or the area inside them."""
    steps = "L".join(f"{short(x)} {short(y)}" for x, y in points)
    return tag("path", d=f"M{steps}{'Z' if close else ''}", **attributes)


def triangle(  # noqa: PLR0913 (a place and a look)
    x: float, y: float, size: float, *, up: bool, fill: str, hollow: bool = False
) -> str:
    """Return a ▲ or ▼ around a middle; a hollow one is drawn as its edge."""
    half, rise = size / 2, size * 0.45 * (1 if up else -1)
    points = [(x - half, y + rise), (x + half, y + rise), (x, y - rise)]
    if hollow:
        return path(points, close=True, fill="none", stroke=fill, stroke_width=1.2, stroke_linejoin="round")
    return path(points, close=True, fill=fill)


def hatch(  # noqa: PLR0913 (a place and a look)
    x: float, y: float, width: float, height: float, *, stroke: str, step: float = 5
) -> str:
    """Return slanting lines that fill a rectangle: a pattern that needs no id."""
    strokes: list[str] = []
    reach = step / 2
    while reach < width + height:
        start = (x + max(0.0, reach - height), y + min(reach, height))
        end = (x + min(reach, width), y + max(0.0, reach - width))
        strokes.append(f"M{short(start[0])} {short(start[1])}L{short(end[0])} {short(end[1])}")
        reach += step
    return tag("path", d="".join(strokes), fill="none", stroke=stroke) if strokes else ""

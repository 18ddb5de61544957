"""A picture's SVG text as PNG or PDF, drawn by typst with our fonts alone.

Lines that need more than CJM Sans are taken out of the SVG and set by typst itself: the SVG renderer inside
it looks for one font per line and cannot be relied upon where scripts meet.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, Literal
from xml.etree.ElementTree import Element, tostring

from defusedxml import ElementTree

from .. import fonts
from .colours import INK
from .draw import SIZE

_SVG = "{http://www.w3.org/2000/svg}"
_PIXEL = 0.75  # points
_SCREEN = 72  # pixels per inch at which a point is a pixel
_SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of a line's width, left of its place
# The title is the document's, the description what readers of a PDF are told of its only picture.
_PAGE = """
#set document(title: sys.inputs.title, date: none)
#set page(width: float(sys.inputs.width) * 1pt, height: auto, margin: 0pt)
#set text(lang: sys.inputs.lang, font: json(bytes(sys.inputs.fonts)), top-edge: "baseline")
#set text(bottom-edge: "baseline")
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.alt)
#let unit = float(sys.inputs.unit) * 1pt
#for line in json(bytes(sys.inputs.lines)) [
  #let set-in(..more) = text(size: line.size * unit, weight: line.weight, ..more, line.said)
  #context {
    let wide = measure(set-in()).width
    let put(body) = place(
      top + left, dx: line.x * unit - wide * line.share, dy: line.y * unit, box(width: wide + 1pt, body)
    )
    if line.halo { put(set-in(fill: white, stroke: 3 * unit + white)) }
    put(set-in(fill: rgb(line.fill)))
  }
]
"""


def to_png(svg: str, width_px: int, scale: float = 1.0) -> bytes:
    """Return a PNG of ``round(width_px * scale)`` pixels' width of a picture made here.

    Characters without a glyph are boxes (``fonts.missing`` tells which); the same picture gives the same
    bytes.  Raises ValueError for what is no picture.
    """
    pixels = round(width_px * scale)  # a page of a whole number of points would round on its own
    return _drawn(svg, width_px, "png", ppi=_SCREEN * pixels / width_px)


def to_pdf(svg: str, lang: str = "ru") -> bytes:
    """Return a PDF of one page as large as the picture, with its title and description, without a date."""
    return _drawn(svg, None, "pdf", lang=lang)


def parted(svg: str) -> tuple[str, list[dict[str, str | float | bool]]]:
    """Return a picture without the lines that CJM Sans cannot write, and these lines for typst to set.

    A line has ``said``, ``x``, ``y``, ``size``, ``weight``, ``fill``, ``share`` (of its width that lies left
    of its place) and ``halo``, in the picture's units.  Raises ValueError for what is no picture.
    """
    root = _root(fonts.replaced(svg))
    lines = _taken(root)
    return tostring(root, encoding="unicode"), lines


def _drawn(
    svg: str, width: float | None, kind: Literal["png", "pdf"], *, ppi: float | None = None, lang: str = "ru"
) -> bytes:
    """Let typst draw a page that is the picture, ``width`` points wide or of the picture's own size."""
    import typst  # noqa: PLC0415 (80 MB of compiler)

    root = _root(fonts.replaced(svg))
    own = float(root.get("width", "0")) or 1.0
    page = width or own * _PIXEL
    lines = _taken(root)
    said = {
        "title": root.findtext(f"{_SVG}title") or "",
        "alt": root.findtext(f"{_SVG}desc") or "",
        "svg": tostring(root, encoding="unicode"),
        "lines": json.dumps(lines),
        "fonts": json.dumps(fonts.FAMILIES),
        "width": f"{page:.4f}",
        "unit": f"{page / own:.6f}",
        "lang": lang,
    }
    try:
        drawn: Any = typst.compile(
            _PAGE.encode(),
            format=kind,
            ppi=ppi,
            font_paths=typst_fonts(),
            ignore_system_fonts=True,
            sys_inputs=said,
        )
    except typst.TypstError as error:
        raise ValueError(f"not a picture: {error}") from error
    return bytes(drawn)


def _root(svg: str) -> Element:
    """Return the picture's outermost element."""
    try:
        root: Element = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise ValueError(f"not a picture: {error}") from error
    if root.tag != f"{_SVG}svg":
        raise ValueError(f"not a picture: {root.tag}")
    return root


def _taken(root: Element) -> list[dict[str, str | float | bool]]:
    """Take the lines that CJM Sans cannot write out of the picture and return them."""
    found = [
        (parent, child)
        for parent in root.iter()
        for child in parent
        if child.tag == f"{_SVG}text" and not fonts.plain(child.text or "")
    ]
    for parent, child in found:
        parent.remove(child)
    return [_line(child) for _, child in found]


def _line(element: Element) -> dict[str, str | float | bool]:
    """Return what typst has to know of a line."""
    return {
        "said": element.text or "",
        "x": float(element.get("x", "0")),
        "y": float(element.get("y", "0")),
        "size": float(element.get("font-size", str(SIZE))),
        "weight": int(element.get("font-weight", "400")),
        "fill": element.get("fill", INK),
        "share": _SHARES[element.get("text-anchor", "start")],
        "halo": element.get("stroke") is not None,
    }


@lru_cache(maxsize=1)
def typst_fonts() -> Any:
    """Return our fonts and no others: neither the system's nor those inside typst."""
    import typst  # noqa: PLC0415 (80 MB of compiler)

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in fonts.font_paths()],
    )

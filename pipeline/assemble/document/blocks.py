"""Blocks of ``printing`` → paragraphs, tables and pictures of a document."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..pictures.colours import PALE_BLUE
from ..pictures.draw import text as lettered
from ..pictures.raster import to_png
from ..slides.claims import MARKS, quoted
from .markup import cell, drawing, paragraph, row, run, said, table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document as File

    from ..printing.values import Block

_ANCHORS = {0.0: "start", 0.5: "middle", 1.0: "end"}
_BOLD = 600
_SCALE = 2.0
_PLAIN = {
    "plain": "CJMBody",
    "strong": "CJMStrong",
    "small": "CJMNote",
    "label": "CJMLabel",
    "hint": "CJMHint",
    "big": "CJMBig",
}
_IN_CELL = {**_PLAIN, "plain": "CJMCell", "strong": "CJMCellHead"}
_ANSWER = "_" * 60


class Writer:
    """Writes blocks as markup; headings are remembered for the contents."""

    def __init__(self, document: File, language: str) -> None:
        """Take the document that will hold the pictures."""
        self.document, self.language = document, language
        self.room = 174.0  # millimetres between the margins
        self.headings: list[tuple[int, str, str]] = []  # level, text, bookmark
        self.pictures = 0
        self._known: dict[str, Callable[[Any], str]] = {
            "head": self._head,
            "pieces": lambda block: self.pieces(block["pieces"]),
            "table": self._table,
            "picture": self._picture,
            "strip": self._strip,
            "columns": self._columns,
            "sides": self._sides,
            "steps": self._steps,
            "questions": self._questions,
            "two": lambda block: self.blocks(block["blocks"]),
            "break": lambda _block: (
                '<w:p><w:pPr><w:pStyle w:val="CJMThin"/><w:pageBreakBefore/></w:pPr></w:p>'
            ),
        }

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Return the markup of blocks; raises KeyError for a type that is not known here."""
        return "".join(self._known[str(block["type"])](block) for block in blocks)

    def heading(self, level: int, text: str, *, listed: bool = True) -> str:
        """Return a heading; the contents lead to it if it is listed."""
        style = f"Heading{level}"
        if not listed:
            return said(style, text)
        name = f"_Toc{len(self.headings) + 1:05}"
        self.headings.append((level, text, name))
        number = len(self.headings)
        mark = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        return paragraph(style, mark, run(text), f'<w:bookmarkEnd w:id="{number}"/>')

    def pieces(self, pieces: Sequence[Any], *, tight: bool = False) -> str:
        """Return paragraphs; ``tight`` ones stand in a table."""
        return "".join(self._piece(piece, tight=tight) for piece in pieces)

    def claim(self, line: Any, *, tight: bool = False) -> str:
        """Return a claim with the sign of its backing, its source and support."""
        words = quoted(line["t"], self.language) if line["source"] else line["t"]
        after = " · ".join(part for part in (line["source"], line["support"]) if part)
        return paragraph(
            "CJMCellClaim" if tight else "CJMClaim",
            run(f"{MARKS[line['grade']]} ", "CJMMark"),
            run(words, "CJMWords" if line["source"] else ""),
            run(f" {after}" if after else "", "CJMSupport"),
        )

    def image(self, svg: str, pixels: float, wide: float, high: float, alt: str) -> str:
        """Return a run with a picture of so many pixels' width, drawn in millimetres."""
        relation, _image = self.document.part.get_or_add_image(BytesIO(to_png(svg, round(pixels), _SCALE)))
        self.pictures += 1
        return drawing(relation, self.pictures, wide, high, alt)

    def _piece(self, piece: Any, *, tight: bool) -> str:
        kind = piece["k"]
        if kind == "line":
            return self.claim(piece, tight=tight)
        if kind == "quote":
            words = quoted(piece["t"], self.language)
            return paragraph("Quote", run(words), run(f"  {piece['s']}", "CJMSupport"))
        return said((_IN_CELL if tight else _PLAIN).get(kind, "CJMBody"), piece["t"])

    def _head(self, block: Any) -> str:
        return self.heading(block["level"], block["text"], listed=bool(block["listed"]))

    def _table(self, block: Any) -> str:
        columns = block["columns"]
        fixed = sum(column["width"] for column in columns)
        shares = sum(column["share"] for column in columns) or 1
        widths = [c["width"] or (self.room - fixed) * c["share"] / shares for c in columns]
        head = row(
            (
                cell(said("CJMCellHead", c["title"]), w, fill=PALE_BLUE)
                for c, w in zip(columns, widths, strict=True)
            ),
            head=True,
        )
        rows = [
            row(
                (
                    cell(self.pieces(one["pieces"], tight=True), wide)
                    for one, wide in zip(cells, widths, strict=True)
                ),
                whole=not any(one.get("long") for one in cells),
            )
            for cells in block["rows"]
        ]
        alt = ", ".join(column["title"] for column in columns)
        return table(widths, [head, *rows], alt)

    def _picture(self, block: Any) -> str:
        svg = whole(block["svg"], block["lines"])
        high = _height(svg) / block["wide"] * self.room
        return paragraph("CJMBody", self.image(svg, block["wide"], self.room, high, block["alt"]))

    def _strip(self, block: Any) -> str:
        stages = block["stages"]
        wide = self.room / len(stages)
        names = row((cell(said("CJMCellHead", name), wide, fill=PALE_BLUE) for name in stages), head=True)
        high = block["height"] / block["wide"] * self.room
        drawn = self.image(block["svg"], block["wide"], self.room, high, block["alt"])
        strip = row([cell(paragraph("CJMCell", drawn), self.room, span=len(stages), tight=True)], whole=True)
        return table([wide] * len(stages), [names, strip], block["alt"])

    def _columns(self, block: Any) -> str:
        columns = block["columns"]
        wide = self.room / len(columns)
        cells = []
        for lists in columns:
            parts = (
                said("CJMCellTitle", one["title"]) + self.pieces(one["pieces"], tight=True) for one in lists
            )
            cells.append(cell("".join(parts), wide))
        alt = ", ".join(one["title"] for lists in columns for one in lists)
        return table([wide] * len(columns), [row(cells)], alt, ruled=False)

    def _sides(self, block: Any) -> str:
        sides = block["sides"]
        wide = self.room / len(sides)
        heads = row(
            (cell(said("CJMCellHead", side["title"]), wide, fill=PALE_BLUE) for side in sides), head=True
        )
        bodies = row(cell(self.pieces(side["pieces"], tight=True), wide) for side in sides)
        return table([wide] * len(sides), [heads, bodies], " / ".join(side["title"] for side in sides))

    def _steps(self, block: Any) -> str:
        widths = [self.room * share for share in (0.26, 0.12, 0.62)]
        heads = zip(block["heads"], widths, strict=True)
        rows = [row((cell(said("CJMCellHead", name), w, fill=PALE_BLUE) for name, w in heads), head=True)]
        for step in block["steps"]:
            words = (
                said("CJMHint", step["note"]) if step["silent"] else self.pieces(step["pieces"], tight=True)
            )
            name = said("CJMCellHead", f"{step['number']}. {step['stage']}")
            felt = said("CJMCellHead", step["feeling"] or "–")
            rows.append(row(cell(one, w) for one, w in zip((name, felt, words), widths, strict=True)))
        return table(widths, rows, ", ".join(block["heads"]))

    def _questions(self, block: Any) -> str:
        parts = []
        for number, asked in enumerate(block["questions"], block["first"]):
            parts.append(said("CJMQuestion", f"{number}. {asked['text']}", extra="<w:keepNext/>"))
            parts.append(said("CJMNote", asked["why"], extra="<w:keepNext/>"))
            parts.append(self.pieces(asked["pieces"]))
            parts.append(said("CJMAnswer", _ANSWER))
        return "".join(parts)


def whole(svg: str, lines: Sequence[Any]) -> str:
    """Return a picture with the lines that were parted from it."""
    back = "".join(
        lettered(
            line["said"],
            line["x"],
            line["y"],
            size=line["size"],
            fill=line["fill"],
            anchor=_ANCHORS[line["share"]],
            bold=line["weight"] >= _BOLD,
            halo=line["halo"],
        )
        for line in lines
    )
    if not back:
        return svg
    from xml.etree.ElementTree import fromstring, tostring  # noqa: PLC0415 (our own markup)

    from defusedxml import ElementTree  # noqa: PLC0415 (only pictures with other scripts)

    root = ElementTree.fromstring(svg)
    root.extend(fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{back}</svg>'))  # noqa: S314 (our own)
    return tostring(root, encoding="unicode")


def _height(svg: str) -> float:
    """Return a picture's height in its own units."""
    from defusedxml import ElementTree  # noqa: PLC0415 (only pictures)

    return float(ElementTree.fromstring(svg).get("height", "1"))

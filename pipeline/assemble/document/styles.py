"""How a document looks: its styles by name, so that people change them in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ..office import visible
from ..pictures.colours import BLUE, INK, LINE, MUTED, PALE_BLUE
from .markup import SPACES

if TYPE_CHECKING:
    from docx.document import Document as File

FONT, INSTEAD = "IBM Plex Sans", "Arial"
# name: size, colour, bold, italic, air before and after, indent
_PARAGRAPHS = {
    "CJM Over": (13, BLUE, True, False, 120, 6, 0),
    "CJM Product": (15, MUTED, False, False, 4, 24, 0),
    "CJM Body": (10, INK, False, False, 0, 5, 0),
    "CJM Strong": (10.5, INK, True, False, 0, 4, 0),
    "CJM Note": (8.5, MUTED, False, False, 0, 4, 0),
    "CJM Label": (8.5, BLUE, True, False, 6, 2, 0),
    "CJM Claim": (10, INK, False, False, 4, 2, 10),
    "CJM Hint": (9.5, MUTED, False, True, 2, 3, 0),
    "CJM Big": (17, INK, True, False, 0, 0, 0),
    "CJM Question": (11, INK, False, False, 10, 1, 18),
    "CJM Answer": (11, MUTED, False, False, 10, 2, 18),
    "CJM Cell": (9, INK, False, False, 1, 2, 0),
    "CJM Cell Head": (9, INK, True, False, 2, 2, 0),
    "CJM Cell Title": (10.5, BLUE, True, False, 6, 2, 0),
    "CJM Cell Claim": (8.5, INK, False, False, 1, 2, 8),
    "CJM Thin": (2, INK, False, False, 0, 4, 0),
    "toc 1": (11, INK, False, False, 4, 1, 0),
    "toc 2": (10, MUTED, False, False, 0, 1, 14),
}
_HEADINGS = {
    "Title": (30, 0, 6),
    "Heading 1": (19, 0, 8),
    "Heading 2": (13, 14, 5),
    "Heading 3": (10.5, 10, 3),
}
_RUNS = {
    "CJM Support": (MUTED, False, False),
    "CJM Mark": (BLUE, False, False),
    "CJM Words": (INK, False, True),
}


def new_document(title: str, subject: str, language: str) -> File:
    """Return an empty document with our styles."""
    document = Document()
    _fonts(document, language)
    for name, (size, before, after) in _HEADINGS.items():
        _heading(document.styles[name], size, before, after)
    for name, look in _PARAGRAPHS.items():
        _paragraph(document, name, look)
    _quote(document.styles["Quote"])
    for name, (colour, bold, italic) in _RUNS.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb, style.font.bold, style.font.italic = _colour(colour), bold, italic
    for markup in (_RULED, _BARE):
        document.styles.element.append(parse_xml(markup))
    rels = document.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        rels.pop(key)  # a picture of the template
    said = document.core_properties
    said.title, said.subject, said.language = visible(title)[:255], visible(subject)[:255], language
    said.author = said.last_modified_by = "cjm"
    said.comments = said.keywords = said.category = ""
    said.revision = 1
    return document


def _fonts(document: File, language: str) -> None:
    """Name the font once, for every script, and what stands in where it is missing."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(10)
    _font(normal.element.get_or_add_rPr())
    defaults = document.styles.element.find(".//{*}rPrDefault/{*}rPr")
    _font(defaults)
    tag = {"ru": "ru-RU"}.get(language, "en-US")
    for lang in defaults.findall(qn("w:lang")):
        lang.set(qn("w:val"), tag)
    for part in document.part.package.iter_parts():
        if str(part.partname).endswith("fontTable.xml"):
            entry = (
                f'<w:font w:name="{FONT}"><w:altName w:val="{INSTEAD}"/><w:family w:val="swiss"/></w:font>'
            )
            part._blob = part.blob.replace(b"</w:fonts>", entry.encode() + b"</w:fonts>")  # noqa: SLF001 (no door)


def _font(properties: Any) -> None:
    old = properties.find(qn("w:rFonts"))
    if old is not None:
        properties.remove(old)
    names = " ".join(f'w:{place}="{FONT}"' for place in ("ascii", "hAnsi", "cs", "eastAsia"))
    properties.insert(0, parse_xml(f"<w:rFonts {SPACES} {names}/>"))


def _heading(style: Any, size: float, before: float, after: float) -> None:
    _font(style.element.get_or_add_rPr())
    style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
    style.font.color.rgb = _colour(INK)
    _air(style, before, after)
    style.paragraph_format.keep_with_next = True
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)


def _paragraph(document: File, name: str, look: tuple[float, str, bool, bool, float, float, float]) -> None:
    size, colour, bold, italic, before, after, indent = look
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
    style.base_style = document.styles["Normal"]
    style.element.styleId = style.style_id.replace("toc", "TOC")  # as word processors look for it
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    style.font.color.rgb = _colour(colour)
    _air(style, before, after)
    if indent:
        style.paragraph_format.left_indent = Pt(indent)
        hanging = "Claim" in name or name == "CJM Question"
        style.paragraph_format.first_line_indent = Pt(-indent) if hanging else None
    style.paragraph_format.keep_with_next = True if name == "CJM Label" else None


def _quote(style: Any) -> None:
    """Set verbatim words off by a bar on the left."""
    style.font.italic, style.font.size = True, Pt(9.5)
    style.font.color.rgb = _colour(INK)
    _air(style, 2, 4)
    style.paragraph_format.left_indent = Pt(12)
    bar = f'<w:left w:val="single" w:sz="12" w:space="6" w:color="{LINE[1:].upper()}"/>'
    style.paragraph_format.element.get_or_add_pPr().insert_element_before(
        parse_xml(f"<w:pBdr {SPACES}>{bar}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def _air(style: Any, before: float, after: float) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.08


def _colour(text: str) -> RGBColor:
    return RGBColor.from_string(text[1:].upper())


def _table_style(name: str, inside: str, head: str) -> str:
    margins = "".join(
        f'<w:{side} w:w="{wide}" w:type="dxa"/>'
        for side, wide in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    )
    return (
        f'<w:style {SPACES} w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:tblPr>{inside}<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"{head}</w:style>"
    )


_LINE = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE[1:].upper()}"'
_RULES = "".join(f"<w:{side} {_LINE}/>" for side in ("top", "bottom", "insideH", "insideV"))
_RULED = _table_style(
    "CJM Table",
    f"<w:tblBorders>{_RULES}</w:tblBorders>",
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{PALE_BLUE[1:]}"/>'
    "</w:tcPr></w:tblStylePr>",
)
_BARE = _table_style("CJM Bare", "", "")

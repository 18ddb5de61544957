"""An atlas as a document: title, contents, maps lying on their side, every sheet, the guide, the method."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ..office import undated, visible
from ..printing.closing import method
from ..printing.opening import facts
from ..printing.sheets import sheets
from ..printing.words import Printer
from .blocks import Writer
from .maps import LYING, map_part
from .markup import SPACES, cell, field, paragraph, row, run, said, table, twips
from .styles import new_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..atlas.values import Atlas

_A4 = (210.0, 297.0)
_UPRIGHT = 174.0
_EDGE = 18.0
_LISTED = 2  # levels of the contents


def make_document(atlas: Atlas) -> bytes:
    """Return the bytes of a DOCX; the same atlas gives the same bytes."""
    printer = Printer(atlas.draft)
    title = atlas.draft.study.title or printer._("Customer Journey Map")
    over = printer._("Customer Journey Map: a draft from interviews")
    document = new_document(title, over, printer.words.language)
    writer = Writer(document, printer.words.language)
    pages = list(_pages(atlas, printer, writer))
    opening = _cover(title, over, printer) + _contents(writer, printer)
    _fill(document, [(False, opening), *pages], title)
    out = BytesIO()
    document.save(out)
    return undated(out.getvalue())


def _pages(atlas: Atlas, printer: Printer, writer: Writer) -> Iterator[tuple[bool, str]]:
    """Yield the parts of the document that begin on a new page, and whether each lies on its side."""
    for part in atlas.maps:
        yield True, map_part(part, printer, writer)
    for section in [*sheets(atlas, printer), method(printer, 0)]:
        lying = bool(section["flipped"])
        writer.room = LYING if lying else _UPRIGHT
        yield lying, writer.blocks(section["blocks"])  # type: ignore[arg-type]


def _cover(title: str, over: str, printer: Printer) -> str:
    """Return the title page."""
    _, draft = printer._, printer.draft
    wide = _UPRIGHT / 4
    told = [cell(said("CJMBig", number) + said("CJMNote", name), wide) for number, name in facts(printer)]
    rows = [
        row([*told[at : at + 4], *[cell("", wide)] * (4 - len(told[at : at + 4]))])
        for at in range(0, len(told), 4)
    ]
    note = _("A draft: the program sorts and counts what respondents said; people make meaning of it.")
    return "".join(
        [
            said("CJMOver", over),
            said("Title", title),
            said("CJMProduct", draft.study.product),
            table([wide] * 4, rows, _("Who was asked"), ruled=False),
            said("CJMBody", note),
            said("CJMNote", draft.manifest.tool),
        ]
    )


def _contents(writer: Writer, printer: Printer) -> str:
    """Return the table of contents: a field that the word processor updates, filled with our headings."""
    title = said("CJMStrong", printer._("Contents"), extra="<w:pageBreakBefore/>")
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{_LISTED}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    entries: list[str] = []
    for level, text, name in writer.headings:
        if level <= _LISTED:
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{run(text)}</w:hyperlink>'
            entries.append(paragraph(f"TOC{level}", "" if entries else begin, link))
    end = paragraph("CJMThin", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return "".join([title, *entries, end]) if entries else ""


def _fill(document: object, parts: list[tuple[bool, str]], title: str) -> None:
    """Put the parts into the document, a section of pages for each run of one orientation."""
    body = document.element.body  # type: ignore[attr-defined]
    section = document.sections[0]  # type: ignore[attr-defined]
    foot = section.footer.paragraphs[0]._p  # noqa: SLF001 (fields have no door)
    foot.getparent().replace(foot, parse_xml(_foot(title)))
    reference = section._sectPr.find(qn("w:footerReference")).get(qn("r:id"))  # noqa: SLF001
    body.remove(section._sectPr)  # noqa: SLF001
    markup = ""
    for place, (lying, written) in enumerate(parts):
        after = parts[place + 1][0] if place + 1 < len(parts) else None
        end = _page_setup(lying, reference, first=not place)
        markup += written
        if after is not None:
            markup += paragraph("CJMThin", extra=end)
        else:
            markup += end
    for element in list(body):
        body.remove(element)
    for element in parse_xml(f"<w:body {SPACES}>{markup}</w:body>"):
        body.append(element)


def _page_setup(lying: bool, reference: str, *, first: bool) -> str:  # noqa: FBT001 (a fact of the part)
    wide, high = _A4[::-1] if lying else _A4
    edge = (wide - LYING) / 2 if lying else _EDGE
    margins = f'w:top="{twips(15)}" w:bottom="{twips(15)}" w:left="{twips(edge)}" w:right="{twips(edge)}"'
    orient = ' w:orient="landscape"' if lying else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{reference}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(wide)}" w:h="{twips(high)}"{orient}/>'
        f'<w:pgMar {margins} w:header="{twips(8)}" w:footer="{twips(8)}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if first else ''}</w:sectPr>"
    )


def _foot(title: str) -> str:
    shown = escape(visible(title)[:90])
    return (
        f'<w:p {SPACES}><w:pPr><w:pStyle w:val="CJMNote"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{shown} · </w:t></w:r>{field("PAGE", "1")}</w:p>'
    )

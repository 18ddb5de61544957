"""WordprocessingML as text: everything is escaped here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ..office import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
MM = 56.7  # twentieths of a point
_EMU = 36000  # a millimetre


def run(text: str, style: str = "", *, bold: bool = False) -> str:
    """Return a stretch of text in a character style."""
    look = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/>" if bold else "")
    kept = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{kept}<w:t xml:space="preserve">{escape(visible(text))}</w:t></w:r>' if text else ""


def paragraph(style: str, *runs: str, extra: str = "") -> str:
    """Return a paragraph of a style; ``extra`` are further properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{"".join(runs)}</w:p>'


def said(style: str, text: str, extra: str = "") -> str:
    """Return a paragraph of one text."""
    return paragraph(style, run(text), extra=extra)


def cell(content: str, wide: float, *, fill: str = "", span: int = 1, tight: bool = False) -> str:
    """Return a table's cell ``wide`` millimetres; it always holds a paragraph."""
    look = f'<w:tcW w:w="{twips(wide)}" w:type="dxa"/>'
    look += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    look += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill[1:].upper()}"/>' if fill else ""
    sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    look += f"<w:tcMar>{sides}</w:tcMar>" if tight else ""
    body = content or paragraph("CJMCell")
    return (
        f"<w:tc><w:tcPr>{look}</w:tcPr>{body}{'' if body.endswith('</w:p>') else paragraph('CJMCell')}</w:tc>"
    )


def row(cells: Iterable[str], *, head: bool = False, whole: bool = False) -> str:
    """Return a table's row; a head is repeated on every page, a whole row is not broken."""
    look = ("<w:cantSplit/>" if whole or head else "") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr>{f'<w:trPr>{look}</w:trPr>' if look else ''}{''.join(cells)}</w:tr>"


def table(widths: Sequence[float], rows: Iterable[str], alt: str, *, ruled: bool = True) -> str:
    """Return a table with fixed columns in millimetres, followed by a thin paragraph."""
    grid = "".join(f'<w:gridCol w:w="{twips(wide)}"/>' for wide in widths)
    style = "CJMTable" if ruled else "CJMBare"
    look = (
        f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(visible(alt))}/>"
    )
    return (
        f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        f"{paragraph('CJMThin')}"
    )


def drawing(relation: str, number: int, wide: float, high: float, alt: str) -> str:
    """Return a run that holds a picture of the document, its size in millimetres."""
    size = f'cx="{round(wide * _EMU)}" cy="{round(high * _EMU)}"'
    told = quoteattr(visible(alt))
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr={told}/>'
        f'<a:graphic><a:graphicData uri="{uri}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Picture {number}" descr={told}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def field(code: str, shown: str = "") -> str:
    """Return the runs of a field with what it shows until it is updated."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def twips(millimetres: float) -> int:
    """Return millimetres as the format counts widths."""
    return round(millimetres * MM)

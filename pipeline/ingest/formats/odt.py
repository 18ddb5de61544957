"""OpenDocument text (LibreOffice, Google Docs): paragraphs, tabs, tables; no deletions or comments."""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..containers import BINARY, ODT, document_kind
from .base import TranscriptFormat
from .documents import parse_document, score_readable
from .packages import guard, opened
from .word import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...records import ParsedTranscript, Source

NAME = "odt"
SAVE_ANEW = "open it in a word processor and save it anew as .odt or .docx"
LONGEST_SPACE = 1000  # spaces that one <text:s> may stand for

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_BREAKS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_SKIPPED = {
    f"{_TEXT}tracked-changes",
    f"{_TEXT}note",
    f"{_TEXT}table-of-content",
    f"{_TEXT}bibliography",
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
    f"{_DRAW}frame",
    f"{_TEXT}ruby-text",
}


def is_odt(source: Source) -> bool:
    """Tell whether the source is an OpenDocument text."""
    return source.text is None and source.encoding == BINARY and document_kind(source.data) == ODT


def sniff(source: Source) -> float:
    """Return 0.7 for a document with labelled turns, 0.1 for any other one."""
    return score_readable(lambda: read_blocks(source)) if is_odt(source) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; ``line`` counts the document's lines.  Without labels a paragraph is a turn."""
    return parse_document(source, NAME, read_blocks(source))


def read_blocks(source: Source) -> tuple[Block, ...]:
    """Return paragraphs and table rows in their order; raises UnreadableSource for a damaged document."""
    with opened(source, SAVE_ANEW):
        return _read(source.data)


def text_of(paragraph: Any) -> str:
    """Return a paragraph's words, without comments and deletions."""
    return "".join(text for text, _heavy in _runs(paragraph, frozenset(), heavy=False))


@lru_cache(maxsize=1)  # sniffing and parsing look at the same document in turn
def _read(data: bytes) -> tuple[Block, ...]:
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 (needed for packed documents only)

    guard(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        content = fromstring(archive.read("content.xml"), forbid_dtd=True)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    return tuple(_blocks(body, _bold_styles(content))) if body is not None else ()


def _bold_styles(content: Any) -> frozenset[str]:
    """Return the names of the automatic styles that are bold: typists set a name in bold so."""
    found = set()
    for style in content.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        if properties is not None and properties.get(f"{_FO}font-weight") in {"bold", "700", "800", "900"}:
            found.add(style.get(f"{_STYLE}name", ""))
    return frozenset(found)


def _blocks(parent: Any, bold: frozenset[str]) -> Iterator[Block]:
    """Walk the body: sections and lists are entered, a nested table belongs to its cell."""
    for child in parent:
        if child.tag in _PARAGRAPHS:
            runs = list(_runs(child, bold, heavy=child.get(f"{_TEXT}style-name") in bold))
            yield Block(text="".join(text for text, _heavy in runs), bold=_bold_head(runs))
        elif child.tag == f"{_TABLE}table":
            yield from _rows(child, bold)
            yield Block(text="")  # the next table has headings of its own
        elif child.tag not in _SKIPPED:
            yield from _blocks(child, bold)


def _rows(parent: Any, bold: frozenset[str]) -> Iterator[Block]:
    for child in parent:
        if child.tag == f"{_TABLE}table-row":
            cells = tuple(_cell(cell, bold) for cell in child if cell.tag == f"{_TABLE}table-cell")
            yield Block(text="\t".join(cells), cells=cells)
        else:
            yield from _rows(child, bold)  # header rows and row groups


def _cell(cell: Any, bold: frozenset[str]) -> str:
    return "\n".join(block.text for block in _blocks(cell, bold))


def _bold_head(runs: list[tuple[str, bool]]) -> str:
    head = ""
    for text, heavy in runs:
        if text.strip() and not heavy:
            break
        head += text
    return head


def _runs(element: Any, bold: frozenset[str], *, heavy: bool) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a paragraph with whether they are bold; white space is single, as ODF has it."""
    if element.text:
        yield _single(element.text), heavy
    for child in element:
        if child.tag in _BREAKS:
            yield _BREAKS[child.tag], heavy
        elif child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * min(int(count) if count.isdigit() else 1, LONGEST_SPACE), heavy
        elif child.tag not in _SKIPPED:
            yield from _runs(child, bold, heavy=heavy or child.get(f"{_TEXT}style-name") in bold)
        if child.tail:
            yield _single(child.tail), heavy


def _single(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text)


FORMAT = TranscriptFormat(name=NAME, extensions=("odt", "ott"), sniff=sniff, parse=parse)

"""Word documents as lines: paragraphs, table rows, and where a paragraph begins in bold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ...errors import UnreadableSource
from ..containers import BINARY, DOCX, document_kind
from .packages import guard, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...records import Source

SAVE_ANEW = "open it in Word and save it anew as .docx"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _DELETED = f"{_W}t", (f"{_W}del", f"{_W}moveFrom")
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}noBreakHyphen": "-"}
_SKIPPED = (*_DELETED, f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText")
_OFF = {"0", "false", "off"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or a table row with its ``cells``; ``bold`` is the part of a paragraph's head in bold."""

    text: str
    bold: str = ""
    cells: tuple[str, ...] = ()


def is_word(source: Source) -> bool:
    """Tell whether the source is a Word document, or a damaged file that is nothing else."""
    binary = source.text is None and source.encoding == BINARY
    return binary and document_kind(source.data) in {DOCX, None}


def try_blocks(source: Source) -> tuple[Block, ...]:
    """Return the blocks of a Word document, or none for a file that is no sound one; never raises."""
    try:
        return read_blocks(source) if is_word(source) else ()
    except UnreadableSource:
        return ()


def read_blocks(source: Source) -> tuple[Block, ...]:
    """Return paragraphs and table rows in their order, with accepted insertions and without deletions.

    Raises UnreadableSource for a damaged document and for one that would unpack beyond all measure.
    """
    with opened(source, SAVE_ANEW):
        return _read(source.data)


@lru_cache(maxsize=1)  # several formats look at the same document in turn
def _read(data: bytes) -> tuple[Block, ...]:
    from docx import Document  # noqa: PLC0415 (lxml is slow to load and seldom needed)

    guard(data)
    body = Document(BytesIO(data)).element.body
    return tuple(_blocks(body))


def _blocks(parent: Any) -> Iterator[Block]:
    """Walk the body: content controls and insertions are entered, nested tables belong to their cell."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield _paragraph(child)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                cells = tuple(_cell(cell) for cell in row if cell.tag == f"{_W}tc")
                yield Block(text="\t".join(cells), cells=cells)
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _cell(cell: Any) -> str:
    return "\n".join("".join(_runs(paragraph)) for paragraph in cell.iter(f"{_W}p"))


def _paragraph(paragraph: Any) -> Block:
    text = "".join(_runs(paragraph))
    bold = ""
    for run in paragraph.iter(f"{_W}r"):
        words = "".join(_runs(run))
        if words.strip() and not _is_bold(run):
            break
        bold += words
    return Block(text=text, bold=bold if text.startswith(bold) else "")


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _runs(child)


def _is_bold(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}b")
    return mark is not None and mark.get(f"{_W}val", "1").lower() not in _OFF

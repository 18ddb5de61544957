"""The lines of a text or of a document of any kind, for layouts that people keep in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ..containers import DOCX, ODT, PDF, RTF, document_kind
from .documents import to_lines
from .pieces import read_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...records import Source
    from .word import Block

SNIFF_LINES = 3000  # what a look at a file takes in
MARKUP = ("{", "[{", "<", "\\documentclass", "%!", "WEBVTT")


def try_lines(source: Source) -> list[str]:
    """Return the first lines of a text or a document, none for other markup or damage; never raises."""
    if source.text is None or _is_page(source):
        try:
            return read_lines(source)[:SNIFF_LINES]
        except UnreadableSource:
            return []
    if source.text[:SNIFF_LINES].lstrip().startswith(MARKUP):
        return []
    return source.text.split("\n", SNIFF_LINES)[:SNIFF_LINES]


def read_lines(source: Source) -> list[str]:
    """Return the lines of a text or a document; raises UnreadableSource for a damaged one."""
    if source.text is None or _is_page(source):
        return list(to_lines(_blocks(source)).texts)
    return source.text.split("\n")


def _is_page(source: Source) -> bool:
    from . import html  # noqa: PLC0415 (each format of documents is loaded when one is there)

    return html.is_page(source)


def _blocks(source: Source) -> Sequence[Block]:
    """Read a document with the reader of its own format."""
    from . import html, odt, pdf, rtf, word  # noqa: PLC0415 (the same)

    kind = document_kind(source.data) if source.text is None else "html"
    if kind == PDF:
        return pdf.read_blocks(source)[0]
    readers = {DOCX: word.read_blocks, ODT: odt.read_blocks, RTF: rtf.read_blocks, "html": html.read_blocks}
    if kind not in readers:
        raise UnreadableSource(
            "the document is damaged", place=source.path, remedy="save it anew as .docx or .txt"
        )
    return readers[kind](source)


def length_of(line: str) -> int:
    """Return the characters of a line that would count as unparsed."""
    return len(line.strip())


def clock_at(source: Source, number: int, text: str) -> float:
    """Return the seconds of a clock time; raises UnreadableSource, naming the line, for an impossible one."""
    seconds = read_clock(text)
    if seconds is None:
        raise UnreadableSource(
            "the time cannot be read (%(time)s)",
            place=source.path,
            line=number,
            remedy="mend the time (hours:minutes:seconds) or remove the line",
            time=text,
        )
    return seconds

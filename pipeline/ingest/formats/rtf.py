"""Rich Text Format (WordPad, TextEdit, old Word, NVivo and MAXQDA exports): plain lines and table rows."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ..containers import BINARY, RTF, document_kind
from .base import TranscriptFormat
from .documents import parse_document, score_readable
from .word import Block

if TYPE_CHECKING:
    from ...records import ParsedTranscript, Source

NAME = "rtf"
SAVE_ANEW = "open it in a word processor and save it as .docx or as plain text"
LIMIT = 4_000_000  # bytes without pictures: an hour of speech takes about 0.3 MB, five times that in codes
LIMIT_LINES = 20_000  # an hour of speech has some hundred

_PICTURE = re.compile(rb"\{(?:\\\*)?\\(?:pict|shppict|nonshppict|objdata|themedata|datastore)\b[^{}]*\}")
_BLIP = re.compile(rb"\{\\pict\b(?:[^{}]|\{[^{}]*\})*\}")
_DELETED = re.compile(rb"\{[^{}]*\\deleted(?![a-z0-9])[^{}]*\}")  # a tracked deletion stands in a group
_HIGH = re.compile(rb"[\x80-\xff]")
_CYRILLIC_PAGE = re.compile(rb"\\ansicpg1251\b")
_WESTERN_FONT = re.compile(rb"\\fcharset0\b")
_LATIN = re.compile(r"[\u00c0-\u00ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def is_rtf(source: Source) -> bool:
    """Tell whether the source is an RTF document."""
    return source.text is None and source.encoding == BINARY and document_kind(source.data) == RTF


def sniff(source: Source) -> float:
    """Return 0.7 for a document with labelled turns, 0.1 for any other one."""
    return score_readable(lambda: read_blocks(source)) if is_rtf(source) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; ``line`` counts the document's lines.  Without labels a paragraph is a turn."""
    return parse_document(source, NAME, read_blocks(source))


def read_blocks(source: Source) -> tuple[Block, ...]:
    """Return the document's lines and table rows.

    Raises UnreadableSource for a document that breaks off, is damaged or beyond all measure.
    """
    if not source.data.rstrip(b"\0 \t\r\n\x1a").endswith(b"}"):
        fact = "the RTF document breaks off before its end"
        raise UnreadableSource(fact, place=source.path, remedy="export or copy it again")
    data = _BLIP.sub(b"", _PICTURE.sub(b"", source.data))
    if len(data) > LIMIT:
        raise UnreadableSource(
            "holds %(size)s MB besides its pictures, more than the limit of %(limit)s MB",
            place=source.path,
            remedy=SAVE_ANEW,
            size=round(len(data) / 1e6, 1),
            limit=round(LIMIT / 1e6, 1),
        )
    try:
        blocks = _read(data)
    except Exception as error:  # striprtf fails in as many ways as RTF can be wrong
        raise UnreadableSource("the RTF document is damaged", place=source.path, remedy=SAVE_ANEW) from error
    if len(blocks) > LIMIT_LINES:
        fact = "the document holds more than %(n)s lines"
        raise UnreadableSource(fact, place=source.path, remedy="split it", n=LIMIT_LINES)
    return blocks


@lru_cache(maxsize=1)  # sniffing and parsing look at the same document in turn
def _read(data: bytes) -> tuple[Block, ...]:
    """Convert twice where the fonts call Cyrillic Western: some programs write so on Russian systems."""
    data = _HIGH.sub(lambda byte: b"\\'%02x" % byte[0][0], _DELETED.sub(b"", data))
    text = _convert(data)
    if _CYRILLIC_PAGE.search(data) and len(_LATIN.findall(text)) > len(_CYRILLIC.findall(text)):
        text = _convert(_WESTERN_FONT.sub(rb"\\fcharset204", data))
    return tuple(map(_block, text.split("\n")))


def _convert(data: bytes) -> str:
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 (needed for RTF only)

    text = data.decode("ascii", "replace").replace("HYPERLINK", "LINK")  # an address is no speech
    halves: str = rtf_to_text(text, errors="replace")  # a sign beyond 16 bits comes as two surrogates
    whole = halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\u00ad", "").replace("\u2011", "-")


def _block(line: str) -> Block:
    """Return a line, or a table row, whose cells striprtf ends with a bar."""
    if not line.endswith("|"):
        return Block(text=line)
    cells = tuple(cell.strip() for cell in line[:-1].split("|"))
    return Block(text="\t".join(cells), cells=cells)


FORMAT = TranscriptFormat(name=NAME, extensions=("rtf",), sniff=sniff, parse=parse)

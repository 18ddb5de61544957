"""Word documents that people type: ``Имя: текст``, names in bold, or a table with a column of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import TranscriptFormat
from .documents import parse_document, score_document
from .documents import to_lines as write_lines
from .pieces import clean
from .word import is_word, read_blocks, try_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...records import ParsedTranscript, Source
    from .word import Block

NAME = "labelled-docx"


def sniff(source: Source) -> float:
    """Return 0.7 for a document with labelled turns, 0.1 for any other one with words."""
    blocks = try_blocks(source)
    if not any(clean(block.text) for block in blocks):
        return 0.1 if is_word(source) else 0.0  # parsing will say what is wrong with it
    return score_document(blocks)


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; ``line`` counts the document's lines.  Without labels a paragraph is a turn."""
    return parse_document(source, NAME, read_blocks(source))


def to_lines(blocks: Sequence[Block]) -> list[str]:
    """Write a document's blocks as labelled lines."""
    return list(write_lines(blocks).texts)


FORMAT = TranscriptFormat(name=NAME, extensions=("docx",), sniff=sniff, parse=parse)

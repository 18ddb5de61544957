"""Word documents that people type: ``Имя: текст``, names in bold, or a table with a column of names."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ...records import ParsedTranscript
from ..labels import is_name, is_role_word, may_be_label, normal_name
from .base import TranscriptFormat
from .labelled import read_heads, read_labelled
from .labelled_text import label_warnings
from .pieces import UNKNOWN_SPEAKERS, clean, join_by_silence, make_piece, read_clock
from .word import is_word, read_blocks, try_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...records import Source
    from .word import Block

NAME = "labelled-docx"
HEADER_CELLS = re.compile(
    r"(?:спикер|говорящий|имя|участник|кто|роль|время|таймкод|№|n|#|speaker|name|who|role|time|timecode)\Z",
    re.IGNORECASE,
)


def sniff(source: Source) -> float:
    """Return 0.7 for a document with labelled turns, 0.1 for any other one with words."""
    blocks = try_blocks(source)
    if not any(clean(block.text) for block in blocks):
        return 0.1 if is_word(source) else 0.0  # parsing will say what is wrong with it
    return 0.7 if read_heads(to_lines(blocks)) else 0.1


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; ``line`` counts the document's lines.  Without labels a paragraph is a turn."""
    lines = to_lines(read_blocks(source))
    length = sum(map(len, lines))
    found = read_labelled(lines)
    if found.turns:
        warnings = label_warnings(found, length)
        return ParsedTranscript(format=NAME, turns=found.turns, unparsed=found.unparsed, warnings=warnings)
    pieces = [make_piece(None, line, number, breaks=True) for number, line in enumerate(lines, start=1)]
    turns = join_by_silence(pieces)
    if not turns:
        remedy = "if it holds pictures of text, put the text itself there"
        raise UnreadableSource("the document holds no text", place=source.path, remedy=remedy)
    return ParsedTranscript(format=NAME, turns=turns, warnings=(UNKNOWN_SPEAKERS,))


def to_lines(blocks: Sequence[Block]) -> list[str]:
    """Write a document's blocks as labelled lines: bold names get Markdown's signs, rows a colon."""
    names = _bold_names(blocks)
    lines: list[str] = []
    for block in blocks:
        if block.cells:
            lines.extend(_row(block.cells).split("\n"))
        elif normal_name(block.bold.strip(" :\t\n\u00a0")) in names:
            head, rest = block.bold.strip(" :\t\n\u00a0"), block.text[len(block.bold) :].lstrip(" :\u00a0")
            lines.extend(f"{head}: {rest}".split("\n"))
        else:
            lines.extend(block.text.split("\n"))
    return lines


def _bold_names(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the normal forms of bold beginnings that recur and look like speakers."""
    heads = [block.bold.strip(" :\t\n\u00a0") for block in blocks if not block.cells]
    fit = [head for head in heads if may_be_label(head) and (is_name(head) or is_role_word(head))]
    counts = Counter(map(normal_name, fit))
    return frozenset(name for name, count in counts.items() if count > 1)


def _row(cells: tuple[str, ...]) -> str:
    """Write a table row as a labelled line: the first cell that may be a label, then the last one."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 2 or all(HEADER_CELLS.match(cell) for cell in filled[:-1]):  # noqa: PLR2004
        return filled[0] if len(filled) == 1 and len(cells) == 1 else ""
    clock = next((cell for cell in filled[:-1] if read_clock(cell) is not None), None)
    label = next((cell for cell in filled[:-1] if may_be_label(cell.strip(" :"))), None)
    time = f"[{clock}] " if clock else ""
    return f"{time}{label.strip(' :')}: {filled[-1]}" if label else f"{time}{' '.join(filled)}"


FORMAT = TranscriptFormat(name=NAME, extensions=("docx",), sniff=sniff, parse=parse)

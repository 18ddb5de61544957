"""Documents of any container as labelled lines: paragraphs, bold names, tables; then the turns they hold."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from ...errors import Message, UnreadableSource
from ...records import ParsedTranscript, SpeakerRole
from ..labels import is_name, is_role_word, may_be_label, named_role, normal_name
from .columns import find_columns
from .heads import Head, read_span
from .labelled import read_heads, read_labelled
from .labelled_text import SNIFF_LINES, label_warnings
from .pieces import UNKNOWN_SPEAKERS, clean, join_by_silence, join_pieces, make_piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ...records import Source
    from .columns import Columns
    from .word import Block

LABELLED, UNLABELLED = 0.7, 0.1
HEADER_CELLS = re.compile(
    r"(?:спикер|говорящий|имя|участник|кто|роль|время|таймкод|№|n|#|speaker|name|who|role|time|timecode)\Z",
    re.IGNORECASE,
)

_EDGE = " :\t\n\u00a0"
_CLOCKS = re.compile(
    r"[\[(]?\s*\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?(?:\s*(?:-->|[-–—])\s*[\d:.,]+)?\s*[\])]?\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A document's lines, and the heads (by line index) that a table's headings make certain.

    ``left`` counts the characters in columns that no heading explains.
    """

    texts: tuple[str, ...]
    heads: dict[int, Head] = field(default_factory=dict)
    left: int = 0


def score_document(blocks: Sequence[Block]) -> float:
    """Return how surely the blocks are a transcript: 0.7 with labelled turns, 0.1 without."""
    lines = to_lines(blocks)
    return LABELLED if lines.heads or read_heads(lines.texts[:SNIFF_LINES]) else UNLABELLED


def score_readable(read: Callable[[], Sequence[Block]]) -> float:
    """Return the score of the blocks that ``read`` gives; of a document that cannot be read, 0.1."""
    try:
        return score_document(read())
    except UnreadableSource:
        return UNLABELLED  # parsing will say what is wrong with it


def parse_document(
    source: Source, name: str, blocks: Sequence[Block], *, warnings: tuple[Message, ...] = ()
) -> ParsedTranscript:
    """Return the turns of a document's blocks; ``line`` counts the document's lines.

    Without labels a paragraph is a turn of nobody known; so is one that follows an interviewer's when
    nobody else is labelled.  Raises UnreadableSource for a document without words.
    """
    lines = to_lines(blocks)
    heads = dict(sorted({**read_heads(lines.texts), **lines.heads}.items()))
    if heads and _is_interviewer_alone(lines.texts, heads):
        return _interviewer_alone(name, lines.texts, heads, warnings)
    found = read_labelled(lines.texts, heads)
    if found.turns:
        told = (*warnings, *label_warnings(found, sum(map(len, lines.texts))))
        unparsed = found.unparsed + lines.left
        return ParsedTranscript(format=name, turns=found.turns, unparsed=unparsed, warnings=told)
    pieces = [make_piece(None, line, number, breaks=True) for number, line in enumerate(lines.texts, start=1)]
    turns = join_by_silence(pieces)
    if not turns:
        remedy = "if it holds pictures of text, put the text itself there"
        raise UnreadableSource("the document holds no text", place=source.path, remedy=remedy)
    return ParsedTranscript(format=name, turns=turns, warnings=(*warnings, UNKNOWN_SPEAKERS))


def _is_interviewer_alone(lines: Sequence[str], heads: dict[int, Head]) -> bool:
    """Tell whether a typist marked the questions only: most paragraphs then are answers without a label."""
    labels = {normal_name(head.label) for head in heads.values()}
    asks = all(named_role(head.label) is SpeakerRole.INTERVIEWER for head in heads.values())
    unmarked = sum(1 for place, line in enumerate(lines) if line.strip() and place not in heads)
    return len(labels) == 1 and asks and unmarked >= len(heads)


def _interviewer_alone(
    name: str, lines: Sequence[str], heads: dict[int, Head], warnings: tuple[Message, ...]
) -> ParsedTranscript:
    """Give the interviewer what stands behind the label; whose the other paragraphs are is not known."""
    pieces = []
    waiting: str | None = None  # a label whose words begin on the next line
    for place, line in enumerate(lines):
        head = heads.get(place)
        text = head.rest if head else line
        pieces.append(
            make_piece(head.label if head else waiting, text, place + 1, *(head.span if head else ()))
        )
        if clean(line):
            waiting = head.label if head and not clean(head.rest) else None
    label = next(iter(heads.values())).label
    told = (*warnings, Message("only one speaker is labelled (%(name)s)", name=label))
    return ParsedTranscript(format=name, turns=join_pieces(pieces), warnings=told)


def to_lines(blocks: Sequence[Block]) -> Lines:
    """Write a document's blocks as labelled lines: bold names and table rows get a colon."""
    names = _bold_names(blocks)
    texts: list[str] = []
    heads: dict[int, Head] = {}
    left = 0
    for is_row, group in groupby(blocks, lambda block: bool(block.cells)):
        if is_row:
            rows = [block.cells for block in group]
            columns = find_columns(rows)
            left += _left(rows, columns) if columns else 0
            for head, text in _table(rows, columns):
                heads.update({len(texts): head} if head else {})
                texts.extend(text.split("\n"))
        else:
            for block in group:
                texts.extend(_paragraph(block, names).split("\n"))
    return Lines(texts=tuple(texts), heads=heads, left=left)


def _table(rows: Sequence[tuple[str, ...]], columns: Columns | None) -> Iterator[tuple[Head | None, str]]:
    """Write a table's rows as lines; headings that are understood make the speakers certain."""
    for number, cells in enumerate(rows):
        if columns is None or number < columns.row:
            yield None, _row(cells)
        elif number == columns.row:
            yield None, ""
        else:
            yield from _mapped(cells, columns, rows[columns.row])


def _mapped(
    cells: tuple[str, ...], columns: Columns, headings: tuple[str, ...]
) -> Iterator[tuple[Head | None, str]]:
    """Write a row as one line, or as one for each voice of «Вопрос | Ответ»."""
    start, end = _cell(cells, columns.start), _cell(cells, columns.end)
    span = read_span(f"{start} - {end}" if end else start)
    for place in columns.voices or (columns.text,):
        text = _cell(cells, place)
        label = _cell(headings, place) if columns.voices else _cell(cells, columns.speaker)
        head = Head(label=clean(label.strip(_EDGE)), rest=text.split("\n")[0], span=span, sure=True)
        if head.label and clean(text):
            yield head, f"{head.label}: {text}"
        else:
            yield None, f"[{start}] {text}" if span[0] is not None and text else text


def _left(rows: Sequence[tuple[str, ...]], columns: Columns) -> int:
    """Return the characters below the headings in columns that are not understood; bare numbers are none."""
    cells = (
        clean(cell)
        for row in rows[columns.row + 1 :]
        for place, cell in enumerate(row)
        if place not in columns.known
    )
    return sum(len(cell) for cell in cells if not cell.rstrip(".)").isdigit())


def _paragraph(block: Block, names: frozenset[str]) -> str:
    head = block.bold.strip(_EDGE)
    if head and normal_name(head) in names:
        rest = block.text[len(block.bold) :].lstrip(" :\u00a0")
        return f"{head}: {rest}"
    return block.text


def _bold_names(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the normal forms of bold beginnings that recur and look like speakers."""
    heads = [block.bold.strip(_EDGE) for block in blocks if not block.cells]
    fit = [head for head in heads if may_be_label(head) and (is_name(head) or is_role_word(head))]
    counts = Counter(map(normal_name, fit))
    return frozenset(name for name, count in counts.items() if count > 1)


def _cell(cells: tuple[str, ...], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _row(cells: tuple[str, ...]) -> str:
    """Write a table row as a labelled line: the first cell that may be a label, then the last one."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 2 or all(HEADER_CELLS.match(cell) for cell in filled[:-1]):  # noqa: PLR2004
        return filled[0] if len(filled) == 1 and len(cells) == 1 else ""
    clock = next((cell for cell in filled[:-1] if _CLOCKS.match(cell)), None)
    label = next((cell for cell in filled[:-1] if may_be_label(cell.strip(_EDGE))), None)
    time = f"[{clock.strip('[]() ')}] " if clock else ""
    if label:
        return f"{time}{label.strip(_EDGE)}: {filled[-1]}"
    numbered = len(filled) == 2 and filled[0].rstrip(".)").isdigit()  # noqa: PLR2004 (a number and the words)
    rest = filled[1:] if numbered else [cell for cell in filled if cell != clock]
    return f"{time}{' '.join(rest)}"

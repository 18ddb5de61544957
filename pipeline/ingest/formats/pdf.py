"""PDF documents with a text layer: the pages' lines without running heads, page numbers and hyphenation."""

from __future__ import annotations

import logging
import re
from collections import Counter
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...errors import Message, UnreadableSource
from ..containers import BINARY, PDF, document_kind
from ..labels import normal_name
from .base import TranscriptFormat
from .documents import parse_document, score_readable
from .heads import read_head
from .labelled import read_heads
from .pieces import clean
from .word import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...records import ParsedTranscript, Source

NAME = "pdf"
LIMIT_BYTES = 16_000_000  # an hour of speech takes 0.3 MB; what is larger are pictures
LIMIT_PAGES, LIMIT_TEXT = 2000, 8_000_000  # an hour of speech takes about 30 pages and 60,000 characters
RECOGNISE = "recognise its text first (OCR, for instance with OCRmyPDF), or put the text itself there"
EDGE_LINES = 2  # lines at the top and the bottom of a page that may be running heads
EDGE_SHARE = 0.6  # of pages that must repeat them
NUMBERED_RUN = 5  # numbers in a column of their own, before they are taken for line numbers
NUMBERED_SHARE = 0.8  # of lines that begin with a number one higher than the last, for the same
UNKNOWN_SHARE = 0.1  # of characters that no font explains, before the text is called unreadable
MARK = "\ue0ff"  # of private use: ends the bold beginning of a line
SHORT_LINE = 0.85  # of the usual length: a line that ends a sentence and is shorter ends a paragraph

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:стр(?:аница|\.)?|page|p\.|лист)\s*)?\d{1,4}(?:\s*(?:/|из|of)\s*\d{1,4})?\W*\Z", re.IGNORECASE
)
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\(cid:\d+\)|/(?:g|G|uni)[0-9A-Fa-f]{2,4}\b")
_BOLD_FONT = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_BROKEN = re.compile(r"([^\W\d_]{2,})(?:-|\s?\u2010)\Z")
_BEGINS = re.compile(r"[^\W\d_]+")
_KEEPS_HYPHEN = frozenset({"то", "либо", "нибудь", "таки", "ка", "с"})  # сказал-то, какой-либо
_HYPHEN_FIRST = frozenset({"кое", "по", "во", "из"})  # кое-кто, по-русски, во-первых, из-за
_LEADING = re.compile(r"(\d{1,4})(?:[.)]?\s+|\Z)")


def is_pdf(source: Source) -> bool:
    """Tell whether the source is a PDF."""
    return source.text is None and source.encoding == BINARY and document_kind(source.data) == PDF


def sniff(source: Source) -> float:
    """Return 0.7 for a document with labelled turns, 0.1 for any other one."""
    return score_readable(lambda: read_blocks(source)[0]) if is_pdf(source) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; ``line`` counts the document's lines without running heads and page numbers."""
    blocks, warnings = read_blocks(source)
    return parse_document(source, NAME, blocks, warnings=warnings)


def read_blocks(source: Source) -> tuple[tuple[Block, ...], tuple[Message, ...]]:
    """Return the document's lines and what to know about it.

    Raises UnreadableSource for a damaged or protected document and for one without a text layer.
    """
    pages = _pages(source)
    text = "".join(pages).replace(MARK, "")
    if len(_LETTERS.findall(text)) < max(10, 2 * len(pages)):
        raise UnreadableSource(
            "the PDF holds pictures of its pages, no text", place=source.path, remedy=RECOGNISE
        )
    if len(_ODD.findall(text)) > UNKNOWN_SHARE * len(text):
        raise UnreadableSource(
            "the PDF does not tell which letters its signs are", place=source.path, remedy=RECOGNISE
        )
    empty = sum(1 for page in pages if not clean(page))
    warnings = (Message("%(n)s pages hold no text (pictures?)", n=empty),) if empty else ()
    return tuple(map(_block, _lines(pages))), warnings


def _block(line: str) -> Block:
    bold, mark, rest = line.partition(MARK)
    return Block(text=bold + rest.replace(MARK, ""), bold=bold if mark else "")


def _pages(source: Source) -> tuple[str, ...]:
    if len(source.data) > LIMIT_BYTES:
        raise UnreadableSource(
            "is %(size)s MB, more than the limit of %(limit)s MB",
            place=source.path,
            remedy="export it to PDF again without its pictures, or put the text itself there",
            size=round(len(source.data) / 1e6),
            limit=round(LIMIT_BYTES / 1e6),
        )
    if b"startxref" not in source.data:  # looking for the pieces of a large broken file would take minutes
        fact = "the PDF breaks off before its end"
        raise UnreadableSource(fact, place=source.path, remedy="export or copy it again")
    remedy = "open it and print or export it to PDF again, or put the text itself there"
    try:
        return _read(source.data)
    except _ProtectedError as error:
        raise UnreadableSource(
            "the PDF is protected by a password",
            place=source.path,
            remedy="save it without a password, or put the text itself there",
        ) from error
    except _TooLongError as error:
        raise UnreadableSource(
            "the document is too long to be an interview", place=source.path, remedy="split it"
        ) from error
    except Exception as error:  # pypdf and the fonts inside fail in many ways
        fault = Message("the PDF is damaged (%(fault)s)", fault=type(error).__name__)
        raise UnreadableSource(fault, place=source.path, remedy=remedy) from error


class _ProtectedError(Exception):
    pass


class _TooLongError(Exception):
    pass


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf from talking about every odd thing in a file that it can read all the same."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


@lru_cache(maxsize=1)  # sniffing and parsing look at the same document in turn
def _read(data: bytes) -> tuple[str, ...]:
    from pypdf import PdfReader  # noqa: PLC0415 (slow to load and needed for PDF only)

    with _quiet():
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _ProtectedError
        if len(reader.pages) > LIMIT_PAGES:
            raise _TooLongError
        pages: list[str] = []
        size = 0
        for page in reader.pages:
            pages.append(_marked(page).replace("\t", " "))  # some writers set tabs for spaces
            size += len(pages[-1])
            if size > LIMIT_TEXT:
                raise _TooLongError
    return tuple(pages)


def _marked(page: Any) -> str:
    """Return a page's text with a mark behind the bold beginning of each line that goes on otherwise."""
    said: list[str] = []
    bold = False

    def visit(text: str, _matrix: Any, _place: Any, font: Any, _size: Any) -> None:
        nonlocal bold
        if not text:
            return
        heavy = bool(text.strip()) and _BOLD_FONT.search(str((font or {}).get("/BaseFont", ""))) is not None
        begins = not said or said[-1].endswith("\n") or text.startswith("\n")
        if bold and text.strip() and not heavy and not text.startswith("\n"):
            said.append(MARK)
        if text.strip():
            bold = heavy and (begins or bold)
        elif "\n" in text:
            bold = False
        said.append(text)

    page.extract_text(visitor_text=visit)
    return "".join(said)


def _lines(pages: Sequence[str]) -> list[str]:
    """Return the lines of all pages, cleaned; without labels every paragraph as one line."""
    split = [_without_numbers([clean(line) for line in page.split("\n")]) for page in pages]
    split = [[line for line in page if line] for page in split]
    edges = _running(split)
    lines = [line for page in split for line in _body(page, edges)]
    joined = _unhyphenate(lines)
    labelled = read_heads([line.replace(MARK, "") for line in joined])
    return joined if labelled else _paragraphs(joined)


def _without_numbers(lines: list[str]) -> list[str]:
    """Drop the numbers of lines: a column of its own, or one before most lines."""
    kept: list[str] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if line.isdigit() and (not run or int(line) == int(run[-1]) + 1):
            run.append(line)
            continue
        kept.extend(run if len(run) < NUMBERED_RUN else [])
        run = [line] if line.isdigit() else []
        kept.extend([] if run else [line])
    numbers = [int(match[1]) if (match := _LEADING.match(line)) else None for line in kept if line]
    steps = sum(1 for a, b in pairwise(numbers) if a is not None and b is not None and b == a + 1)
    if len(numbers) > NUMBERED_RUN and steps >= NUMBERED_SHARE * (len(numbers) - 1):
        return [_LEADING.sub("", line, count=1) for line in kept]
    return kept


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the running heads: lines at the edges of most pages, and nowhere else, but for numbers."""
    everywhere = Counter(_form(line) for page in pages for line in page)
    labels = Counter(_label(form) for form in everywhere)  # in how many different lines
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_form(line) for line in (*page[:EDGE_LINES], *page[-EDGE_LINES:])})
    least = max(2, EDGE_SHARE * len(pages))
    return frozenset(
        form
        for form, count in counts.items()
        if count >= least and everywhere[form] == count and (not _label(form) or labels[_label(form)] == 1)
    )


def _label(line: str) -> str:
    """Return the label of a line that begins like a turn: a speaker says many things, a running head one."""
    head = read_head(line)
    return normal_name(head.label) if head and not head.alone else ""


def _form(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _body(page: Sequence[str], edges: frozenset[str]) -> list[str]:
    """Return a page's lines without what runs at its edges."""
    first, last = 0, len(page)
    while first < min(EDGE_LINES, last) and _is_edge(page[first], edges):
        first += 1
    while last > max(first, len(page) - EDGE_LINES) and _is_edge(page[last - 1], edges):
        last -= 1
    return list(page[first:last])


def _is_edge(line: str, edges: frozenset[str]) -> bool:
    return _PAGE_NUMBER.match(line) is not None or _form(line) in edges


def _unhyphenate(lines: Sequence[str]) -> list[str]:
    """Move the end of a word that was broken at a line's end up to its beginning."""
    whole = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+", " ".join(lines).casefold()))
    kept: list[str] = []
    for line in lines:
        broken = _BROKEN.search(kept[-1]) if kept else None
        begins = _BEGINS.match(line)
        if not broken or not begins or not line[0].islower():
            kept.append(line)
            continue
        ending, _space, rest = line.partition(" ")
        parts = broken[1].casefold(), begins[0].casefold()
        hyphen = parts[1] in _KEEPS_HYPHEN or parts[0] in _HYPHEN_FIRST or "-".join(parts) in whole
        kept[-1] = kept[-1][: broken.end(1)] + ("-" if hyphen else "") + ending
        kept.extend([rest] if rest else [])
    return kept


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Join lines into paragraphs: one ends with a sentence on a line shorter than usual."""
    usual = sorted(map(len, lines))[int(0.9 * len(lines))] if lines else 0
    kept: list[str] = []
    open_ended = False
    for line in lines:
        if open_ended and MARK not in line:
            kept[-1] += f" {line}"
        else:
            kept.append(line)
        ended = line.rstrip('»")”').endswith((".", "!", "?", "…", ":"))
        open_ended = not ended or len(line) >= SHORT_LINE * usual
    return kept


FORMAT = TranscriptFormat(name=NAME, extensions=("pdf",), sniff=sniff, parse=parse)

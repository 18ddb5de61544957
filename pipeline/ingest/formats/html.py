"""Saved web pages: their visible text as paragraphs and table rows; scripts, menus and forms are dropped."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ...errors import Message, UnreadableSource
from .base import TranscriptFormat
from .documents import parse_document, score_readable
from .word import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...records import ParsedTranscript, Source

NAME = "html"
LIMIT = 20_000_000  # characters: a page of a long interview with all its markup takes less than one million
LIMIT_BLOCKS = 20_000  # paragraphs and rows: an hour of speech has some hundred
LIMIT_ELEMENTS = 200_000  # of the markup, each word in one of its own would be 9,000 an hour
LIMIT_TEXT = 4_000_000  # visible characters: an hour of speech takes about 60,000
SHORTER = "save its text alone as .txt"
HEAD = 4000  # characters in which a page shows that it is one

_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_PARTS = re.compile(r"</(?:p|div|td|tr|li|h[1-6]|span)\s*>|<br\s*/?>", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_DROPPED = _tags(
    "audio button canvas datalist dialog embed form head iframe input map math meta nav noscript object "
    "option script select style svg template textarea title video"
)
_PAGE_EDGES = _tags("aside footer header")  # of the page itself; an article's header may name its speaker
_BLOCKS = _tags(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
_HEAVY = _tags("b strong h1 h2 h3 h4 h5 h6 dt")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[7-9]00)", re.IGNORECASE)


def sniff(source: Source) -> float:
    """Return 0.7 for a page with labelled turns, 0.1 for any other page."""
    return score_readable(lambda: read_blocks(source)) if is_page(source) else 0.0


def is_page(source: Source) -> bool:
    """Tell by its beginning whether a text is a web page."""
    if source.text is None:
        return False
    head = source.text[:HEAD].lstrip()
    if not head.startswith("<"):
        return False
    return _PAGE.search(head) is not None or (
        source.suffix in FORMAT.extensions and _PARTS.search(source.text) is not None
    )


def parse(source: Source) -> ParsedTranscript:
    """Return the turns; ``line`` counts the page's paragraphs, line breaks and table rows."""
    return parse_document(source, NAME, read_blocks(source))


def read_blocks(source: Source) -> tuple[Block, ...]:
    """Return the visible paragraphs and table rows; raises UnreadableSource for a page beyond all measure."""
    text = source.text or ""
    if len(text) > LIMIT:
        raise UnreadableSource("the page is too long to be an interview", place=source.path, remedy=SHORTER)
    try:
        found = _read(text)
    except Exception as error:  # lxml's faults share no ancestor with those of odd characters
        remedy = "save the page again, or its text alone as .txt"
        raise UnreadableSource("the page is damaged", place=source.path, remedy=remedy) from error
    if isinstance(found, Message):
        raise UnreadableSource(found, place=source.path, remedy=SHORTER)
    return found


class _TooLongError(Exception):
    """More than any interview holds; each further look at it would cost as much as this one."""

    def __init__(self, fact: Message) -> None:
        super().__init__(fact)
        self.fact = fact


@lru_cache(maxsize=1)  # sniffing and parsing look at the same page in turn
def _read(text: str) -> tuple[Block, ...] | Message:
    """Return the blocks, or how the page is beyond all measure."""
    from lxml import html  # noqa: PLC0415 (slow to load and needed for pages only)

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    data = _DECLARATION.sub("", text.replace("\0", "")).encode("utf-8", "replace")
    tree = html.document_fromstring(data, parser=parser)
    body = tree.find("body")
    try:
        return tuple(_measured(_Walk().blocks(body))) if body is not None else ()
    except _TooLongError as error:
        return error.fact


def _measured(blocks: Iterable[Block]) -> Iterator[Block]:
    """Pass blocks on until there are more than an interview has."""
    size = 0
    for number, block in enumerate(blocks):
        size += len(block.text)
        if number >= LIMIT_BLOCKS:
            raise _TooLongError(Message("the page holds more than %(n)s paragraphs and rows", n=LIMIT_BLOCKS))
        if size > LIMIT_TEXT:
            raise _TooLongError(Message("the page holds more than %(n)s characters of text", n=LIMIT_TEXT))
        yield block


class _Walk:
    """Collects a page's blocks without recursion, for pages may be nested as deep as they like."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, bool]] = []  # of the paragraph at hand: text, whether it is bold
        self.cells: list[list[str]] = []  # of the rows at hand, the innermost last
        self.heavy = 0
        self.verbatim = 0

    def blocks(self, body: Any) -> Iterator[Block]:
        """Yield paragraphs and the rows of tables that hold no other table."""
        from lxml import etree  # noqa: PLC0415 (see _read)

        walk = etree.iterwalk(body, events=("start", "end"))
        for number, (event, element) in enumerate(walk):
            if number > 2 * LIMIT_ELEMENTS:
                raise _TooLongError(Message("the page holds more than %(n)s elements", n=LIMIT_ELEMENTS))
            if event == "start" and _is_dropped(element):
                walk.skip_subtree()
            elif event == "start":
                yield from self._enter(element)
            else:
                yield from self._leave(element)
        yield from self._flush()

    def _enter(self, element: Any) -> Iterator[Block]:
        if element.tag in _BLOCKS:
            yield from self._flush()
        self.heavy += _is_heavy(element)
        self.verbatim += element.tag == "pre"
        if element.tag == "br":
            self.runs.append(("\n", self.heavy > 0))
        elif element.tag == "tr" and _is_data(element):
            self.cells.append([])
        elif element.tag in {"td", "th"} and self.cells and _is_data(element.getparent()):
            self.cells[-1].append("")
        self._say(element.text)

    def _leave(self, element: Any) -> Iterator[Block]:
        dropped = _is_dropped(element)
        if not dropped:
            if element.tag in _BLOCKS:
                yield from self._flush()
            if element.tag == "tr" and self.cells and _is_data(element):
                cells = tuple(cell.strip() for cell in self.cells.pop())
                yield Block(text="\t".join(cells), cells=cells)
            if element.tag == "table" and not self.cells:
                yield Block(text="")  # the next table has headings of its own
            self.heavy -= _is_heavy(element)
            self.verbatim -= element.tag == "pre"
        self._say(element.tail)

    def _say(self, text: str | None) -> None:
        if text:
            said = text if self.verbatim else re.sub(r"[ \t\r\n\f]+", " ", text)
            self.runs.append((said, self.heavy > 0))

    def _flush(self) -> Iterator[Block]:
        """Yield the paragraph at hand, or put it into its table cell."""
        text = "".join(said for said, _heavy in self.runs)
        bold = ""
        for said, heavy in self.runs:
            if said.strip() and not heavy:
                break
            bold += said
        self.runs = []
        if not text.strip():
            return
        if self.cells and self.cells[-1]:
            cell = self.cells[-1][-1]
            self.cells[-1][-1] = f"{cell}\n{text.strip()}" if cell else text.strip()
        else:
            yield Block(text=_trim(text), bold=bold.lstrip())


def _trim(text: str) -> str:
    """Drop the spaces around a paragraph's lines."""
    return "\n".join(line.strip(" ") for line in text.strip(" ").split("\n"))


def _is_dropped(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _DROPPED:
        return True
    if element.tag in _PAGE_EDGES and element.getparent() is not None and element.getparent().tag == "body":
        return True
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or _HIDDEN.search(element.get("style", "")) is not None


def _is_heavy(element: Any) -> bool:
    return element.tag in _HEAVY or _BOLD_STYLE.search(element.get("style", "")) is not None


def _is_data(row: Any) -> bool:
    """Tell a table of data from one that only lays out a page: its rows hold no other table."""
    return row is not None and row.tag == "tr" and next(row.iter("table"), None) is None


FORMAT = TranscriptFormat(
    name=NAME, extensions=("html", "htm", "xhtml", "mhtml", "mht"), sniff=sniff, parse=parse
)

"""The pieces that paragraphs and cells of a document are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .words import GRADES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..draft import ClaimPart
    from ..values import Claim
    from .values import Block
    from .words import Printer

QUOTES = 2  # beside a claim; the report has them all
_LONG = 900  # characters: a cell with more may go on over the page


def plain(text: str) -> Block:
    """Return a paragraph."""
    return {"k": "plain", "t": text}


def strong(text: str) -> Block:
    """Return a paragraph that stands out."""
    return {"k": "strong", "t": text}


def small(text: str) -> Block:
    """Return a note."""
    return {"k": "small", "t": text}


def label(text: str) -> Block:
    """Return the small head of what follows."""
    return {"k": "label", "t": text}


def hint(text: str) -> Block:
    """Return what is to be asked or filled in."""
    return {"k": "hint", "t": text}


def big(text: str) -> Block:
    """Return a number or a sentence that leads."""
    return {"k": "big", "t": text}


def quote(utterance: str, printer: Printer) -> Block:
    """Return a respondent's words with their source."""
    said = printer.teller.quote(utterance)
    return {"k": "quote", "t": said.text, "s": said.source}


def sources(ids: Sequence[str], printer: Printer) -> Block:
    """Return where utterances stand, without their words."""
    return small(", ".join(dict.fromkeys(printer.teller.quote(i).source for i in ids)))


def quotes(ids: Sequence[str], printer: Printer, limit: int = QUOTES, *, more: bool = True) -> list[Block]:
    """Return the first quotes, and how many more there are."""
    shown = [quote(i, printer) for i in ids[:limit]]
    left = len(ids) - limit
    if more and left > 0:
        shown.append(small(printer.words.ngettext("and %(n)s more quote", "and %(n)s more quotes", left)))
    return shown


def claim(
    found: Claim | ClaimPart, role: str, printer: Printer, limit: int = QUOTES, *, more: bool = True
) -> list[Block]:
    """Return a claim with its support and its first quotes; a claim that is a quote is not quoted again."""
    own = not found.themes and found.text == printer.texts.get(found.utterances[0])
    line: Block = {
        "k": "line",
        "t": found.text,
        "support": printer.support(found, role),
        "grade": GRADES[str(getattr(found, "evidence", None) or getattr(found, "grade", "single"))],
        "source": printer.teller.quote(found.utterances[0]).source if own else "",
    }
    return (
        [line]
        if own
        else [
            line,
            *({**part, "under": True} for part in quotes(found.utterances, printer, limit, more=more)),
        ]
    )


def cell(*parts: Block) -> Block:
    """Return a table's cell; a long one may be broken over pages."""
    long = sum(len(str(part.get("t", ""))) + 60 for part in parts) > _LONG
    return {"pieces": list(parts), "long": long}


def column(title: str, *, share: float = 0, width: float = 0, right: bool = False) -> Block:
    """Return a table's column: a share of the room that is left, or a width in mm."""
    return {"title": title, "share": share, "width": width, "right": right}


def table(columns: Sequence[Block], rows: Iterable[Sequence[Block]]) -> Block:
    """Return a table of cells."""
    return {"type": "table", "columns": list(columns), "rows": [list(row) for row in rows]}


def head(text: str, level: int = 1, *, listed: bool | None = None) -> Block:
    """Return a heading; the contents list those of the first level, and others when told."""
    return {"type": "head", "level": level, "text": text, "listed": level == 1 if listed is None else listed}


def text(*parts: Block) -> Block:
    """Return paragraphs."""
    return {"type": "pieces", "pieces": list(parts)}


def section(*blocks: Block, paper: str = "a4", flipped: bool = False) -> Block:
    """Return a part of the document that begins on a new page."""
    return {"paper": paper, "flipped": flipped, "margin": 18.0, "name": "", "blocks": list(blocks)}

"""Claims on slides and in their notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pictures.colours import BLUE, INK, MUTED
from ..printing.words import GRADES
from .setting import Para, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..draft import ClaimPart
    from ..printing.values import Line
    from ..printing.words import Printer
    from ..values import Claim

MARKS = ("○", "○", "◐", "●")  # none, single, partial, strong
QUOTED = 3  # quotes of a claim that the notes hold in full; of the rest they name the source
_OWN = frozenset('«»„“”"')
_INDENT = 10.0


def quoted(text: str, language: str) -> str:
    """Return a text in its language's marks; one with marks of its own has them already."""
    if _OWN & set(text):
        return text
    return f"«{text}»" if language == "ru" else f"“{text}”"


def claim_para(line: Line, printer: Printer, size: float, before: float = 2.5) -> Para:
    """Return a claim: sign of its backing, text or verbatim words, who said it."""
    said = quoted(line.text, printer.words.language) if line.source else line.text
    after = " · ".join(part for part in (line.source, line.support) if part)
    runs = (
        Run(f"{MARKS[line.grade]} ", colour=BLUE, scale=0.8),
        Run(said, italic=bool(line.source)),
        Run(f" {after}" if after else "", colour=MUTED, scale=0.88),
    )
    return Para(runs, size, before, _INDENT)


def quote_para(utterance: str, printer: Printer, size: float, before: float = 3.0) -> Para:
    """Return a respondent's words with code and time."""
    said = printer.teller.quote(utterance)
    words = quoted(said.text, printer.words.language)
    runs = (
        Run(words, italic=True, colour=INK),
        Run(f"  {said.source}", colour=MUTED, scale=0.85),
    )
    return Para(runs, size, before)


def is_quote(found: Claim | ClaimPart, printer: Printer) -> bool:
    """Tell whether a claim is a respondent's own sentence."""
    return not found.themes and found.text == printer.texts.get(found.utterances[0])


def sheet_line(found: Claim | ClaimPart, role: str, printer: Printer) -> Line:
    """Return a sheet's claim as a line of a map."""
    from ..printing.values import Line  # noqa: PLC0415 (a value of another shape than ours)

    grade = getattr(found, "evidence", None) or getattr(found, "grade", "single")
    source = printer.teller.quote(found.utterances[0]).source if is_quote(found, printer) else ""
    return Line(
        text=found.text, support=printer.support(found, role), grade=GRADES[str(grade)], source=source
    )


def evidence(found: Claim | ClaimPart, role: str, printer: Printer) -> Iterator[str]:
    """Yield the notes' lines of a claim: its support and the words behind it."""
    line = sheet_line(found, role, printer)
    language = printer.words.language
    if line.source:
        yield f"{MARKS[line.grade]} {quoted(line.text, language)} ({line.source}) — {line.support}"
        return
    yield f"{MARKS[line.grade]} {line.text} — {line.support}"
    yield from quotes(found.utterances, printer)


def quotes(ids: Sequence[str], printer: Printer, most: int = QUOTED) -> Iterator[str]:
    """Yield the first quotes in full and the sources of the rest."""
    for i in ids[:most]:
        said = printer.teller.quote(i)
        yield f"    {quoted(said.text, printer.words.language)} ({said.source})"
    rest = [printer.teller.quote(i).source for i in ids[most:]]
    if rest:
        yield f"    + {', '.join(rest)}"

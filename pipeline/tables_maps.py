"""What ``cjm map`` prints for people: a map stage by stage, so that it is legible in a narrow terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table

from .assemble.atlas.telling import Teller
from .assemble.maps.rules_kinds import PURPOSES
from .assemble.maps.wording import nest_quotes
from .assemble.maturity_words import MAPS as NAMES
from .registry import MAPS
from .tables import open_console

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from .assemble.draft import CellPart, ClaimPart, Draft, FigurePart, LanePart, MapPart, StagePart
    from .wording import Wording

NARROW, WIDE = 80, 110  # columns of the text
NAMES_WIDTH = 18
SHOWN = 5  # claims of a cell; --json has them all
QUOTE = 160  # characters of a quote beside a label


def print_kinds(words: Wording) -> None:
    """Print the kinds of map, a line or two each, and what each is for."""
    console = open_console()
    table = _frame()
    for kind in MAPS:
        told = kind_name(kind, words)
        purpose = PURPOSES[words.language].get(kind, "")
        table.add_row(escape(kind), escape(f"{told}: {purpose}" if purpose else told))
    console.print(table, soft_wrap=False, width=_width(console))


def kind_name(kind: str, words: Wording) -> str:
    """Return the name of a kind of map, its id where a plug-in has none."""
    return NAMES[words.language].get(kind, (kind, ""))[0]


def print_maps(draft: Draft, maps: Sequence[MapPart], words: Wording) -> None:
    """Print maps one after another."""
    console, teller = open_console(), Teller(draft, words.language)
    for drawn in maps:
        _print_map(console, drawn, draft, teller, words)


def _width(console: Console) -> int:
    return max(40, min(console.width, WIDE if console.is_terminal else NARROW))


def _print_map(console: Console, drawn: MapPart, draft: Draft, teller: Teller, words: Wording) -> None:
    """Print the head of a map, its stages and its rules."""
    width = _width(console)
    asked = words.ngettext("%(n)s respondent", "%(n)s respondents", drawn.respondents)
    head = [kind_name(drawn.kind, words), teller.role(drawn.viewpoint), drawn.segment or "", asked]
    console.print(escape(" · ".join(part for part in head if part)), style="bold", soft_wrap=True)
    phase = ""
    for at, stage in enumerate(draft.stages):
        if stage.phase and stage.phase != phase:
            console.print()
            console.print(escape(stage.phase), style="bold underline", soft_wrap=True)
        phase = stage.phase
        console.print()
        _print_stage(console, stage, at, drawn, teller, width)
    if drawn.rules:
        console.print()
        console.print(escape(words._("How it was made")), style="bold")
        for told in drawn.rules:
            console.print(Padding(escape(f"• {told}"), (0, 0, 0, 2)), soft_wrap=False, width=width)
    console.print()


def _print_stage(  # noqa: PLR0913, PLR0917 (a stage and what prints it)
    console: Console, stage: StagePart, at: int, drawn: MapPart, teller: Teller, width: int
) -> None:
    """Print one stage: lanes below one another, border lines between them."""
    console.print(Rule(escape(f"{stage.order}. {stage.name}"), align="left", style="dim"), width=width)
    table = _frame()
    for lane in drawn.lanes:
        lines = "\n".join(_lines(lane.cells[at], drawn, lane, teller))
        table.add_row(f"[bold]{escape(lane.name)}[/]", lines)
        if lane.border:
            table.add_row("[dim]──────[/]", f"[dim]── {escape(lane.border)} ──[/]")
    console.print(table, soft_wrap=False, width=width)


def _frame() -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(width=NAMES_WIDTH, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    return table


def _lines(cell: CellPart, drawn: MapPart, lane: LanePart, teller: Teller) -> Iterator[str]:
    """Yield the lines of a cell; never none, so that its lane is always named."""
    words = teller.words
    if cell.feeling:
        signed = words.signed(cell.feeling.mean)
        base = words.ngettext("%(n)s respondent", "%(n)s respondents", cell.feeling.respondents)
        yield escape(f"{signed} ({base})")
    for figure in cell.figures:
        yield escape(f"{figure.name}: {figure_text(figure, words)}")
    if cell.given:
        yield escape(cell.given)
    for claim in cell.claims[:SHOWN]:
        role = _counted_role(claim, drawn, lane)
        support = teller.support(claim, role)
        told = f"{teller.role(role)}, {support}" if role != drawn.viewpoint else support
        yield from _claim(claim, told, teller)
    if len(cell.claims) > SHOWN:
        left = len(cell.claims) - SHOWN
        yield f"[dim]{escape(words.ngettext('and %(n)s more', 'and %(n)s more', left))}[/]"
    if cell.hint:
        yield f"[dim italic]{escape(cell.hint)}[/]"
    if not (cell.feeling or cell.figures or cell.given or cell.claims or cell.hint):
        yield "[dim]—[/]"


def _counted_role(claim: ClaimPart, drawn: MapPart, lane: LanePart) -> str:
    """Return whom a claim counts: the viewpoint, or experts in a lane of theirs."""
    experts = MAPS.get(drawn.kind).experts if drawn.kind in MAPS else ()
    own = claim.respondents.by_role.get(drawn.viewpoint, (0, 0))
    return "expert" if lane.id in experts and not own[0] else drawn.viewpoint


def _claim(claim: ClaimPart, support: str, teller: Teller) -> Iterator[str]:
    """Yield a claim with its support, and one quote where it speaks with a label."""
    quote = teller.quote(claim.utterances[0])
    if claim.text == quote.text:
        yield f"• {escape(_quoted(claim.text, teller))} [dim]{escape(quote.source)} ({escape(support)})[/]"
        return
    yield f"• {escape(claim.text)} [dim]({escape(support)})[/]"
    yield f"[dim]  {escape(_quoted(_shortened(quote.text), teller))} {escape(quote.source)}[/]"


def _quoted(text: str, teller: Teller) -> str:
    """Put a quote into the marks of the reader's language; Russian ones are nested as print wants them."""
    return nest_quotes(f"«{text}»") if teller.words.language == "ru" else f"“{text}”"


def _shortened(text: str) -> str:
    """Cut a long quote at a word, saying so."""
    return text if len(text) <= QUOTE else text[:QUOTE].rsplit(" ", 1)[0] + " […]"


def figure_text(figure: FigurePart, words: Wording) -> str:
    """Write a figure as its unit wants it."""
    if figure.unit == "share":
        return words.percent(figure.value)
    if figure.unit == "valence":
        return words.signed(figure.value)
    whole = figure.value == int(figure.value)
    number = words.number(figure.value, digits=0 if whole else 1)
    if figure.of is None:
        return number
    return words._("%(k)s of %(n)s", k=number, n=words.number(figure.of))

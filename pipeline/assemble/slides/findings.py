"""Barriers and solutions, touchpoints, breaks, contradictions on slides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pictures.colours import FILLS, PALE_BLUE, ink_on, mood
from .claims import claim_para, evidence, is_quote, quote_para, sheet_line
from .setting import Para, Run, head, hint, muted, para
from .tables import Line, numero, slot, spread_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..atlas.values import Atlas, Barrier, Contradiction, Side, Solution, TouchRow
    from ..values import Claim
    from .deck import Deck

_BARRIERS = 3  # slides of a viewpoint's barriers; the notes hold the rest
_POINTS = 2  # slides of touchpoints
_SOLUTIONS = 2  # of a barrier
_SIZE = 11.0


def barriers(atlas: Atlas, deck: Deck) -> None:
    """Add tables of barriers in the order of work, a viewpoint after the other."""
    if not atlas.barriers:
        return
    _ = deck.printer._
    deck.section(_("Barriers and solutions"))
    rule = atlas.rules.get("barriers", "")
    heads = (numero(deck), _("Barrier"), _("Priority"), _("What answers it"))
    for role in dict.fromkeys(str(found.viewpoint) for found in atlas.barriers):
        own = [found for found in atlas.barriers if found.viewpoint == role]
        title = f"{_('Barriers and solutions')} — {deck.printer.people(role)}"
        lines = [_barrier(found, deck) for found in own]
        spread_table(
            deck, title, rule, widths=(0.05, 0.44, 0.13, 0.38), heads=heads, lines=lines, most=_BARRIERS
        )


def _barrier(found: Barrier, deck: Deck) -> Line:
    printer, number = deck.printer, deck.printer.words.number
    said = [_named(found.claim, found.viewpoint, deck)]
    if not is_quote(found.claim, printer):
        said.append(quote_para(found.claim.utterances[0], printer, _SIZE - 1, 1.5))
    said.append(muted(printer.stage(found.stage), _SIZE - 1.5, 1.5))
    parts = " × ".join(number(part, digits=2) for part in (found.share, found.intensity, found.weight))
    priority = [para(number(found.priority, digits=2), 14.0, bold=True), muted(parts, 9.0)]
    if found.moment:
        priority.append(para(printer._("★ moment of truth"), 9.0, bold=True))
    answers = [one for solution in found.solutions[:_SOLUTIONS] for one in _solution(solution, deck)]
    if found.question:
        answers.append(hint(found.question, _SIZE))
    notes = [f"{found.rank}. {number(found.priority, digits=2)} = {parts}"]
    notes += evidence(found.claim, found.viewpoint, printer)
    for solution in found.solutions:
        notes += [f"  → {_source(solution, deck)}", *evidence(solution.claim, solution.viewpoint, printer)]
    if found.question:
        notes.append(f"  → {found.question}")
    rank = slot(para(str(found.rank), 14.0, bold=True))
    return Line(slots=(rank, slot(*said), slot(*priority), slot(*answers)), notes=tuple(notes))


def _named(found: Claim, role: str, deck: Deck) -> Para:
    """Return a claim as the leading line of a cell."""
    one = claim_para(sheet_line(found, role, deck.printer), deck.printer, _SIZE, 0)
    first, text, *rest = one.runs
    return Para(
        (first, Run(text.text, bold=not text.italic, italic=text.italic), *rest), one.size, 0, one.indent
    )


def _source(solution: Solution, deck: Deck) -> str:
    _ = deck.printer._
    names = {
        "own": _("Respondents wish"),
        "expert": _("An expert proposes"),
        "elsewhere": _("Liked where it works"),
    }
    return f"{names[solution.source]} · {deck.printer.stage(solution.stage)}"


def _solution(solution: Solution, deck: Deck) -> Iterator[Para]:
    yield head(_source(solution, deck), 9.0, 2)
    yield claim_para(sheet_line(solution.claim, solution.viewpoint, deck.printer), deck.printer, _SIZE, 1)


def touchpoints(atlas: Atlas, deck: Deck) -> None:
    """Add tables of touchpoints by stages, coloured by feeling, and of breaks between channels."""
    if atlas.touchpoints or atlas.breaks:
        deck.section(deck.printer._("Touchpoints"))
    for role in dict.fromkeys(str(row.viewpoint) for row in atlas.touchpoints):
        _heat(deck, role, [row for row in atlas.touchpoints if row.viewpoint == role], atlas)
    if atlas.breaks:
        _breaks(atlas, deck)


def _heat(deck: Deck, role: str, rows: Sequence[TouchRow], atlas: Atlas) -> None:
    printer = deck.printer
    used = {str(row.stage) for row in rows}
    stages = [stage for stage in printer.draft.stages if stage.id in used]
    for first in range(0, len(stages), _COLUMNS):
        some = stages[first : first + _COLUMNS]
        places = {stage.id: place for place, stage in enumerate(printer.draft.stages, 1)}
        heads = (printer._("Touchpoint"), *(f"{places[stage.id]}. {stage.name}" for stage in some))
        lines = list(
            _points([row for row in rows if row.stage in {stage.id for stage in some}], some, role, deck)
        )
        title = f"{printer._('Touchpoints by stage')} — {printer.people(role)}"
        widths = (1.5, *[1.0] * len(some))
        rule = atlas.rules.get("touchpoints", "")
        spread_table(deck, title, rule, widths=widths, heads=heads, lines=lines, most=_POINTS)


_COLUMNS = 8


def _points(rows: Sequence[TouchRow], stages: Sequence[object], role: str, deck: Deck) -> Iterator[Line]:
    """Yield a row a touchpoint, the most met first: who met it at each stage and how it felt."""
    found = {(row.touchpoint.id, str(row.stage)): row for row in rows}
    names = {row.touchpoint.id: row.touchpoint.name for row in rows}
    met = {point: max(_n(row) for row in rows if row.touchpoint.id == point) for point in names}
    often = {point: sum(_n(row) for row in rows if row.touchpoint.id == point) for point in names}
    for point in sorted(names, key=lambda one: (-met[one], -often[one], one)):
        cells, notes = [slot(para(names[point], 10.5, bold=True))], [names[point]]
        for stage in stages:
            row = found.get((point, stage.id))  # type: ignore[attr-defined]
            if row is None:
                cells.append(slot(para("", 10.5)))
                continue
            fill = FILLS[mood(row.feeling.mean)] if row.feeling else ""
            letters = ink_on(fill) if fill else "#1b2430"
            said = deck.printer.support(row.claim, role)
            felt = f"   {deck.printer.feeling(row.feeling)}" if row.feeling else ""
            one = Para((Run(said, colour=letters), Run(felt, bold=True, colour=letters)), 10.5)
            cells.append(slot(one, fill=fill))
            where = ", ".join(deck.printer.teller.quote(i).source for i in row.claim.utterances)
            notes.append(f"    {deck.printer.stage(row.stage)}: {said}{felt} ({where})")
        yield Line(slots=tuple(cells), notes=tuple(notes))


def _n(row: TouchRow) -> int:
    return row.claim.support.n if row.claim.support else 0


def _breaks(atlas: Atlas, deck: Deck) -> None:
    printer, _ = deck.printer, deck.printer._
    lines = []
    for found in atlas.breaks:
        cost = [quote_para(i, printer, 10.5) for i in found.cost[:2]] or [
            hint(_("nobody speaks of a cost"), 10.5)
        ]
        way = para(f"{found.before.name} → {found.after.name}", _SIZE, bold=True)
        who = claim_para(sheet_line(found.claim, found.viewpoint, printer), printer, 10.5, 0)
        words = (
            [] if is_quote(found.claim, printer) else [quote_para(found.claim.utterances[0], printer, 10.5)]
        )
        slots = (slot(para(printer.stage(found.stage))), slot(way), slot(who, *words), slot(*cost))
        lines.append(Line(slots=slots, notes=tuple(evidence(found.claim, found.viewpoint, printer))))
    heads = (_("Stage"), _("From → to"), _("Who goes"), _("What it costs"))
    rule = atlas.rules.get("breaks", "")
    spread_table(
        deck, _("Breaks between channels"), rule, widths=(0.17, 0.2, 0.34, 0.29), heads=heads, lines=lines
    )


def contradictions(atlas: Atlas, deck: Deck) -> None:
    """Add the contradictions, both sides beside one another."""
    if not atlas.contradictions:
        return
    _ = deck.printer._
    deck.section(_("Contradictions"))
    lines = [_contradiction(found, deck) for found in atlas.contradictions]
    heads = (_("What it is about"), _("One side"), _("The other side"))
    rule = atlas.rules.get("contradictions", "")
    spread_table(deck, _("Contradictions"), rule, widths=(0.2, 0.4, 0.4), heads=heads, lines=lines)


def _contradiction(found: Contradiction, deck: Deck) -> Line:
    printer = deck.printer
    about = [para(found.topic, _SIZE, bold=True)] if found.topic else []
    about += [muted(printer.stage(found.stage), 10.0, 1), muted(found.why, 9.0, 3)]
    notes = [line for side in found.sides for line in evidence(side.claim, side.viewpoint, printer)]
    sides = [slot(*_side(side, deck)) for side in found.sides]
    return Line(slots=(slot(*about, fill=PALE_BLUE), *sides), notes=(found.topic, found.why, *notes))


def _side(side: Side, deck: Deck) -> Iterator[Para]:
    printer = deck.printer
    yield head(f"{printer.viewpoint(side.viewpoint, side.segment)} · {printer.felt(side.valence)}", 10.0)
    yield claim_para(sheet_line(side.claim, side.viewpoint, printer), printer, _SIZE, 1)
    if not is_quote(side.claim, printer):
        for i in side.claim.utterances[:2]:
            yield quote_para(i, printer, 10.5)

"""Barriers and solutions, touchpoints, breaks, contradictions and views side by side, as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .pictured import heat_maps
from .pieces import (
    big,
    cell,
    claim,
    column,
    head,
    hint,
    label,
    plain,
    quotes,
    section,
    small,
    sources,
    strong,
    table,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..atlas.values import (
        Atlas,
        Barrier,
        ChannelBreak,
        Contradiction,
        Side,
        SideBySide,
        TouchRow,
        ViewRow,
    )
    from .values import Block
    from .words import Printer

_MANY = 7  # stages from which tables of stages lie on their side


def barriers(atlas: Atlas, printer: Printer) -> Iterator[Block]:
    """Yield the section of barriers in the order of work, with what answers them."""
    if not atlas.barriers:
        return
    _ = printer._
    rule = _(
        "Priority = share of respondents × intensity of feeling (0–2) × weight of the stage. "
        "Each viewpoint has an order of its own."
    )
    columns = (
        column(_("Barrier"), share=1.25),
        column(_("Priority"), width=36),
        column(_("What answers it"), share=1),
    )
    blocks = [head(_("Barriers and solutions")), text(small(rule))]
    for role in dict.fromkeys(str(found.viewpoint) for found in atlas.barriers):
        own = [found for found in atlas.barriers if found.viewpoint == role]
        blocks += [head(printer.people(role), 2), table(columns, (_barrier(found, printer) for found in own))]
    yield section(*blocks)


def _barrier(found: Barrier, printer: Printer) -> list[Block]:
    _, number = printer._, printer.words.number
    parts = [
        big(str(found.rank)),
        strong(number(found.priority, digits=2)),
        small(
            f"{number(found.share, digits=2)} × {number(found.intensity, digits=2)}"
            f" × {number(found.weight, digits=2)}"
        ),
    ]
    if found.moment:
        parts.append(small(_("★ moment of truth")))
    said = [small(printer.stage(found.stage)), *claim(found.claim, found.viewpoint, printer)]
    return [cell(*said), cell(*parts), cell(*_solutions(found, printer))]


def _solutions(found: Barrier, printer: Printer) -> list[Block]:
    _ = printer._
    sources = {
        "own": _("Respondents wish"),
        "expert": _("An expert proposes"),
        "elsewhere": _("Liked where it works"),
    }
    parts: list[Block] = []
    for solution in found.solutions:
        parts.append(label(f"{sources[solution.source]} · {printer.stage(solution.stage)}"))
        parts += claim(solution.claim, solution.viewpoint, printer, 1)
    return [*parts, hint(found.question)] if found.question else parts


def touchpoints(atlas: Atlas, printer: Printer) -> Iterator[Block]:
    """Yield the section of touchpoints, a heat map and a table a viewpoint, and where channels change."""
    lying = len(printer.draft.stages) >= _MANY
    for place, role in enumerate(dict.fromkeys(row.viewpoint for row in atlas.touchpoints)):
        own = [row for row in atlas.touchpoints if row.viewpoint == role]
        yield section(
            *([] if place else [head(printer._("Touchpoints"))]),
            head(printer.people(role), 2),
            *heat_maps(own, printer, lying=lying),
            _touches(own, printer),
            flipped=lying,
        )
    if atlas.breaks:
        yield _breaks(atlas, printer)


def _touches(rows: Sequence[TouchRow], printer: Printer) -> Block:
    """Return the table of a viewpoint's touchpoints, stage by stage."""
    _ = printer._
    columns = (
        column(_("Stage"), share=1.15),
        column(_("Touchpoint"), share=1),
        column(_("Respondents"), width=27),
        column(_("Feeling"), width=19),
        column(_("In their own words"), share=2),
    )
    return table(columns, (_touch(row, printer) for row in rows))


def _breaks(atlas: Atlas, printer: Printer) -> Block:
    """Return the section of people who change the channel."""
    _ = printer._
    columns = (
        column(_("Stage"), share=0.8),
        column(_("From → to"), share=1),
        column(_("Who goes"), share=1.6),
        column(_("What it costs"), share=1.6),
    )
    rows = (_break(found, printer) for found in atlas.breaks)
    return section(head(_("Breaks between channels")), table(columns, rows))


def _touch(row: TouchRow, printer: Printer) -> list[Block]:
    """Return a row; one respondent's touchpoint names the place of the words, the report has them."""
    said = row.claim.utterances
    backed = row.claim.support is not None and row.claim.support.n > 1
    return [
        cell(plain(printer.stage(row.stage))),
        cell(strong(row.touchpoint.name)),
        cell(plain(printer.support(row.claim, row.viewpoint))),
        cell(plain(printer.feeling(row.feeling))),
        cell(*(quotes(said, printer, 1) if backed else [sources(said, printer)])),
    ]


def _break(found: ChannelBreak, printer: Printer) -> list[Block]:
    said = claim(found.claim, printer.teller.quote(found.claim.utterances[0]).role, printer)
    return [
        cell(plain(printer.stage(found.stage))),
        cell(strong(f"{found.before.name} → {found.after.name}")),
        cell(*said),
        cell(*quotes(found.cost, printer) or [hint(printer._("nobody speaks of a cost"))]),
    ]


def contradictions(atlas: Atlas, printer: Printer) -> Iterator[Block]:
    """Yield the section of contradictions, both sides beside one another."""
    if not atlas.contradictions:
        return
    blocks = [head(printer._("Contradictions"))]
    for found in atlas.contradictions:
        blocks += _contradiction(found, printer)
    yield section(*blocks)


def _contradiction(found: Contradiction, printer: Printer) -> list[Block]:
    return [
        head(printer.stage(found.stage), 2),
        text(small(found.why)),
        {"type": "sides", "sides": [_side(side, printer) for side in found.sides]},
    ]


def _side(side: Side, printer: Printer) -> Block:
    title = f"{printer.viewpoint(side.viewpoint, side.segment)} · {printer.words.signed(side.valence)}"
    return {"title": title, "pieces": claim(side.claim, side.viewpoint, printer, 3)}


def views(atlas: Atlas, printer: Printer) -> Iterator[Block]:
    """Yield the comparison of viewpoints and segments; they are never averaged."""
    if atlas.views is None or not atlas.views.rows:
        return
    found = atlas.views
    _ = printer._
    columns = [column(_("Stage"), width=36)]
    for view in found.columns:
        name = printer.viewpoint(view.role, view.segment)
        columns.append(column(f"{name}, n = {view.respondents}", share=1))
    yield section(
        head(_("Viewpoints side by side")),
        text(small(_("Viewpoints are compared and never averaged: each counts its own people."))),
        table(columns, (_view(row, found, printer) for row in found.rows)),
        flipped=True,
    )


def _view(row: ViewRow, found: SideBySide, printer: Printer) -> list[Block]:
    """Return a stage with one cell a column: figures, then the best backed pain."""
    cells = [cell(strong(printer.stage(row.stage)))]
    for view, figures, top in zip(found.columns, row.cells, row.tops, strict=True):
        parts = [small(f"{figure.name}: {printer.figure(figure)}") for figure in figures]
        if top:
            parts += [label(printer._("the most frequent pain")), *claim(top, view.role, printer, 1)]
        cells.append(cell(*parts or [hint(printer._("no data"))]))
    return cells

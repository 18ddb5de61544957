"""A map of the atlas as it is shown on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pictures.values import EmotionPoint
from .values import Box, Chart, Line, Row
from .words import GRADES

if TYPE_CHECKING:
    from ..draft import CellPart, ClaimPart, LanePart, MapPart
    from .words import Printer

SHORT = 30  # claims no longer than this may follow one another on a line
MANY = 4  # and so many of them do


def chart(part: MapPart, printer: Printer) -> Chart:
    """Return a map with all its texts; stages keep the order of the draft."""
    order = [stage.id for stage in printer.draft.stages]
    phases = {stage.id: stage.phase for stage in printer.draft.stages}
    used = {cell.stage for lane in part.lanes for cell in lane.cells}
    stages = tuple(stage for stage in order if stage in used)
    return Chart(
        title=printer.kind(part.kind),
        viewpoint=printer.viewpoint(part.viewpoint, part.segment),
        base=printer.respondents(part.respondents),
        note=_note(part, printer),
        stages=tuple(printer.stage(stage) for stage in stages),
        phases=tuple(phases[stage] for stage in stages),
        rows=tuple(_row(lane, stages, part, printer) for lane in part.lanes),
        rules=tuple(part.rules),
        segment=part.segment is not None,
    )


def line(claim: ClaimPart, role: str, printer: Printer) -> Line:
    """Return a claim as shown; one that is a respondent's sentence says whose it is."""
    source = ""
    if not claim.themes and claim.text == printer.texts.get(claim.utterances[0]):
        source = printer.teller.quote(claim.utterances[0]).source
    return Line(
        text=claim.text,
        support=printer.support(claim, role),
        grade=GRADES[claim.evidence],
        source=source,
    )


def _note(part: MapPart, printer: Printer) -> str:
    """Say what experts' maps are, and that too few were asked."""
    if part.viewpoint == "expert":
        return printer._("Opinions about customers: never counted as customers’ evidence.")
    return ""


def _row(lane: LanePart, stages: tuple[str, ...], part: MapPart, printer: Printer) -> Row:
    """Return a lane; its curve is there if any stage has a feeling."""
    cells = {cell.stage: cell for cell in lane.cells}
    felt = any(cell.feeling for cell in lane.cells)
    points = tuple(_point(cells.get(stage), printer.stage(stage)) for stage in stages) if felt else ()
    return Row(
        id=lane.id,
        name=lane.name,
        boxes=tuple(_box(cells.get(stage), part.viewpoint, printer) for stage in stages),
        border=lane.border,
        points=points,
        told=_told(points, printer),
    )


def _point(cell: CellPart | None, stage: str) -> EmotionPoint:
    felt = cell.feeling if cell else None
    if felt is None:
        return EmotionPoint(stage=stage, mean=None)
    return EmotionPoint(stage=stage, mean=felt.mean, spread=felt.spread, respondents=felt.respondents)


def _told(points: tuple[EmotionPoint, ...], printer: Printer) -> str:
    """Say the curve in words, for those who cannot see it."""
    return "; ".join(
        f"{point.stage}: "
        + (
            printer._("no data")
            if point.mean is None
            else f"{printer.words.signed(point.mean)} ({printer.respondents(point.respondents)})"
        )
        for point in points
    )


def _box(cell: CellPart | None, role: str, printer: Printer) -> Box:
    """Return one cell; one that says nothing at all says so."""
    if cell is None:
        return Box(hint=printer._("no data"))
    lines = tuple(line(claim, role, printer) for claim in cell.claims)
    short = all(len(one.text) <= SHORT and not one.source for one in lines)
    plain = not any(claim.themes for claim in cell.claims)
    box = Box(
        lines=lines,
        figures=tuple((figure.name, printer.figure(figure)) for figure in cell.figures),
        given=cell.given,
        hint=cell.hint,
        inline=short and plain and len(lines) >= MANY,
    )
    silent = not (lines or box.figures or box.given or box.hint or cell.feeling)
    return Box(hint=printer._("no data")) if silent else box

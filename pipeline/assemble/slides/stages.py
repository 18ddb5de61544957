"""A slide for each stage: the emotion curve as a chart with this stage marked, and what people say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pictures.colours import INK, MUTED
from ..printing.maps import chart
from .charts import emotion_chart
from .claims import claim_para, evidence, is_quote, quote_para
from .columns import GAP, Group, flow
from .deck import EDGE, FOOT, ROOM
from .maps import ACCENTS
from .setting import Para, Run
from .tables import more

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..draft import ClaimPart, LanePart, MapPart
    from ..pictures.values import EmotionPoint
    from ..printing.values import Chart, Row
    from .deck import Deck, Page

_CURVE = 160.0
_SHARE = 0.62  # of the width that lanes have; quotes have the rest
_QUOTES = 6
_OF_LANE = 4  # claims whose words may be quoted
_CHIPS = 8  # touchpoints
_FIRST = ("emotions", "pains", "moments", "goals", "questions", "ideas", "actions")  # whose words are quoted


def stage_slides(deck: Deck, part: MapPart) -> None:
    """Add a slide for each stage of a map that anything is said of; the map's slide shows the others."""
    drawn = chart(part, deck.printer)
    order = [stage.id for stage in deck.printer.draft.stages]
    used = {cell.stage for lane in part.lanes for cell in lane.cells}
    stages = [stage for stage in order if stage in used]
    points = next((row.points for row in drawn.rows if row.points), ())
    for place, stage in enumerate(stages):
        claims = {lane.id: _claims(lane, stage) for lane in part.lanes}
        if any(claims.values()):
            _stage_slide(deck, part, drawn, place, points=points, claims=claims)


def _claims(lane: LanePart, stage: str) -> list[ClaimPart]:
    return [claim for cell in lane.cells if cell.stage == stage for claim in cell.claims]


def _stage_slide(  # noqa: PLR0913 (a map, a place in it and what is there)
    deck: Deck,
    part: MapPart,
    drawn: Chart,
    place: int,
    *,
    points: Sequence[EmotionPoint],
    claims: dict[str, list[ClaimPart]],
) -> None:
    printer = deck.printer
    page = deck.page(
        f"{place + 1}. {drawn.stages[place]} — {drawn.viewpoint}", f"{drawn.title} · {drawn.base}"
    )
    top = page.top
    if any(point.mean is not None for point in points):
        name = printer._("Emotion curve: %(name)s", name=drawn.viewpoint)
        emotion_chart(page, points, (EDGE - 8, top - 6, ROOM + 16, _CURVE), name=name, marked=place)
        top += _CURVE
    wide = (ROOM - GAP) * _SHARE
    groups = [group for row in drawn.rows if (group := _group(row, place, deck)).paras]
    flow(page, groups, (EDGE, top, wide, FOOT - top), columns=2)
    words = Group(title=printer._("In their own words"), paras=tuple(_quotes(claims, deck)), colour=INK)
    flow(page, [words], (EDGE + wide + GAP, top, ROOM - wide - GAP, FOOT - top), columns=1)
    _notes(page, part, claims)


def _group(row: Row, place: int, deck: Deck) -> Group:
    """Return a lane's claims at a stage; touchpoints and the like stand in one line."""
    box = row.boxes[place]
    lines = [line for line in box.lines if not (row.points and line.source)]  # words stand among the quotes
    colour = ACCENTS.get(row.id, INK)
    if box.inline:
        shown = lines if len(lines) <= _CHIPS + 1 else lines[:_CHIPS]
        said = ", ".join(f"{line.text}\u00a0({line.support})" for line in shown)
        left = len(lines) - len(shown)
        rest = (Run(f" {more(left, deck)}", colour=MUTED, scale=0.9),) if left else ()
        return Group(title=row.name, paras=(Para((Run(said), *rest)),), colour=colour)
    paras = tuple(claim_para(line, deck.printer, 11.0, 1.5) for line in lines)
    return Group(title=row.name, paras=paras, colour=colour)


def _quotes(claims: dict[str, list[ClaimPart]], deck: Deck) -> Iterator[Para]:
    """Yield the words behind the best backed claims: one a claim, a new voice before a known one."""
    ranked = [
        claim
        for lane in _FIRST
        for claim in claims.get(lane, ())[:_OF_LANE]
        if lane == _FIRST[0] or not is_quote(claim, deck.printer)  # it stands in its lane already
    ]
    rest = [claim for lane, own in claims.items() if lane not in _FIRST for claim in own[:1]]
    found: dict[str, str] = {}
    for claim in ranked or rest:
        said = deck.printer.teller.quote(claim.utterances[0])
        found.setdefault(said.id, f"{said.code}/{said.speaker}")
    voices: set[str] = set()
    first = [i for i, voice in found.items() if voice not in voices and not voices.add(voice)]  # type: ignore[func-returns-value]
    order = [*first, *(i for i in found if i not in first)]
    for i in order[:_QUOTES]:
        yield quote_para(i, deck.printer, 11.0, 3.0)


def _notes(page: Page, part: MapPart, claims: dict[str, list[ClaimPart]]) -> None:
    """Put the evidence of the whole stage into the notes."""
    for lane in part.lanes:
        if claims[lane.id]:
            page.note(f"[{lane.name}]")
        for claim in claims[lane.id]:
            page.note(*evidence(claim, part.viewpoint, page.deck.printer))

"""Maps of a draft as the report shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import DraftError
from ...wording import LANGUAGES
from ..evidence import STRONG_RESPONDENTS
from ..maps.wording import HINTS, hint
from .context import Backing, CellView, ClaimView, FeelingView, LaneView, MapView, StageView
from .curve import draw_pieces
from .phrases import Phrase
from .quotes import REMEDY
from .words import LANE_ICONS, LANE_KINDS, LANES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..draft import (
        CellPart,
        ClaimPart,
        Draft,
        FeelingPart,
        LanePart,
        MapPart,
        StagePart,
        SupportPart,
        ThemePart,
    )
    from .curve import Piece
    from .phrases import Phrasebook
    from .quotes import Quotes

SINGLE_GRADES = frozenset({"none", "single"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What every part of the report is built from; ``stages`` stand in their order."""

    draft: Draft
    quotes: Quotes
    book: Phrasebook
    stages: Sequence[StagePart]
    themes: Mapping[str, ThemePart]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A lane inside its map."""

    lane: LanePart
    part: MapPart
    sources: Sources


def view_map(part: MapPart, sources: Sources) -> MapView:
    """Show one map; a lane's cells follow the order of the stages, missing ones are empty."""
    return MapView(
        kind=part.kind,
        viewpoint=part.viewpoint,
        respondents=part.respondents,
        needed=STRONG_RESPONDENTS if part.respondents < STRONG_RESPONDENTS else 0,
        fallback=_is_fallback(sources),
        stages=tuple(_stage(at, stage, part, sources) for at, stage in enumerate(sources.stages, 1)),
        lanes=tuple(_lane(lane, part, sources) for lane in part.lanes),
    )


def _is_fallback(sources: Sources) -> bool:
    """Tell whether stages were to be found in the interviews, and a ready-made model had to do."""
    wish = sources.draft.manifest.settings.get("stages")
    return wish == "auto" and any(stage.source == "model" for stage in sources.stages)


def view_support(support: SupportPart, grade: str) -> Backing:
    """Show support over all roles, roles in their fixed order."""
    order = ("client", "non_user", "expert")
    by_role = tuple((role, *support.by_role[role]) for role in order if role in support.by_role)
    return Backing(n=support.n, of=support.of, by_role=by_role, grade=grade)


def _stage(number: int, stage: StagePart, part: MapPart, sources: Sources) -> StageView:
    roles = {interview.id: interview.role for interview in sources.draft.interviews}
    said = [
        (utterance.interview, utterance.speaker)
        for utterance in sources.draft.utterances
        if utterance.stage and utterance.stage.id == stage.id and roles[utterance.interview] == part.viewpoint
    ]
    return StageView(
        number=number,
        name=stage.name,
        source=stage.source,
        utterances=len(said),
        respondents=len(set(said)),
    )


def _lane(lane: LanePart, part: MapPart, sources: Sources) -> LaneView:
    cells = {cell.stage: cell for cell in lane.cells}
    for name in cells.keys() - {stage.id for stage in sources.stages}:
        raise DraftError(
            "stage %(stage)s is not in the draft", place=f"map/{lane.id}", remedy=REMEDY, stage=name
        )
    ordered = [cells.get(stage.id) for stage in sources.stages]
    felt = [cell.feeling if cell else None for cell in ordered]
    pieces = draw_pieces([None if point is None else (point.mean, point.spread) for point in felt])
    row = _Row(lane=lane, part=part, sources=sources)
    plain = Phrase((lane.name,) * len(LANGUAGES), sources.book)
    return LaneView(
        id=lane.id,
        name=sources.book.t(LANES[lane.id]) if lane.id in LANES else plain,
        kind=LANE_KINDS.get(lane.id, ""),
        icon=LANE_ICONS.get(lane.id, "emotion"),
        curve=any(felt),
        cells=tuple(
            _cell(number, cell, _feeling(point, piece), row)
            for number, (cell, point, piece) in enumerate(zip(ordered, felt, pieces, strict=True), 1)
        ),
    )


def _cell(number: int, cell: CellPart | None, feeling: FeelingView | None, row: _Row) -> CellView:
    claims = [] if cell is None else [_claim(claim, row) for claim in cell.claims]
    return CellView(
        stage=number,
        grade=cell.evidence if cell else "none",
        backed=tuple(claim for claim in claims if claim.backing.grade not in SINGLE_GRADES),
        singles=tuple(claim for claim in claims if claim.backing.grade in SINGLE_GRADES),
        hint=_hint(cell, row) if cell and cell.hint else None,
        feeling=feeling,
    )


def _feeling(point: FeelingPart | None, piece: Piece | None) -> FeelingView | None:
    if point is None or piece is None:
        return None
    return FeelingView(
        mean=point.mean,
        spread=point.spread,
        n=point.n,
        respondents=point.respondents,
        negative=point.negative,
        positive=point.positive,
        piece=piece,
    )


def _claim(claim: ClaimPart, row: _Row) -> ClaimView:
    """Show a claim; its support is the viewpoint's own, for a map never averages roles."""
    lane, viewpoint, sources = row.lane.id, row.part.viewpoint, row.sources
    for theme in claim.themes:
        if theme not in sources.themes:
            raise DraftError(
                "theme %(theme)s is not in the draft", place=f"map/{lane}", remedy=REMEDY, theme=theme
            )
    quotes = tuple(sources.quotes.get(found, place=f"map/{lane}") for found in claim.utterances)
    own = [pair for role, pair in claim.respondents.by_role.items() if role == viewpoint]
    n, of = own[0] if own else (claim.respondents.n, claim.respondents.of)
    types = {point.name: point.type for point in sources.draft.touchpoints}
    return ClaimView(
        text=claim.text,
        kind=_kind_of(claim, lane, sources),
        origin=claim.label_origin,
        backing=Backing(n=n, of=of, by_role=((viewpoint, n, of),), grade=claim.evidence),
        quotes=quotes,
        spoken=claim.text == quotes[0].text,
        theme=claim.themes[0] if claim.themes else "",
        touchpoint=types.get(claim.text, "") if lane == "touchpoints" else "",
    )


def _kind_of(claim: ClaimPart, lane: str, sources: Sources) -> str:
    """Tell a claim's kind: its lane's, its theme's, or the sign of the feeling in the emotion lane."""
    if lane in LANE_KINDS:
        return LANE_KINDS[lane]
    if claim.themes:
        return sources.themes[claim.themes[0]].kind
    valence = sources.quotes.get(claim.utterances[0], place=lane).valence
    if lane == "touchpoints" or not valence:
        return ""
    return "positive" if valence > 0 else "pain"


def _hint(cell: CellPart, row: _Row) -> Phrase:
    """Return what to ask in every language; a hint that is not one of the ready-made stays as it is."""
    lane, part, sources = row.lane, row.part, row.sources
    own = sources.book.language
    stage = next(stage.name for stage in sources.stages if stage.id == cell.stage)
    labels = {
        claim.text
        for other in part.lanes
        if other.id == "pains"
        for beside in other.cells
        if beside.stage == cell.stage
        for claim in beside.claims
    }
    ready = [(lane.id, {"stage": stage}), *(("how_might_we", {"label": label}) for label in sorted(labels))]
    for name, values in ready:
        if name in HINTS[own] and hint(name, own, **values) == cell.hint:
            return Phrase(tuple(hint(name, language, **values) for language in LANGUAGES), sources.book)
    return Phrase((cell.hint,) * len(LANGUAGES), sources.book)

"""The journey map: what people want, ask, meet, do, feel, suffer and suggest, stage by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Kind, Role, TouchpointType
from ..evidence import feeling
from ..values import Cell, JourneyMap
from .base import Evidence, MapKind
from .cells import (
    Viewpoint,
    claim,
    lay_out,
    single_claims,
    strongest,
    telling,
    theme_claims,
    touchpoint_claims,
    view,
)
from .moments import moments
from .wording import hint, lane_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...records import Stage
    from ..values import Claim

LANES = ("goals", "questions", "touchpoints", "actions", "emotions", "pains", "ideas", "moments")


def build(evidence: Evidence, role: Role) -> JourneyMap:
    """Build one viewpoint's journey map; a lane without evidence keeps its cell and a hint."""
    seen = view(evidence, role)
    lanes = lay_out(
        {lane: lane_name(lane, evidence.language) for lane in LANES},
        evidence.stages,
        lambda lane, stage: _cell(seen, lane, stage),
    )
    return JourneyMap(kind="journey", viewpoint=role, lanes=lanes)


def _cell(seen: Viewpoint, lane: str, stage: Stage) -> Cell:
    """Fill one cell."""
    language = seen.evidence.language
    claims = _FILL[lane](seen, stage)
    felt = None
    if lane == "emotions":
        felt = feeling(telling(seen, stage.id), seen.evidence.utterances, seen.evidence.codings)
    empty = "" if claims or felt else hint(lane, language, stage=stage.name)
    if lane == "ideas" and not claims:
        pains = seen.themes(stage.id, Kind.PAIN)
        empty = hint("how_might_we", language, label=pains[0][0].label) if pains else empty
    return Cell(stage=stage.id, claims=claims, hint=empty, feeling=felt)


def _of_kind(kind: Kind) -> Callable[[Viewpoint, Stage], tuple[Claim, ...]]:
    """Return the filler of a lane that lists the themes of one kind."""

    def fill(seen: Viewpoint, stage: Stage) -> tuple[Claim, ...]:
        return theme_claims(seen, stage.id, kind) or single_claims(seen, stage.id, kind)

    return fill


def _touchpoints(seen: Viewpoint, stage: Stage) -> tuple[Claim, ...]:
    """Count who meets which touchpoint at a stage."""
    return touchpoint_claims(seen, stage.id, frozenset(TouchpointType))


def _emotions(seen: Viewpoint, stage: Stage) -> tuple[Claim, ...]:
    """Show what was liked, and the strongest quotes of both signs, one a respondent."""
    liked = theme_claims(seen, stage.id, Kind.POSITIVE)
    return liked + strongest(seen, stage.id, {i for found in liked for i in found.utterances})


def _moments(seen: Viewpoint, stage: Stage) -> tuple[Claim, ...]:
    """List the themes that meet the rule of moments of truth."""
    return tuple(
        claim(seen, theme.label, ids, (theme.id,), theme.label_origin)
        for theme, ids in moments(seen, stage.id)
    )


_FILL: dict[str, Callable[[Viewpoint, Stage], tuple[Claim, ...]]] = {
    "goals": _of_kind(Kind.GOAL),
    "questions": _of_kind(Kind.QUESTION),
    "touchpoints": _touchpoints,
    "actions": _of_kind(Kind.ACTION),
    "emotions": _emotions,
    "pains": _of_kind(Kind.PAIN),
    "ideas": _of_kind(Kind.IDEA),
    "moments": _moments,
}

MAP = MapKind(name="journey", lanes=LANES, build=build)

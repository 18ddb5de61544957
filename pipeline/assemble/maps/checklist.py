"""The decision checklist: what any decision must be held against, stage by stage, as three questions.

The map is the whole list.  ``cjm check`` picks from it what one decision touches (``atlas/deciding.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Kind, TouchpointType
from ..values import Cell, JourneyMap
from . import wording
from .base import MapKind
from .cells import lay_out, touchpoint_claims
from .tallies import Tally, ordered_claims, rules_of, tally
from .wording_managing import name_lane, rules

if TYPE_CHECKING:
    from ...records import Role, Stage
    from ..values import Claim
    from .base import Evidence

LANES = ("touches", "needs", "risks", "strengthen")
_KINDS = {
    "touches": (Kind.ACTION,),
    "needs": (Kind.GOAL, Kind.QUESTION),
    "risks": (Kind.PAIN,),
    "strengthen": (Kind.IDEA, Kind.POSITIVE),
}
_HINTS = {"touches": "actions", "needs": "goals", "risks": "pains", "strengthen": "ideas"}


def build(evidence: Evidence, role: Role) -> JourneyMap:
    """Build one viewpoint's checklist."""
    told, language = tally(evidence, role), evidence.language
    return JourneyMap(
        kind="checklist",
        viewpoint=role,
        lanes=lay_out(
            {lane: name_lane(lane, language) for lane in LANES},
            evidence.stages,
            lambda lane, stage: _cell(told, lane, stage),
        ),
        rules=rules(rules_of(role, "checklist", "order"), language),
    )


def _cell(told: Tally, lane: str, stage: Stage) -> Cell:
    """Fill one cell; the first row also tells how many people speak of the stage."""
    claims = _claims(told, lane, stage)
    spoken = told.spoken(stage.id) if lane == "touches" else ()
    hint = "" if claims else wording.hint(_HINTS[lane], told.seen.evidence.language, stage=stage.name)
    figures = (told.people("spoke", spoken),) if spoken else ()
    return Cell(stage=stage.id, claims=claims, figures=figures, hint=hint)


def _claims(told: Tally, lane: str, stage: Stage) -> tuple[Claim, ...]:
    points = touchpoint_claims(told.seen, stage.id, tuple(TouchpointType)) if lane == "touches" else ()
    said = (found for kind in _KINDS[lane] for found in ordered_claims(told.seen, stage.id, kind))
    return (*points, *said)


MAP = MapKind(name="checklist", lanes=LANES, build=build)

"""The map as a structure of management: who owns a stage, what hurts there, what shows it, what is done next.

Owner, metric and next step are the researcher's words (stages.csv); pains and figures are the interviews'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Kind
from ..values import Cell, JourneyMap, StageNote
from . import wording
from .base import MapKind
from .cells import lay_out
from .tallies import Tally, ordered_claims, rules_of, tally
from .wording_managing import ask_for, name_lane, rules

if TYPE_CHECKING:
    from ...records import Role, Stage
    from .base import Evidence

LANES = ("owner", "pains", "metric", "next_action")
_NO_NOTE = StageNote()


def build(evidence: Evidence, role: Role) -> JourneyMap:
    """Build one viewpoint's governance map; what the researcher has not said has a hint where to say it."""
    told, language = tally(evidence, role), evidence.language
    return JourneyMap(
        kind="governance",
        viewpoint=role,
        lanes=lay_out(
            {lane: name_lane(lane, language) for lane in LANES},
            evidence.stages,
            lambda lane, stage: _cell(told, lane, stage),
        ),
        rules=rules(rules_of(role, "order", "pained", "negative", "filled"), language),
    )


def _cell(told: Tally, lane: str, stage: Stage) -> Cell:
    """Fill one cell."""
    if lane == "pains":
        return _pains(told, stage)
    note = told.seen.evidence.notes.get(stage.id, _NO_NOTE)
    given = {"owner": note.owner, "metric": note.metric, "next_action": note.next_action}[lane]
    hint = "" if given else ask_for(lane, told.seen.evidence.language, stage.name)
    return Cell(stage=stage.id, given=given, hint=hint)


def _pains(told: Tally, stage: Stage) -> Cell:
    """Show the pains by priority, and how many people they touch."""
    claims = ordered_claims(told.seen, stage.id, Kind.PAIN)
    share = told.dissatisfied(stage.id)
    spoken = told.spoken(stage.id)
    figures = (told.people("pained", told.pained(stage.id)), *((share,) if share else ())) if spoken else ()
    hint = "" if claims else wording.hint("pains", told.seen.evidence.language, stage=stage.name)
    return Cell(stage=stage.id, claims=claims, figures=figures, hint=hint)


MAP = MapKind(name="governance", lanes=LANES, build=build)

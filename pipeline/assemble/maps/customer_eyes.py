"""The map through the customer's eyes: what people do, feel, live through and expect, stage by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Kind
from ..evidence import feeling
from ..values import Cell, JourneyMap
from .base import MapKind
from .cells import backing, lay_out, single_claims, strongest, telling, theme_claims, view
from .rules_kinds import hint, lane_name, rule
from .wording import hint as journey_hint

if TYPE_CHECKING:
    from ...records import Role, Stage
    from ..values import Claim
    from .base import Evidence
    from .cells import Viewpoint

LANES = ("actions", "emotions", "experience", "expectations")
_KINDS = {
    "actions": (Kind.ACTION,),
    "experience": (Kind.PAIN, Kind.POSITIVE),
    "expectations": (Kind.GOAL, Kind.QUESTION),
}


def build(evidence: Evidence, role: Role) -> JourneyMap:
    """Build one viewpoint's map; sub-stages stand under the heads that their stages name."""
    seen, language = view(evidence, role), evidence.language
    lanes = lay_out(
        {lane: lane_name("customer_eyes", lane, language) for lane in LANES},
        evidence.stages,
        lambda lane, stage: _cell(seen, lane, stage),
    )
    rules = (rule("eyes_experience", language), rule("eyes_expectations", language))
    return JourneyMap(kind="customer_eyes", viewpoint=role, lanes=lanes, rules=rules)


def _cell(seen: Viewpoint, lane: str, stage: Stage) -> Cell:
    """Fill one cell."""
    language = seen.evidence.language
    if lane == "emotions":
        felt = feeling(telling(seen, stage.id), seen.evidence.utterances, seen.evidence.codings)
        claims = strongest(seen, stage.id, frozenset())
        empty = "" if felt or claims else journey_hint(lane, language, stage=stage.name)
        return Cell(stage=stage.id, claims=claims, hint=empty, feeling=felt)
    claims = _claims(seen, stage, _KINDS[lane])
    if claims:
        return Cell(stage=stage.id, claims=claims)
    known = journey_hint if lane == "actions" else hint
    return Cell(stage=stage.id, hint=known(lane, language, stage=stage.name))


def _claims(seen: Viewpoint, stage: Stage, kinds: tuple[Kind, ...]) -> tuple[Claim, ...]:
    """List the themes of some kinds together, best backed first; single voices where there are none."""
    themes = [found for kind in kinds for found in theme_claims(seen, stage.id, kind)]
    if themes:
        return tuple(sorted(themes, key=lambda found: (-backing(found), found.themes)))
    alone = [found for kind in kinds for found in single_claims(seen, stage.id, kind)]
    return tuple({found.utterances: found for found in alone}.values())  # an utterance may be of two kinds


MAP = MapKind(name="customer_eyes", lanes=LANES, build=build)

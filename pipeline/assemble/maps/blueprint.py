"""The service blueprint: time, customer actions, who meets the customer, and the work behind the scene.

What customers cannot see is told by experts: the lanes below the line of visibility hold experts' words
whatever the map's viewpoint, counted among experts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Kind, Role, TouchpointType
from ..values import Cell, Figure, JourneyMap, Unit
from .base import MapKind
from .cells import backing, claim, lay_out, single_claims, theme_claims, touchpoint_claims, view
from .durations import tells_duration, tells_waiting
from .leaving import tells_of_leaving
from .rules_kinds import border_name, figure_name, hint, lane_name, rule
from .staff import Scene, scene

if TYPE_CHECKING:
    from ...records import Stage, UtteranceId
    from ..values import Claim
    from .base import Evidence
    from .cells import Viewpoint

LANES = ("time", "actions", "onstage", "backstage", "support")
HIDDEN = ("backstage", "support")  # lanes of experts' words
TIMES = 4  # quotes of a cell
SENTENCES = 6
FEW = 3  # touchpoints shown where each is named by one respondent only
_STRANGERS = frozenset({"bloggers", "competitor", "forum", "market", "word_of_mouth"})  # not of the service
_MEETING = frozenset({TouchpointType.HUMAN, TouchpointType.INTERACTIVE})


def build(evidence: Evidence, role: Role) -> JourneyMap:
    """Build one viewpoint's blueprint."""
    seen, experts, language = view(evidence, role), view(evidence, Role.EXPERT), evidence.language
    scenes = {i: _scene(experts, i) for ids in experts.staged.values() for i in ids}

    def fill(lane: str, stage: Stage) -> Cell:
        return _hidden(experts, scenes, Scene(lane), stage) if lane in HIDDEN else _seen(seen, lane, stage)

    lanes = lay_out(
        {lane: lane_name("blueprint", lane, language) for lane in LANES},
        evidence.stages,
        fill,
        {lane: border_name(lane, language) for lane in LANES},
    )
    rules = (
        rule("time", language, limit=TIMES),
        rule("onstage", language),
        rule("backstage", language, n=experts.base.of(Role.EXPERT), limit=SENTENCES),
    )
    return JourneyMap(kind="blueprint", viewpoint=role, lanes=lanes, rules=rules)


def _scene(experts: Viewpoint, i: UtteranceId) -> Scene | None:
    """Tell which work an expert's sentence tells of; why customers leave is told on another map."""
    text, language = experts.evidence.utterances[i].text, _language(experts, i)
    return None if tells_of_leaving(text, language) else scene(text, language)


def _language(seen: Viewpoint, i: UtteranceId) -> str:
    return seen.evidence.interviews[seen.evidence.utterances[i].interview].language


def _seen(seen: Viewpoint, lane: str, stage: Stage) -> Cell:
    """Fill a cell above the line of visibility."""
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    if lane == "time":
        claims, figures = _times(seen, stage)
    elif lane == "actions":
        claims = theme_claims(seen, stage.id, Kind.ACTION) or single_claims(seen, stage.id, Kind.ACTION)
    else:
        claims = _onstage(seen, stage)
    empty = "" if claims else hint(lane, seen.evidence.language, stage=stage.name)
    return Cell(stage=stage.id, claims=claims, figures=figures, hint=empty)


def _onstage(seen: Viewpoint, stage: Stage) -> tuple[Claim, ...]:
    """Name who meets the customer: what several respondents speak of, else the commonest few."""
    met = touchpoint_claims(seen, stage.id, _MEETING, without=_STRANGERS)
    return tuple(found for found in met if backing(found) > 1) or met[:FEW]


def _times(seen: Viewpoint, stage: Stage) -> tuple[tuple[Claim, ...], tuple[Figure, ...]]:
    """Quote who tells how long it took, and count them."""
    evidence = seen.evidence
    told = [
        i
        for i in seen.staged.get(stage.id, ())
        if evidence.codings[i].kinds and tells_duration(evidence.utterances[i].text, _language(seen, i))
    ]
    if not told:
        return (), ()

    def rank(i: UtteranceId) -> tuple[bool, float, UtteranceId]:
        waited = tells_waiting(evidence.utterances[i].text, _language(seen, i))
        return not waited, -abs(evidence.codings[i].valence), i

    figure = Figure(
        id="told_time",
        name=figure_name("told_time", evidence.language),
        value=seen.count(told),
        unit=Unit.RESPONDENTS,
        of=seen.base.of(seen.role),
        utterances=tuple(told),
    )
    shown = _spread(seen, sorted(told, key=rank), TIMES)
    return tuple(claim(seen, evidence.utterances[i].text, (i,)) for i in shown), (figure,)


def _hidden(experts: Viewpoint, scenes: dict[UtteranceId, Scene | None], wanted: Scene, stage: Stage) -> Cell:
    """Fill a cell below the line of visibility with experts' sentences."""
    evidence = experts.evidence
    told = [i for i in experts.staged.get(stage.id, ()) if scenes[i] is wanted]
    ranked = sorted(told, key=lambda i: (-len(evidence.codings[i].kinds), -_matter(experts, i), i))
    shown = _spread(experts, ranked, SENTENCES)
    claims = tuple(claim(experts, evidence.utterances[i].text, (i,)) for i in shown)
    empty = "" if claims else hint(wanted, evidence.language, stage=stage.name)
    return Cell(stage=stage.id, claims=claims, hint=empty)


def _matter(seen: Viewpoint, i: UtteranceId) -> float:
    """Return how strongly an utterance is felt."""
    return abs(seen.evidence.codings[i].valence)


def _spread(seen: Viewpoint, ranked: list[UtteranceId], limit: int) -> list[UtteranceId]:
    """Take the first of each respondent, then the rest in order, up to a limit."""
    utterances = seen.evidence.utterances
    first: dict[tuple[str, str], UtteranceId] = {}
    for i in ranked:
        first.setdefault((utterances[i].interview, utterances[i].speaker), i)
    leading = [i for i in ranked if i in first.values()]
    return [*leading, *(i for i in ranked if i not in leading)][:limit]


MAP = MapKind(name="blueprint", lanes=LANES, build=build, experts=HIDDEN)

"""How good the experience is stage by stage: feeling, pains, the researcher's scores, the worst stage.

The rank is the rank of the sum of two places, by feeling and by the share of people with a pain: both are
seen, none outweighs the other, and no scale has to be invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...records import Kind
from ..values import Cell, Figure, JourneyMap, StageNote, Unit
from . import wording
from .base import MapKind
from .cells import lay_out
from .tallies import Tally, ordered_claims, rules_of, tally
from .wording_managing import ask_for, name_figure, name_lane, rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...records import Role, Stage, StageId, UtteranceId
    from .base import Evidence

LANES = ("rank", "measures", "scores", "pains", "positives")
TOP = 3  # pains and likes shown
FEWEST = 2  # respondents who must have spoken of a stage that is ranked
_SCORES = ("csat", "nps", "ces")
_NAMES = {"pains": "top_pains"}


@dataclass(frozen=True, slots=True)
class _Drawing:
    told: Tally
    ranks: Mapping[StageId, int]


def build(evidence: Evidence, role: Role) -> JourneyMap:
    """Build one viewpoint's assessment."""
    told, language = tally(evidence, role), evidence.language
    drawing = _Drawing(told, rank_stages(told, evidence.stages))
    return JourneyMap(
        kind="assessment",
        viewpoint=role,
        lanes=lay_out(
            {lane: name_lane(_NAMES.get(lane, lane), language) for lane in LANES},
            evidence.stages,
            lambda lane, stage: _cell(drawing, lane, stage),
        ),
        rules=rules(rules_of(role, "rank", "valence", "density", "pained", "scores", "top"), language),
    )


def rank_stages(told: Tally, stages: Sequence[Stage]) -> dict[StageId, int]:
    """Rank the stages that at least two respondents spoke of, 1 is the worst; equal sums share a rank.

    Fewer than two such stages give no rank at all.
    """
    spoke = {stage.id: told.seen.count(told.spoken(stage.id)) for stage in stages}
    ranked = [stage for stage, n in spoke.items() if n >= FEWEST]
    if len(ranked) < FEWEST:
        return {}
    means = {stage: felt.mean if (felt := told.felt(stage)) else 0.0 for stage in ranked}
    shares = {stage: -told.seen.count(told.pained(stage)) / spoke[stage] for stage in ranked}
    sums = {stage: _place(stage, means) + _place(stage, shares) for stage in ranked}
    return {stage: 1 + sum(other < sums[stage] for other in sums.values()) for stage in ranked}


def _place(stage: StageId, values: Mapping[StageId, float]) -> float:
    """Return the place of a value, the lowest first; equal values share the mean of their places."""
    own = values[stage]
    lower = sum(value < own for value in values.values())
    equal = sum(value == own for value in values.values())
    return lower + (equal + 1) / 2


def _cell(drawing: _Drawing, lane: str, stage: Stage) -> Cell:
    """Fill one cell."""
    told = drawing.told
    language = told.seen.evidence.language
    if lane in {"pains", "positives"}:
        kind = Kind.PAIN if lane == "pains" else Kind.POSITIVE
        claims = ordered_claims(told.seen, stage.id, kind)[:TOP]
        ask = wording.hint if lane == "pains" else ask_for
        return Cell(
            stage=stage.id, claims=claims, hint="" if claims else ask(lane, language, stage=stage.name)
        )
    if lane == "rank":
        figures = _rank(drawing, stage)
        empty = "rank_alone" if told.seen.count(told.spoken(stage.id)) >= FEWEST else "rank"
    elif lane == "scores":
        figures, empty = _scores(told, stage), "scores"
    else:
        figures, empty = _measures(told, stage), "measures"
    return Cell(
        stage=stage.id, figures=figures, hint="" if figures else ask_for(empty, language, stage=stage.name)
    )


def _rank(drawing: _Drawing, stage: Stage) -> tuple[Figure, ...]:
    """Return the rank among the ranked stages; it is made of the figures below it."""
    if stage.id not in drawing.ranks:
        return ()
    language = drawing.told.seen.evidence.language
    return (
        Figure(
            id="rank",
            name=name_figure("rank", language),
            value=drawing.ranks[stage.id],
            unit=Unit.RANK,
            of=len(drawing.ranks),
            utterances=drawing.told.spoken(stage.id),
        ),
    )


def _measures(told: Tally, stage: Stage) -> tuple[Figure, ...]:
    """Return how many spoke, how they felt, how many told a pain and how often."""
    spoken, pained = told.spoken(stage.id), told.pained(stage.id)
    if not spoken:
        return ()
    language = told.seen.evidence.language
    figures = [told.people("spoke", spoken)]
    if felt := told.felt(stage.id):
        figures.append(_figure("valence", felt.mean, Unit.VALENCE, told.showing(stage.id), language))
    figures.append(told.people("pained", pained))
    density = round(len(pained) / told.seen.count(spoken), 2)
    figures.append(_figure("density", density, Unit.RATE, pained, language))
    figures.append(_figure("said", len(spoken), Unit.UTTERANCES, spoken, language))
    return tuple(figures)


def _figure(
    name: str, value: float, unit: Unit, utterances: tuple[UtteranceId, ...], language: str
) -> Figure:
    return Figure(id=name, name=name_figure(name, language), value=value, unit=unit, utterances=utterances)


def _scores(told: Tally, stage: Stage) -> tuple[Figure, ...]:
    """Return what the researcher measured."""
    evidence = told.seen.evidence
    note = evidence.notes.get(stage.id, StageNote())
    given = {"csat": note.csat, "nps": note.nps, "ces": note.ces}
    return tuple(
        Figure(id=name, name=name_figure(name, evidence.language), value=value, unit=Unit.SCORE)
        for name in _SCORES
        if (value := given[name]) is not None
    )


MAP = MapKind(name="assessment", lanes=LANES, build=build)

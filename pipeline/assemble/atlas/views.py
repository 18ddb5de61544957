"""Viewpoints side by side: what each role, and each segment of it, says of every stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Kind
from ..maps.cells import claim, single_claims
from ..maps.tallies import tally
from ..maps.wording_managing import name_figure
from ..values import Figure, Unit
from .cutting import cut, segment_interviews
from .people_words import Speech
from .values import SideBySide, ViewColumn, ViewRow
from .viewpoints import roles_of, segments_of

if TYPE_CHECKING:
    from ...records import Role, StageId, UtteranceId
    from ..maps.base import Evidence
    from ..maps.tallies import Tally
    from ..values import Claim


def make_views(evidence: Evidence) -> SideBySide:
    """Return the comparison: a column a role, then up to five segments of each role.

    Every column is counted among its own people.  Where a column's people said nothing of a stage it has
    no figures there.
    """
    drawn = [_role(evidence, role) for role in roles_of(evidence)]
    for role in roles_of(evidence):
        drawn += [_segment(evidence, role, segment) for segment in segments_of(evidence, role)]
    return SideBySide(
        columns=tuple(column for column, _ in drawn),
        rows=tuple(
            ViewRow(
                stage=stage.id,
                cells=tuple(_figures(told, stage.id) for _, told in drawn),
                tops=tuple(_top(told, stage.id) for _, told in drawn),
            )
            for stage in evidence.stages
        ),
    )


def _role(evidence: Evidence, role: Role) -> tuple[ViewColumn, Tally]:
    """Return the column of a role and what it counts."""
    told = tally(evidence, role)
    name = Speech(evidence).role(role)
    return ViewColumn(name=name, role=role, segment=None, respondents=told.seen.base.of(role)), told


def _segment(evidence: Evidence, role: Role, segment: str) -> tuple[ViewColumn, Tally]:
    """Return the column of a segment: its own people are its base."""
    told = tally(cut(evidence, segment_interviews(evidence, role, segment)), role)
    speech = Speech(evidence)
    name = speech.say("column", role=speech.role(role), segment=segment)
    return ViewColumn(name=name, role=role, segment=segment, respondents=told.seen.base.of(role)), told


def _figures(told: Tally, stage: StageId) -> tuple[Figure, ...]:
    """Return how many spoke of a stage, how they felt, which share of the column told a pain, how often."""
    spoken, pained = told.spoken(stage), told.pained(stage)
    if not spoken:
        return ()
    figures = [told.people("spoke", spoken)]
    if felt := told.felt(stage):
        figures.append(_figure(told, "valence", felt.mean, Unit.VALENCE, told.showing(stage)))
    share = told.seen.count(pained) / told.seen.base.of(told.seen.role)
    figures.append(_figure(told, "pained", round(share, 3), Unit.SHARE, pained))
    density = round(len(pained) / told.seen.count(spoken), 2)
    figures.append(_figure(told, "density", density, Unit.RATE, pained))
    return tuple(figures)


def _figure(told: Tally, name: str, value: float, unit: Unit, ids: tuple[UtteranceId, ...]) -> Figure:
    label = name_figure(name, told.seen.evidence.language)
    return Figure(id=name, name=label, value=value, unit=unit, utterances=ids)


def _top(told: Tally, stage: StageId) -> Claim | None:
    """Return the pain that most respondents of a column tell, a single voice where none is shared."""
    seen = told.seen
    themes = seen.themes(stage, Kind.PAIN)
    if not themes:
        return next(iter(single_claims(seen, stage, Kind.PAIN)), None)
    theme, ids = min(themes, key=lambda pair: (-seen.count(pair[1]), -len(pair[1]), pair[0].id))
    return claim(seen, theme.label, ids, (theme.id,), theme.label_origin)

"""Make an atlas of a draft: maps of the kinds asked for from every viewpoint, and the sheets beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Role
from ...registry import MAPS
from ..draft import MapPart
from ..drafting import map_part
from ..evidence import base_of
from ..recalled import recall
from .cutting import cut, segment_interviews
from .people import make_people
from .sheets import make_sheets
from .values import Atlas
from .viewpoints import roles_of, segments_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...records import InterviewId, StageId, Transcript
    from ..draft import Draft
    from ..maps.base import Evidence
    from ..report.payload import ReviewSheet
    from ..values import StageNote
    from .values import Decision


def make_atlas(  # noqa: PLR0913 (a draft and what may be wished of it)
    draft: Draft,
    transcripts: Mapping[InterviewId, Transcript],
    notes: Mapping[StageId, StageNote] | None = None,
    *,
    kinds: Sequence[str] = (),
    decision: Decision | None = None,
    sheet: ReviewSheet | None = None,
) -> Atlas:
    """Return the atlas of a draft; ``kinds`` are names of MAPS, none means all.

    Raises CjmError for an unknown kind, KeyError for an interview without a transcript.
    """
    shown = sheet.base if sheet and sheet.blind else draft  # a second reviewer is not told of the first
    evidence = recall(shown, transcripts, notes)
    wanted = [MAPS.get(name) for name in kinds or MAPS]
    maps = [found for kind in wanted for found in _maps(evidence, kind.name)]
    sheets = make_sheets(evidence)
    people = make_people(evidence, sheets.barriers)
    return Atlas(
        draft=draft,
        transcripts=transcripts,
        evidence=evidence,
        maps=tuple(maps),
        portraits=people.portraits,
        stories=people.stories,
        barriers=sheets.barriers,
        touchpoints=sheets.touchpoints,
        breaks=sheets.breaks,
        contradictions=sheets.contradictions,
        views=people.views,
        saturation=people.saturation,
        guide=sheets.guide,
        snapshots=people.snapshots,
        rules={**sheets.rules, **people.rules},
        decision=decision,
        sheet=sheet,
    )


def _maps(evidence: Evidence, kind: str) -> Iterable[MapPart]:
    """Yield a kind's maps: of every role, then of every segment."""
    found = MAPS.get(kind)
    build = found.build
    roles = roles_of(evidence)
    base = base_of(evidence.interviews.values(), evidence.utterances.values())
    for role in roles:
        yield MapPart.model_validate(map_part(build(evidence, role), base))
    for role in roles:
        for segment in segments_of(evidence, role):
            people = segment_interviews(evidence, role, segment)
            own = cut(evidence, people | _experts(evidence) if found.experts else people)
            narrow = base_of(own.interviews.values(), own.utterances.values())
            drawn = map_part(build(own, role), narrow)
            yield MapPart.model_validate({**drawn, "segment": segment})


def _experts(evidence: Evidence) -> frozenset[InterviewId]:
    """Return the interviews of experts: they speak of every segment."""
    return frozenset(i for i, found in evidence.interviews.items() if found.role is Role.EXPERT)

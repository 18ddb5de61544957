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
from .values import Atlas

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...records import InterviewId, StageId, Transcript
    from ..draft import Draft
    from ..maps.base import Evidence
    from ..report.payload import ReviewSheet
    from ..values import StageNote
    from .values import Decision

SEGMENTS = 5  # with maps of their own


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
    return Atlas(
        draft=draft,
        transcripts=transcripts,
        evidence=evidence,
        maps=tuple(maps),
        decision=decision,
        sheet=sheet,
    )


def roles_of(evidence: Evidence) -> tuple[Role, ...]:
    """Return the viewpoints that were interviewed, in the order of roles."""
    found = {interview.role for interview in evidence.interviews.values()}
    return tuple(role for role in Role if role in found)


def segments_of(evidence: Evidence, role: Role) -> tuple[str, ...]:
    """Return a role's segments when there are at least two, the largest first, five at most."""
    counts: dict[str, int] = {}
    for interview in evidence.interviews.values():
        if interview.role is role and interview.segment:
            counts[interview.segment] = counts.get(interview.segment, 0) + 1
    named = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(named[:SEGMENTS]) if len(named) > 1 else ()


def _maps(evidence: Evidence, kind: str) -> Iterable[MapPart]:
    """Yield a kind's maps: of every role, then of every segment."""
    build = MAPS.get(kind).build
    roles = roles_of(evidence)
    base = base_of(evidence.interviews.values(), evidence.utterances.values())
    for role in roles:
        yield MapPart.model_validate(map_part(build(evidence, role), base))
    for role in roles:
        for segment in segments_of(evidence, role):
            own = cut(evidence, segment_interviews(evidence, role, segment))
            narrow = base_of(own.interviews.values(), own.utterances.values())
            drawn = map_part(build(own, role), narrow)
            yield MapPart.model_validate({**drawn, "segment": segment})

"""Snapshots: every interview on a page of its own, read before it dissolves in the map.

Torres 2021, Continuous Discovery Habits: an interview snapshot holds what one person told, a memorable
quote and the opportunities heard.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ...records import Kind, Role
from ..evidence import base_of, feeling
from .breaths import voice_of
from .quotable import LEAST, memorable, readable, weight
from .values import Snapshot, SnapshotStage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...records import InterviewId, StageId, UtteranceId
    from ..evidence import Voice
    from ..maps.base import Evidence
    from .values import Barrier

SAID = 3  # utterances of a kind at a stage: a snapshot is one page
ALONE = 5
_QUOTED = frozenset({Kind.PAIN, Kind.GOAL, Kind.POSITIVE})


def make_snapshots(evidence: Evidence, barriers: Sequence[Barrier]) -> tuple[Snapshot, ...]:
    """Return a snapshot of each interview, by role and path.

    Each kind shows its most telling utterances, in the order of speech; ``barriers`` are those that its
    people voice, in their order of rank; ``alone`` is the most telling of what stands in no theme of others.
    """
    ids: defaultdict[InterviewId, list[UtteranceId]] = defaultdict(list)
    for i in sorted(evidence.utterances, key=lambda i: evidence.utterances[i].start):
        ids[evidence.utterances[i].interview].append(i)
    voiced = _voiced(evidence, barriers)
    lonely = _lonely(evidence)
    roles = list(Role)
    interviews = sorted(evidence.interviews.values(), key=lambda t: (roles.index(t.role), t.path))
    voices = base_of(interviews, evidence.utterances.values()).voices
    return tuple(
        Snapshot(
            interview=interview.id,
            role=interview.role,
            segment=interview.segment,
            voices=tuple(voice for voice in voices if voice[0] == interview.id),
            stages=tuple(_stages(evidence, ids[interview.id])),
            quote=_quote(evidence, ids[interview.id]),
            barriers=tuple(voiced.get(interview.id, ())),
            alone=_best(evidence, (i for i in ids[interview.id] if i in lonely), ALONE),
        )
        for interview in interviews
    )


def _stages(evidence: Evidence, ids: Iterable[UtteranceId]) -> Iterable[SnapshotStage]:
    """Yield what an interview says of each stage that it speaks of."""
    coded: defaultdict[StageId, list[UtteranceId]] = defaultdict(list)
    for i in ids:
        placed = evidence.codings[i].stage
        if placed and evidence.codings[i].kinds:
            coded[placed.id].append(i)
    for stage in evidence.stages:
        own = coded.get(stage.id, [])
        if own:
            by_kind = {kind: [i for i in own if evidence.codings[i].has(kind)] for kind in Kind}
            said = tuple((kind, _best(evidence, found, SAID)) for kind, found in by_kind.items() if found)
            felt = feeling(own, evidence.utterances, evidence.codings)
            yield SnapshotStage(stage=stage.id, said=said, feeling=felt)


def _best(evidence: Evidence, ids: Iterable[UtteranceId], most: int) -> tuple[UtteranceId, ...]:
    """Pick the most telling utterances and put them into the order of speech; scraps only if all are."""
    found = list(ids)
    whole = [i for i in found if readable(evidence.utterances[i].text) >= LEAST]
    picked = sorted(whole or found, key=lambda i: (-weight(evidence, i), evidence.utterances[i].start, i))[
        :most
    ]
    return tuple(sorted(picked, key=lambda i: (evidence.utterances[i].start, i)))


def _quote(evidence: Evidence, ids: Sequence[UtteranceId]) -> UtteranceId | None:
    """Return the most telling utterance, if possible of a want, a pain or a joy."""
    coded = [i for i in ids if evidence.codings[i].kinds]
    strong = [i for i in coded if any(scored.kind in _QUOTED for scored in evidence.codings[i].kinds)]
    return max(strong or coded, key=lambda i: (memorable(evidence, i), i), default=None)


def _voiced(evidence: Evidence, barriers: Sequence[Barrier]) -> Mapping[InterviewId, list[str]]:
    """Return the barriers of each interview by rank; experts' barriers are theirs alone."""
    themes = {theme.id: theme.utterances for theme in evidence.grouping.themes}
    found: defaultdict[InterviewId, list[str]] = defaultdict(list)
    for barrier in sorted(barriers, key=lambda each: (each.rank, each.id)):
        own = {i for theme in barrier.claim.themes for i in themes.get(theme, ())}
        own |= set(barrier.claim.utterances)  # a claim shows the most telling ones only
        for interview in sorted({evidence.utterances[i].interview for i in own}):
            if evidence.interviews[interview].role is barrier.viewpoint:
                found[interview].append(barrier.id)
    return found


def _lonely(evidence: Evidence) -> frozenset[UtteranceId]:
    """Return what stands in no theme, or in one that nobody else voices."""
    found = {i for i in evidence.grouping.unassigned if i in evidence.utterances}
    shared: set[UtteranceId] = set()
    for theme in evidence.grouping.themes:
        voices: set[Voice] = {voice_of(evidence, i) for i in theme.utterances}
        (found if len(voices) == 1 else shared).update(theme.utterances)
    return frozenset(found - shared)

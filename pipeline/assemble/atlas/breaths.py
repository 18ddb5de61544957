"""What one voice says in one go: the utterances of a turn, which are best understood together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...records import Role, StageId, UtteranceId
    from ..evidence import Voice
    from ..maps.base import Evidence

Breath = tuple["UtteranceId", ...]


def breaths(evidence: Evidence, ids: Iterable[UtteranceId]) -> tuple[Breath, ...]:
    """Part utterances by voice and turn, in the order of interviews and speech."""
    found: dict[tuple[str, str, int], list[UtteranceId]] = {}
    for i in sorted(ids, key=lambda i: place(evidence, i)):
        said = evidence.utterances[i]
        found.setdefault((said.interview, said.speaker, said.turn), []).append(i)
    return tuple(tuple(each) for each in found.values())


def place(evidence: Evidence, i: UtteranceId) -> tuple[str, int]:
    """Return where an utterance stands: interview and offset."""
    return evidence.utterances[i].interview, evidence.utterances[i].start


def voice_of(evidence: Evidence, i: UtteranceId) -> Voice:
    """Return who said an utterance."""
    return evidence.utterances[i].interview, evidence.utterances[i].speaker


def role_of(evidence: Evidence, i: UtteranceId) -> Role:
    """Return the role of the interview that an utterance stands in."""
    return evidence.interviews[evidence.utterances[i].interview].role


def stage_of(evidence: Evidence, ids: Iterable[UtteranceId]) -> StageId | None:
    """Return the first stage that utterances are placed at, None when they are at none."""
    placed = (evidence.codings[i].stage for i in ids)
    return next((stage.id for stage in placed if stage), None)

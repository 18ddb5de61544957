"""Whose eyes a draft can be seen through: the roles that were interviewed and the segments of a role."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...records import Role
from ..evidence import base_of

if TYPE_CHECKING:
    from ..maps.base import Evidence

SEGMENTS = 5  # of a role that have maps and columns of their own
FEWEST = 2  # respondents of a segment


def roles_of(evidence: Evidence) -> tuple[Role, ...]:
    """Return the viewpoints that were interviewed, in the order of roles."""
    found = {interview.role for interview in evidence.interviews.values()}
    return tuple(role for role in Role if role in found)


def segments_of(evidence: Evidence, role: Role) -> tuple[str, ...]:
    """Return a role's segments of at least two respondents, the largest first, five at most.

    One person is a case and no segment, and a single segment tells nothing that its role does not.
    """
    base = base_of(evidence.interviews.values(), evidence.utterances.values())
    counts = Counter(
        segment
        for (interview, _), found in base.voices.items()
        if found is role and (segment := evidence.interviews[interview].segment)
    )
    told = [name for name in counts if counts[name] >= FEWEST]
    named = sorted(told, key=lambda name: (-counts[name], name))
    return tuple(named[:SEGMENTS]) if len(named) > 1 else ()

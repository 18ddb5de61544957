"""Whose eyes a draft can be seen through: the roles that were interviewed and the segments of a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Role

if TYPE_CHECKING:
    from ..maps.base import Evidence

SEGMENTS = 5  # of a role that have maps and columns of their own


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

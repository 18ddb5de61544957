"""Thematic saturation: how fast new interviews stop bringing new themes.

Guest, Namey, Chen 2020: A simple method to assess and report thematic saturation in qualitative research.
The page of the report counts alike; a test holds the two together.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from .values import Saturation, SaturationPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..maps.base import Evidence

BASE = 4
RUN = 2
THRESHOLD = 0.05


def make_saturation(
    evidence: Evidence, *, base: int = BASE, run: int = RUN, threshold: float = THRESHOLD
) -> Saturation:
    """Count new themes by interview in the order of paths; a theme is new where it is first voiced.

    Saturation is reached with the first run of interviews after the base whose new themes are at most
    ``threshold`` x those of the base; runs overlap.  Where the base has no themes it cannot be told.
    """
    interviews = sorted(evidence.interviews.values(), key=lambda found: found.path)
    rank = {interview.id: at for at, interview in enumerate(interviews)}
    fresh = [0] * len(interviews)
    for theme in evidence.grouping.themes:
        fresh[min(rank[evidence.utterances[i].interview] for i in theme.utterances)] += 1
    return Saturation(
        points=tuple(
            SaturationPoint(interview=interview.id, new=new, total=total)
            for interview, new, total in zip(interviews, fresh, accumulate(fresh), strict=True)
        ),
        base=base,
        run=run,
        threshold=threshold,
        reached=_reached(fresh, base, run, threshold),
    )


def _reached(fresh: Sequence[int], base: int, run: int, threshold: float) -> int | None:
    """Return the number of interviews to the end of the first run that brings next to nothing."""
    known = sum(fresh[:base])
    if not known:
        return None
    ends = range(base + run, len(fresh) + 1)
    return next((end for end in ends if sum(fresh[end - run : end]) / known <= threshold), None)

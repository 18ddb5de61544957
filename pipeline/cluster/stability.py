"""How stable themes are: whether they come out again when an interview is left out.

A delete-a-group jackknife (Quenouille 1956; Hennig 2007 for clusters): the rest is grouped again, and a theme
is found again as far as what is left of it and a new theme are the same utterances (Jaccard 1901).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ..records import Kind

    Places = NDArray[np.intp]
    Part = tuple[Kind, Sequence[int]]

LEAVE_OUTS = 12  # parts that the interviews are dealt into at most
_FEWEST = 3  # interviews: of two, one that is left out leaves nobody to agree with
_SAME = 0.5  # a theme outlives a leave-out when it shares more than this with a new one


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stability:
    """What became of the themes: ``overlaps`` float64[leave-outs, themes] in 0..1.

    NaN stands where a leave-out took all of a theme.
    """

    overlaps: NDArray[np.float64]

    def of(self, number: int) -> float | None:
        """Return a theme's mean overlap; None when nothing was left out."""
        seen = self._seen(number)
        return round(float(seen.mean()), 4) if seen.size else None

    @property
    def note(self) -> str:
        """Say how many themes come out again, whichever interview is left out."""
        tries, themes = self.overlaps.shape
        if not tries or not themes:
            return "stability: too few interviews or themes to tell"
        whole = sum(1 for number in range(themes) if bool((self._seen(number) > _SAME).all()))
        return f"stability: {whole / themes:.0%} of {themes} themes outlive each of {tries} leave-outs"

    def _seen(self, number: int) -> NDArray[np.float64]:
        column = self.overlaps[:, number]
        found: NDArray[np.float64] = column[~np.isnan(column)]
        return found


def weigh_stability(
    themes: Sequence[Part],
    interviews: Sequence[str],
    regroup: Callable[[Places], Sequence[Part]],
    most: int = LEAVE_OUTS,
) -> Stability:
    """Leave out each interview, or each of ``most`` parts of them, and look for every theme again.

    ``interviews`` has the interview of each utterance; themes are kinds and places among these utterances,
    and ``regroup`` makes such themes of the places that are left: each place in one theme at most.  With
    fewer than three interviews there are no leave-outs.
    """
    parts = _dealt(interviews, most)
    where = np.array([parts[interview] for interview in interviews], dtype=np.intp)
    numbers = sorted(set(parts.values())) if len(parts) >= _FEWEST else []
    found = [_overlaps(themes, where != number, regroup) for number in numbers]
    return Stability(overlaps=np.array(found, dtype=np.float64).reshape(len(found), len(themes)))


def _dealt(interviews: Sequence[str], most: int) -> dict[str, int]:
    """Deal interviews into parts: each is its own, or where there are too many, their hashes tell."""
    names = sorted(set(interviews))
    if len(names) <= most:
        return {name: number for number, name in enumerate(names)}
    return {name: int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % most for name in names}


def _overlaps(
    themes: Sequence[Part], stays: NDArray[np.bool_], regroup: Callable[[Places], Sequence[Part]]
) -> list[float]:
    """Return each theme's best Jaccard overlap with a new theme of its kind."""
    again = regroup(np.flatnonzero(stays))
    new = np.full(len(stays), -1, dtype=np.intp)
    for number, (_, places) in enumerate(again):
        new[np.asarray(places)] = number
    found = []
    for kind, places in themes:
        left = [place for place in places if stays[place]]
        shared = Counter(new[left].tolist())
        best = [
            both / (len(left) + len(again[number][1]) - both)
            for number, both in shared.items()
            if number >= 0 and again[number][0] is kind
        ]
        found.append(max(best, default=0.0) if left else float("nan"))
    return found

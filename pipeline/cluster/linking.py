"""Average linkage over pairs, and what is done to its groups before they are themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of places: those that enough people speak in, and the rest."""

    themes: tuple[Places, ...]
    voices: tuple[Places, ...]


def linked(pairs: NDArray[np.float32], cut: float) -> list[Places]:
    """Return groups whose mean log odds with each other are above the cut.

    ``pairs`` are the log odds of each pair once, as scipy's ``squareform`` lays them out.
    """
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 (slow to import)

    most = float(pairs.max())
    distances = most - pairs.astype(np.float64)
    labels = fcluster(linkage(distances, "average"), most - cut, "distance")
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def part(groups: Sequence[Places], enough: Callable[[Places], bool]) -> Groups:
    """Tell groups that enough people speak in from single voices."""
    stand = [enough(members) for members in groups]
    return Groups(
        tuple(members for members, stands in zip(groups, stand, strict=True) if stands),
        tuple(members for members, stands in zip(groups, stand, strict=True) if not stands),
    )


def fewer(groups: Groups, odds: NDArray[np.float32], most: int) -> Groups:
    """Join the likest themes until there are no more than ``most``; leave single voices alone."""
    themes = list(groups.themes)
    if len(themes) <= most:
        return groups
    sizes = np.array([len(members) for members in themes], dtype=np.float64)
    starts, order = np.cumsum(sizes, dtype=np.intp) - sizes.astype(np.intp), np.concatenate(themes)
    rows = np.add.reduceat(odds[np.ix_(order, order)], starts, axis=0, dtype=np.float64)
    near = np.add.reduceat(rows, starts, axis=1) / np.outer(sizes, sizes)
    np.fill_diagonal(near, -np.inf)
    for _ in range(len(themes) - most):
        a, b = sorted(divmod(int(near.argmax()), len(near)))
        joined = (sizes[a] * near[a] + sizes[b] * near[b]) / (sizes[a] + sizes[b])
        near[a], near[:, a] = joined, joined
        near[a, a] = near[b] = near[:, b] = -np.inf
        sizes[a] += sizes[b]
        themes[a] = np.concatenate([themes[a], themes[b]])
        themes[b] = np.zeros(0, np.intp)
    return Groups(tuple(np.sort(members) for members in themes if len(members)), groups.voices)


def taken_in(groups: Groups, odds: NDArray[np.float32], takes: float) -> list[Places]:
    """Let single voices join the theme they are most like, if their mean log odds are above ``takes``."""
    if not groups.themes or not groups.voices:
        return [*groups.themes, *groups.voices]
    spoken = np.concatenate(groups.voices)[:, None]
    near = np.stack([odds[spoken, members].mean(axis=1) for members in groups.themes], axis=1)
    grown, alone = [[members] for members in groups.themes], []
    ends = np.cumsum([len(members) for members in groups.voices])
    for members, end in zip(groups.voices, ends, strict=True):
        likeness = near[end - len(members) : end].mean(axis=0)
        best = int(likeness.argmax())
        if likeness[best] > takes:
            grown[best].append(members)
        else:
            alone.append(members)
    return [*(np.sort(np.concatenate(parts)) for parts in grown), *alone]


def smaller_half(odds: NDArray[np.float32]) -> Places:
    """Return the places of the smaller of the two groups that average linkage would part a theme into.

    Empty for fewer than four, or where a half would be a single utterance.  ``odds`` float32[n, n].
    """
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 (slow to import)
    from scipy.spatial.distance import squareform  # noqa: PLC0415

    nobody = np.zeros(0, dtype=np.intp)
    if len(odds) < 4:  # noqa: PLR2004
        return nobody
    pairs = squareform(odds, checks=False).astype(np.float64)
    halves = fcluster(linkage(float(pairs.max()) - pairs, "average"), 2, "maxclust")
    parts = [np.flatnonzero(halves == number) for number in (1, 2)]
    least: Places = min(parts, key=lambda part: (len(part), part[0] if len(part) else 0))
    return least if len(least) > 1 else nobody

"""Part respondents by the themes they speak of: average linkage, groups counted by silhouette.

Plain counting in three steps.  Every voice is a unit vector of the themes it voices, a theme weighing more
the fewer speak of it (inverse document frequency); two voices lie as far apart as one minus the cosine.
Average linkage (Sokal, Michener 1958) joins the nearest.  The tree is cut where the mean silhouette
(Rousseeuw 1987) is highest, and the cut counts only when it beats every one of ``SHUFFLES`` random
rearrangements that keep how much each voice and each theme has (Strona et al. 2014): few people and many
themes part well by mere chance.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from math import log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ...records import ThemeId
    from ..evidence import Voice

LEAST_VOICES = 5  # fewer are not parted at all
LEAST_GROUP = 2
MOST_GROUPS = 4
LEAST_SILHOUETTE = 0.1
SHUFFLES = 19  # beating all of them comes by chance once in twenty times
SHUFFLED = 60  # voices that are rearranged at most: chance parts fewer people more easily
TRADES = 5  # a voice, in one rearrangement

Distances = list[list[float]]
Groups = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """Groups of voices, the largest first; one group when there is nothing to part them by.

    ``alone`` are those whom no theme binds to anybody; they stand in no group.  ``silhouette`` is that of the
    best cut, -1..1, and ``chance`` what rearranged themes reached at least; both are None for too few people.
    """

    groups: tuple[tuple[Voice, ...], ...]
    alone: tuple[Voice, ...] = ()
    silhouette: float | None = None
    chance: float | None = None


def part(spoken: Mapping[Voice, Collection[ThemeId]]) -> Parting:
    """Part voices by the themes they speak of; the order of voices and themes does not matter."""
    voices = sorted(spoken)
    whole = (tuple(voices),) if voices else ()
    if len(voices) < LEAST_VOICES:
        return Parting(groups=whole)
    alone = _lonely(_distances([frozenset(spoken[voice]) for voice in voices]))
    near = [voice for at, voice in enumerate(voices) if at not in alone]
    bags = [frozenset(spoken[voice]) for voice in near]
    if len(near) < LEAST_VOICES:
        return Parting(groups=whole)
    best, groups = _best_cut(_distances(bags))
    found, chance = round(best, 2), round(_chance(bags, best), 2)  # as they are told to people
    told = Parting(groups=whole, silhouette=found, chance=chance)
    if found <= chance or found < LEAST_SILHOUETTE:
        return told
    named = [tuple(near[at] for at in group) for group in groups]
    return replace(
        told,
        groups=tuple(sorted(named, key=lambda group: (-len(group), group))),
        alone=tuple(voice for at, voice in enumerate(voices) if at in alone),
    )


def _lonely(distances: Distances) -> frozenset[int]:
    """Return those who share nothing with anybody that not all share."""
    return frozenset(
        at for at, row in enumerate(distances) if all(d >= 1 for n, d in enumerate(row) if n != at)
    )


def _distances(bags: Sequence[Collection[ThemeId]]) -> Distances:
    """Return one minus the cosine of every two voices; a theme of one voice or of all says nothing."""
    counts = Counter(theme for bag in bags for theme in bag)
    weights = {theme: log(len(bags) / n) for theme, n in counts.items() if n > 1}
    held = [frozenset(theme for theme in bag if weights.get(theme)) for bag in bags]
    lengths = [sqrt(sum(sorted(weights[theme] ** 2 for theme in bag))) for bag in held]
    table = [[0.0] * len(bags) for _ in bags]
    for one, other in combinations(range(len(bags)), 2):
        common = sum(sorted(weights[theme] ** 2 for theme in held[one] & held[other]))
        far = round(1 - common / (lengths[one] * lengths[other]), 9) if common else 1.0
        table[one][other] = table[other][one] = far
    return table


def _best_cut(distances: Distances) -> tuple[float, Groups]:
    """Return the best silhouette and its groups; of equals the fewest groups."""
    cuts: dict[int, Groups] = {}
    for clusters in _merges(distances):
        number = sum(1 for cluster in clusters if len(cluster) >= LEAST_GROUP)
        if 1 < number <= MOST_GROUPS:
            cuts[number] = clusters  # a later one lies higher in the tree
    best: tuple[float, Groups] = (0.0, (tuple(range(len(distances))),))
    for _, clusters in sorted(cuts.items()):
        groups = _absorb(clusters, distances)
        score = _silhouette(groups, distances)
        if score > best[0]:
            best = score, groups
    return best


def _merges(distances: Distances) -> Iterator[Groups]:
    """Yield the clusters after every merge of average linkage; of equal pairs the first is merged."""
    table = [list(row) for row in distances]
    clusters: dict[int, tuple[int, ...]] = {at: (at,) for at in range(len(table))}
    near = {at: _nearest(at, clusters, table) for at in clusters}
    while len(clusters) > 1 + 1:
        one = min(near, key=lambda at: (near[at], at))
        keep, gone = sorted((one, near[one][1]))
        many, more = len(clusters[keep]), len(clusters[gone])
        clusters[keep] = tuple(sorted(clusters[keep] + clusters.pop(gone)))
        del near[gone]
        for at in clusters:
            if at != keep:
                mean = round((many * table[keep][at] + more * table[gone][at]) / (many + more), 9)
                table[keep][at] = table[at][keep] = mean
        for at in clusters:
            stale = at == keep or near[at][1] in (keep, gone)
            near[at] = _nearest(at, clusters, table) if stale else min(near[at], (table[at][keep], keep))
        yield tuple(clusters[at] for at in sorted(clusters))


def _nearest(one: int, clusters: Collection[int], table: Distances) -> tuple[float, int]:
    row = table[one]
    return min((row[at], at) for at in clusters if at != one)


def _absorb(clusters: Groups, distances: Distances) -> Groups:
    """Give everybody who stands alone to the group that lies nearest on average."""
    groups = [cluster for cluster in clusters if len(cluster) >= LEAST_GROUP]
    found = {at: list(group) for at, group in enumerate(groups)}
    for (lone,) in (cluster for cluster in clusters if len(cluster) < LEAST_GROUP):
        nearest = min(found, key=lambda at: (_mean(lone, groups[at], distances), at))
        found[nearest].append(lone)
    return tuple(tuple(sorted(group)) for group in found.values())


def _silhouette(groups: Groups, distances: Distances) -> float:
    """Return the mean silhouette over all voices."""
    total = 0.0
    for own in groups:
        for one in own:
            inside = _mean(one, own, distances) * len(own) / (len(own) - 1)
            outside = min(_mean(one, group, distances) for group in groups if group is not own)
            total += (outside - inside) / max(inside, outside) if inside or outside else 0.0
    return round(total / len(distances), 9)


def _mean(one: int, group: Sequence[int], distances: Distances) -> float:
    row = distances[one]
    return sum(row[at] for at in group) / len(group)


def _chance(bags: Sequence[frozenset[ThemeId]], reached: float) -> float:
    """Return the best silhouette of rearranged themes; it is enough to know that one is not beaten."""
    draw = random.Random(len(bags))  # noqa: S311 (the same voices must give the same groups)
    best = 0.0
    for _ in range(SHUFFLES):
        picked = sorted(draw.sample(range(len(bags)), min(len(bags), SHUFFLED)))
        best = max(best, _best_cut(_distances(_rearranged([bags[at] for at in picked], draw)))[0])
        if best >= reached:
            break
    return best


def _rearranged(bags: Sequence[frozenset[ThemeId]], draw: random.Random) -> list[frozenset[ThemeId]]:
    """Let pairs of voices trade the themes that only one of them has: all counts stay (curveball)."""
    held = list(bags)
    for _ in range(TRADES * len(held)):
        one, other = draw.sample(range(len(held)), 2)
        differ = sorted(held[one] ^ held[other])
        kept = len(held[one] - held[other])
        draw.shuffle(differ)
        both = held[one] & held[other]
        held[one], held[other] = both | set(differ[:kept]), both | set(differ[kept:])
    return held

"""Gather the themes of a crowded cell under a few heads.

A cell of the map is one kind at one stage.  Where it holds many themes, average linkage joins those whose
utterances are most alike, as far as the cell holds more order than its own likenesses dealt out at random.
``family_names`` gives the families their heads.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from ..records import Family, FamilyId, Kind, LabelOrigin, content_id
from .likeness import HINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from ..records import StageId, Theme
    from .likeness import Likeness

    Near = NDArray[np.float64]

CROWDED = 6  # themes that a reader takes in at a glance
_KINDS = tuple(Kind)
_NOBODY = "∅"  # the stage of what has none, after every other in the order
_FEWEST = 2  # themes of a family
_ROUGHLY = 1.75  # how many times more or fewer families than wished for are as good
_SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilySettings:
    """When themes are gathered."""

    crowded: int = CROWDED  # cells of more themes than this
    chance: float = 0.05  # how often likenesses dealt out at random may gather as well as the cell's own
    deals: int = 99  # times that they are dealt out
    widest: float = 2 / 3  # share of a cell's themes that one family may hold: more is no head


def find_families(
    themes: Sequence[Theme], likeness: Likeness, settings: FamilySettings | None = None
) -> tuple[Family, ...]:
    """Return families (without labels; ``name_families`` gives them) of the cells that are crowded.

    ``likeness`` must hold a row for each utterance of the themes.  Themes that fit nowhere are in no family.
    The order of the themes does not matter.
    """
    settings = settings or FamilySettings()
    cells: dict[tuple[int, str], list[Theme]] = defaultdict(list)
    for theme in sorted(themes, key=lambda theme: theme.id):
        cells[_KINDS.index(theme.kind), theme.stage or _NOBODY].append(theme)
    return tuple(
        family
        for cell in sorted(cells)
        if len(cells[cell]) > settings.crowded
        for family in _of_cell(cells[cell], nearness(cells[cell], likeness), settings)
    )


def nearness(themes: Sequence[Theme], likeness: Likeness) -> Near:
    """Return float64[n, n], the mean log odds of two themes' utterances; 0 on the diagonal.

    They are what ``likeness.between`` tells of the pairs; means of rows take a row a theme and not a pair of
    utterances.
    """
    place = {id_: number for number, id_ in enumerate(likeness.ids)}
    members = [np.array([place[id_] for id_ in theme.utterances], dtype=np.intp) for theme in themes]
    middles = np.stack([likeness.rows[places].mean(axis=0, dtype=np.float64) for places in members])
    near: Near = middles @ middles.T + likeness.weights.offset
    near += likeness.weights.same_talk * _met(members, likeness.talks)
    if likeness.hints:
        names = np.array([likeness.hints.get(id_, "") for id_ in likeness.ids])
        known, numbers = np.unique(names, return_inverse=True)
        near += HINT * _met(members, np.where(known[numbers] == "", -1, numbers))
    np.fill_diagonal(near, 0.0)
    return near


def _met(members: Sequence[NDArray[np.intp]], numbers: NDArray[np.intp]) -> Near:
    """Return float64[n, n], the share of pairs that have one number; -1 is nobody's."""
    shares = np.zeros((len(members), int(numbers.max()) + 2))
    for row, places in zip(shares, members, strict=True):
        np.add.at(row, numbers[places], 1 / len(places))
    return shares[:, :-1] @ shares[:, :-1].T  # the last column holds the numbers of -1


def _of_cell(themes: Sequence[Theme], near: Near, settings: FamilySettings) -> Iterator[Family]:
    """Yield the families of one cell, the smallest id first."""
    found = [_made([themes[place] for place in places]) for places in gathered(near, settings)]
    yield from sorted(found, key=lambda family: family.id)


def _made(members: Sequence[Theme]) -> Family:
    ids = sorted(theme.id for theme in members)
    stage: StageId | None = members[0].stage
    ordered = sorted(members, key=lambda theme: (-len(theme.utterances), theme.id))
    return Family(
        id=FamilyId(content_id("f", *ids)),
        kind=members[0].kind,
        stage=stage,
        label="",
        label_origin=LabelOrigin.KEYWORDS,
        themes=tuple(theme.id for theme in ordered),
    )


def gathered(near: Near, settings: FamilySettings) -> list[list[int]]:
    """Return the places of the families of a cell of n themes, from their ``near`` float64[n, n].

    Of all cuts of the tree, that is taken whose families stand apart best and are roughly sqrt(n) + 1 in
    number.  Each theme of a family is more like the others of it than the median pair of the cell is.
    """
    from scipy.spatial.distance import squareform  # noqa: PLC0415 (slow to import)

    pairs: Near = squareform(near, checks=False)
    if not _orderly(pairs, settings):
        return []
    size, usual = len(near), float(np.median(pairs))
    wish = round(sqrt(size)) + 1
    best: list[list[int]] = []
    most = 0.0
    for groups in _cuts(pairs, size, usual):
        families = [kept for group in groups if len(kept := _near_enough(group, near, usual)) >= _FEWEST]
        if not families or max(map(len, families)) > settings.widest * size:
            continue
        count = len(families)
        apart = _apart(families, near, usual) * min(1.0, _ROUGHLY * count / wish, _ROUGHLY * wish / count)
        if apart > most:
            best, most = families, apart
    return best


def _apart(families: Sequence[Sequence[int]], near: Near, usual: float) -> float:
    """Return how much nearer themes are to their own family than to the next one, summed over themes.

    It is the silhouette (Rousseeuw 1987) without its scale; no next family is farther than what is usual.
    """
    member = np.zeros((len(near), len(families)))
    for number, places in enumerate(families):
        member[places, number] = 1.0
    sizes, own = member.sum(axis=0), member > 0
    means = near @ member / np.maximum(sizes - own, 1)
    others = np.maximum(np.where(own, -np.inf, means).max(axis=1), usual)
    held = own.any(axis=1)
    return float(means[own].sum() - others[held].sum())


def _cuts(pairs: Near, size: int, usual: float) -> Iterator[list[list[int]]]:
    """Yield the groups of the tree after each join that is above what is usual."""
    groups = {place: [place] for place in range(size)}
    for number, (a, b, distance, _) in enumerate(_tree(pairs)):
        if pairs.max() - distance <= usual:
            return
        groups[size + number] = sorted([*groups.pop(int(a)), *groups.pop(int(b))])
        yield list(groups.values())


def _near_enough(group: Sequence[int], near: Near, usual: float) -> list[int]:
    """Return the themes of a group that are nearer to the others of it than what is usual."""
    inside = near[np.ix_(group, group)].sum(axis=1) / max(len(group) - 1, 1)
    return [place for place, mean in zip(group, inside, strict=True) if mean > usual]


def _orderly(pairs: Near, settings: FamilySettings) -> bool:
    """Tell whether the cell gathers better than its own likenesses dealt out at random.

    A permutation test over the sum of the tree's joins: where A is near to B and B to C, but A no nearer to C
    than to anything, there are pairs and no groups.
    """
    if np.ptp(pairs) <= 0:
        return False
    own = _joins(pairs)
    dice = np.random.default_rng(_SEED)
    as_good = sum(_joins(dice.permutation(pairs)) >= own for _ in range(settings.deals))
    return (as_good + 1) / (settings.deals + 1) <= settings.chance


def _joins(pairs: Near) -> float:
    tree = _tree(pairs)
    return float(pairs.max() * len(tree) - tree[:, 2].sum())


def _tree(pairs: Near) -> Near:
    from scipy.cluster.hierarchy import linkage  # noqa: PLC0415 (slow to import)

    tree: Near = linkage(pairs.max() - pairs, "average")
    return tree

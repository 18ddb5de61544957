"""Gather coded utterances into themes: utterances of one kind at one stage that speak of one thing.

Inside each kind and stage, average-linkage clustering joins utterances as long as two groups are more
alike than utterances of different respondents are on average in this study.  A group is a theme when
several respondents speak in it and when it is more alike than the luckiest group of its size would be by
chance.  So the number of themes follows from the data and may be none.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import zip_longest
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from ..records import Grouping, Kind, LabelOrigin, Theme, ThemeId, Vectors, content_id
from .theme_space import lean_on_answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ..records import Coding, StageId, Unit, UtteranceId

_OPPOSITE = {Kind.PAIN: Kind.POSITIVE, Kind.POSITIVE: Kind.PAIN}
_GOOD_LENGTH = 14  # words of a quote that reads well


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSettings:
    """When utterances are one theme; likeness is told in standard deviations of the study's own."""

    min_respondents: int = 2
    joins_above: float = 0.4  # above the mean likeness of different respondents' utterances
    luck: float = 0.7  # share of the best chance likeness that a theme has to reach
    neighbours: float = 0.6  # weight of the neighbouring utterances of the same answer
    small: int = 3  # groups below this size join the nearest larger one, if alike at all
    against_above: float = 2.0
    against_most: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Space:
    """Utterances sorted by id, their rows, their respondents, and what likeness is usual."""

    ids: tuple[UtteranceId, ...]
    rows: NDArray[np.float64]
    respondents: NDArray[np.str_]
    usual: float
    spread: float

    def across(self, places: NDArray[np.intp]) -> float:
        """Return the mean cosine between different respondents' utterances among ``places``."""
        names = self.respondents[places]
        pairs = names[:, None] != names[None, :]
        likeness = self.rows[places] @ self.rows[places].T
        return float(likeness[pairs].mean()) if pairs.any() else 0.0


def group(
    codings: Mapping[UtteranceId, Coding],
    units: Mapping[UtteranceId, Unit],
    space: Vectors,
    settings: GroupSettings | None = None,
) -> Grouping:
    """Return themes (without labels; ``name_themes`` gives them) and the utterances that stand alone.

    ``space`` (see ``theme_space``) must hold a row for each coded utterance.  A respondent is an
    interview.  An utterance with two kinds may stand in two themes; it is unassigned when it stands in
    none.  The order of the input does not matter.
    """
    settings = settings or GroupSettings()
    coded = sorted(id_ for id_, coding in codings.items() if coding.kinds)
    if not coded:
        return Grouping(themes=(), unassigned=(), notes=("themes: nothing was coded",))
    room = _prepare(coded, units, space, settings)
    found = {cell: _clusters(places, room, settings) for cell, places in _cells(coded, codings).items()}
    themes = [
        _theme(kind, stage, places, room, codings, units, settings)
        for (kind, stage), clusters in found.items()
        for places in clusters
    ]
    held = {id_ for theme in themes for id_ in theme.utterances}
    alone = tuple(id_ for id_ in coded if id_ not in held)
    note = (
        f"themes: {len(themes)} in {len(found)} cells of kind and stage, {len(alone)} of {len(coded)} coded"
        f" utterances alone; joined above likeness {room.usual + settings.joins_above * room.spread:.3f}"
    )
    return Grouping(themes=tuple(themes), unassigned=alone, notes=(note,))


def _prepare(
    coded: Sequence[UtteranceId],
    units: Mapping[UtteranceId, Unit],
    space: Vectors,
    settings: GroupSettings,
) -> _Space:
    row_of = {id_: row for row, id_ in enumerate(space.ids)}
    picked = Vectors(ids=tuple(coded), matrix=space.matrix[[row_of[id_] for id_ in coded]], model=space.model)
    leaning = lean_on_answer(picked, [units[id_] for id_ in coded], settings.neighbours)
    rows = leaning.matrix.astype(np.float64)
    names = np.array([units[id_].utterance.interview for id_ in coded])
    usual, spread = _usual_likeness(rows, names)
    return _Space(ids=tuple(coded), rows=rows, respondents=names, usual=usual, spread=spread)


def _usual_likeness(rows: NDArray[np.float64], names: NDArray[np.str_]) -> tuple[float, float]:
    """Return mean and standard deviation of the cosine between different respondents' utterances."""
    step = max(1, len(rows) // 1500)  # a sample of a large study: its rows are sorted by a hash
    rows, names = rows[::step], names[::step]
    pairs = names[:, None] != names[None, :]
    if not pairs.any():
        return 0.0, 0.1
    likeness = (rows @ rows.T)[pairs]
    return float(likeness.mean()), float(likeness.std())


def _cells(
    coded: Sequence[UtteranceId], codings: Mapping[UtteranceId, Coding]
) -> dict[tuple[Kind, StageId | None], NDArray[np.intp]]:
    """Return the places of the utterances of each kind at each stage, kinds and stages in a fixed order."""
    cells: dict[tuple[Kind, StageId | None], list[int]] = defaultdict(list)
    for place, id_ in enumerate(coded):
        stage = codings[id_].stage
        for scored in codings[id_].kinds:
            cells[scored.kind, stage.id if stage else None].append(place)
    kinds = list(Kind)
    order = sorted(cells, key=lambda cell: (kinds.index(cell[0]), cell[1] is None, cell[1] or ""))
    return {cell: np.array(cells[cell], dtype=np.intp) for cell in order}


def _clusters(places: NDArray[np.intp], room: _Space, settings: GroupSettings) -> list[NDArray[np.intp]]:
    """Return the groups of one cell that are themes, the ones with most respondents first."""
    if len(places) < 2:  # noqa: PLR2004
        return []
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 (slow to import)

    cut = 1 - room.usual - settings.joins_above * room.spread
    labels = fcluster(linkage(room.rows[places], "average", metric="cosine"), max(cut, 0.0), "distance")
    groups = [places[labels == label] for label in sorted(set(labels.tolist()))]
    joined = _absorb(groups, room, settings)
    kept = [members for members in joined if _is_theme(members, len(places), room, settings)]
    return sorted(kept, key=lambda members: (-len(set(room.respondents[members])), -len(members), members[0]))


def _absorb(groups: list[NDArray[np.intp]], room: _Space, settings: GroupSettings) -> list[NDArray[np.intp]]:
    """Let small groups and single voices join the larger group they are most like."""
    large = [g for g in groups if len(g) >= settings.small and len(set(room.respondents[g])) > 1]
    if not large:
        return groups
    taken: list[list[NDArray[np.intp]]] = [[members] for members in large]
    centres = np.stack([room.rows[members].mean(axis=0) for members in large])
    for members in groups:
        if any(members is other for other in large):
            continue
        likeness = centres @ room.rows[members].mean(axis=0)
        best = int(likeness.argmax())
        if likeness[best] > room.usual:
            taken[best].append(members)
        else:
            taken.append([members])
    return [np.sort(np.concatenate(parts)) for parts in taken]


def _is_theme(members: NDArray[np.intp], cell: int, room: _Space, settings: GroupSettings) -> bool:
    """Tell whether enough respondents speak in a group, and more alike than luck would have it.

    Of all groups of s among n utterances with unrelated likeness of deviation d, the best has a mean
    likeness of about 2d·sqrt(ln(n/s)/(s-1)) (union bound over the groups).
    """
    if len(set(room.respondents[members])) < settings.min_respondents:
        return False
    size = len(members)
    if size < 2:  # noqa: PLR2004 (only when one respondent is enough)
        return True
    chance = 2 * room.spread * sqrt(log(max(cell / size, 1.0)) / (size - 1))
    return settings.min_respondents == 1 or room.across(members) >= room.usual + settings.luck * chance


def _theme(  # noqa: PLR0913, PLR0917
    kind: Kind,
    stage: StageId | None,
    places: NDArray[np.intp],
    room: _Space,
    codings: Mapping[UtteranceId, Coding],
    units: Mapping[UtteranceId, Unit],
    settings: GroupSettings,
) -> Theme:
    centre = room.rows[places].mean(axis=0)
    centre /= max(float(np.linalg.norm(centre)), 1e-9)
    nearness = room.rows[places] @ centre
    telling = {
        room.ids[place]: float(near) - _awkwardness(units[room.ids[place]])
        for place, near in zip(places, nearness, strict=True)
    }
    # the smallest content id survives the addition of interviews better than any measured centre
    anchor = min(telling)
    return Theme(
        id=ThemeId(content_id("t", kind, stage or "", anchor)),
        kind=kind,
        stage=stage,
        label="",
        label_origin=LabelOrigin.KEYWORDS,
        keywords=(),
        utterances=_one_per_respondent_first(telling, units),
        cohesion=round(float(nearness.mean()), 4),
        against=_against((kind, stage), centre, float(np.quantile(nearness, 0.1)), room, codings, settings),
    )


def _awkwardness(unit: Unit) -> float:
    """Tell how far a quote is from a good length."""
    return 0.1 * abs(log(max(len(unit.text.split()), 1) / _GOOD_LENGTH))


def _one_per_respondent_first(
    telling: Mapping[UtteranceId, float], units: Mapping[UtteranceId, Unit]
) -> tuple[UtteranceId, ...]:
    """Order utterances: each respondent's best, then each one's second best, and so on."""
    queues: dict[str, list[UtteranceId]] = defaultdict(list)
    for id_ in sorted(telling, key=lambda id_: (-telling[id_], id_)):
        queues[units[id_].utterance.interview].append(id_)
    return tuple(id_ for turn in zip_longest(*queues.values()) for id_ in turn if id_ is not None)


def _against(  # noqa: PLR0913, PLR0917
    cell: tuple[Kind, StageId | None],
    centre: NDArray[np.float64],
    own: float,
    room: _Space,
    codings: Mapping[UtteranceId, Coding],
    settings: GroupSettings,
) -> tuple[UtteranceId, ...]:
    """Return utterances at the same stage that speak of the same thing with the opposite sign.

    They are far nearer to the theme than usual, or as near as its own outer utterances are (``own``).
    """
    kind, stage = cell
    other = _OPPOSITE.get(kind)
    if other is None:
        return ()
    likeness = room.rows @ centre
    enough = min(room.usual + settings.against_above * room.spread, own)
    found = [
        (-float(near), id_)
        for id_, near in zip(room.ids, likeness, strict=True)
        if near >= enough
        and codings[id_].has(other)
        and not codings[id_].has(kind)
        and (scored.id if (scored := codings[id_].stage) else None) == stage
    ]
    return tuple(id_ for _, id_ in sorted(found)[: settings.against_most])

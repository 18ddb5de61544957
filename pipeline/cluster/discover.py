"""Find the stages of a study that has no list of them.

Units are first placed on the sixteen generic phases; neighbouring phases that hold too little, or are
told of by the same words, are then merged until four to nine stages are left, and the units are placed
again.  Each stage is called after its strongest phases.  With little data the five stages of the
ready-made model aida5 are used as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ..language import lemmas, stop_words
from ..records import Stage, StageId, StageSource
from .stage_evidence import StagePlan, phase_plan, phase_prototypes
from .stage_models import known_language, phase_weights, phases, stage_list
from .stages import PHASE_WEIGHTS, Placement, Spoken, StageReading, StageSettings, place_by_plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ..records import StageScore, Unit, UtteranceId
    from .embedders.base import Matrix
    from .stage_models import Phase

_FALLBACK = "aida5"
_JOIN = {"ru": " и ", "en": " and "}


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoverySettings:
    """When a stage is large enough to stand alone, and how many may stand."""

    fewest: int = 4
    most: int = 9
    least_share: float = 0.06  # of all units
    least_interviews: int = 2
    least_units: int = 40  # below this nothing is discovered
    alike: float = 0.75  # cosine of word profiles above which neighbours are one stage
    placing: StageSettings = field(default_factory=StageSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Stages in journey order, the units' places in them, and how they were found (for the run log)."""

    stages: tuple[Stage, ...]
    placed: Placement
    notes: tuple[str, ...]


def discovery_texts(language: str) -> list[str]:
    """Return the texts whose vectors ``discover_stages`` wants as ``phase_vectors``, in order."""
    return [prototype.text for prototype in phase_prototypes(known_language(language))]


def discover_stages(  # noqa: PLR0913 (three matrices and what they belong to)
    interviews: Sequence[Sequence[Unit]],
    *,
    language: str,
    vectors: Matrix,
    question_vectors: Matrix,
    phase_vectors: Matrix,
    reading: StageReading | None = None,
    settings: DiscoverySettings | None = None,
    taught: Mapping[UtteranceId, StageId] | None = None,
) -> Discovery:
    """Find four to nine stages and place the units in them; a ``taught`` stage is certain, if it is found.

    Matrices are as for ``place_in_stages``; ``phase_vectors`` belong to ``discovery_texts(language)``.
    The same interviews in another order give the same stages.
    """
    settings, key = settings or DiscoverySettings(), known_language(language)
    spoken = Spoken(
        interviews=tuple(interviews), vectors=vectors, question_vectors=question_vectors, reading=reading
    )
    if len(spoken.units) < settings.least_units:
        stages = stage_list(_FALLBACK, key)
        plan = _plan(stages, phase_weights(stages, key), key)
        note = f"stages: too little was said ({len(spoken.units)} units), so {_FALLBACK} is used"
        placed = place_by_plan(replace(spoken, taught=taught or {}), plan, phase_vectors, settings.placing)
        return Discovery(stages=stages, placed=placed, notes=(note,))
    groups = _merge(*_phase_profiles(spoken, phase_vectors, key, settings), settings)
    plan = _plan_of(groups, key)
    placed = place_by_plan(replace(spoken, taught=taught or {}), plan, phase_vectors, settings.placing)
    stable = _stability(spoken, placed.scores, plan, phase_vectors, settings)
    note = (
        f"stages: {len(plan.stages)} found, {stable:.0%} of the units keep theirs when interviews are halved"
    )
    return Discovery(stages=plan.stages, placed=placed, notes=(note,))


def _plan(stages: Sequence[Stage], cover: NDArray[np.float64], key: str) -> StagePlan:
    return StagePlan(stages=tuple(stages), language=key, cover=cover, prototypes=phase_prototypes(key))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Neighbouring phases: units held by each, interviews that tell of them, counts of their words."""

    phases: tuple[int, ...]
    units: tuple[int, ...]
    interviews: frozenset[str]
    words: NDArray[np.float64]

    @property
    def size(self) -> int:
        return sum(self.units)

    def __add__(self, other: _Group) -> _Group:
        return _Group(
            phases=self.phases + other.phases,
            units=self.units + other.units,
            interviews=self.interviews | other.interviews,
            words=self.words + other.words,
        )


def _phase_profiles(
    spoken: Spoken, phase_vectors: Matrix, key: str, settings: DiscoverySettings
) -> tuple[list[_Group], NDArray[np.float64]]:
    """Place the units on the generic phases; return a group a phase, and the rarity of each word."""
    known = phases(key)
    single = phase_plan(key)
    # the generic phases have no names of a study's own: words and nearness place the units on them
    finest = replace(settings.placing, weights=PHASE_WEIGHTS)
    placed = place_by_plan(replace(spoken, reading=None), single, phase_vectors, finest).scores
    stop = stop_words(key)
    bags = [
        [word for word in words if word not in stop] for words in lemmas([u.text for u in spoken.units], key)
    ]
    column = {word: place for place, word in enumerate(sorted({word for bag in bags for word in bag}))}
    rarity = np.zeros(len(column))
    counts = np.zeros((len(known), len(column)))
    units: list[list[Unit]] = [[] for _ in known]
    where = {stage.id: place for place, stage in enumerate(single.stages)}
    for unit, score, bag in zip(spoken.units, placed, bags, strict=True):
        columns = [column[word] for word in sorted(set(bag))]
        rarity[columns] += 1
        if score is not None:
            counts[where[score.id], columns] += 1
            units[where[score.id]].append(unit)
    profiles = [
        _Group(
            phases=(place,),
            units=(len(held),),
            interviews=frozenset(unit.utterance.interview for unit in held),
            words=counts[place],
        )
        for place, held in enumerate(units)
    ]
    return profiles, np.log((len(bags) + 1) / (rarity + 1))


def _merge(groups: list[_Group], rarity: NDArray[np.float64], settings: DiscoverySettings) -> list[_Group]:
    """Merge neighbours until every group can stand alone, none are alike and there are not too many."""
    total = sum(group.size for group in groups)
    talks = len(frozenset().union(*(group.interviews for group in groups)))
    while len(groups) > settings.fewest:
        weak = min(range(len(groups)), key=lambda place: (groups[place].size, place))
        likeness = [_likeness(a, b, rarity) for a, b in pairwise(groups)]
        if not _stands(groups[weak], total, talks, settings) or len(groups) > settings.most:
            sides = [place for place in (weak - 1, weak) if 0 <= place < len(likeness)]
            left = max(sides, key=lambda place: (likeness[place], -place))
        elif max(likeness) >= settings.alike:
            left = likeness.index(max(likeness))
        else:
            break
        groups = [*groups[:left], groups[left] + groups[left + 1], *groups[left + 2 :]]
    return groups


def _stands(group: _Group, total: int, talks: int, settings: DiscoverySettings) -> bool:
    enough = group.size >= settings.least_share * total
    return enough and len(group.interviews) >= min(settings.least_interviews, talks)


def _likeness(a: _Group, b: _Group, rarity: NDArray[np.float64]) -> float:
    """Return the cosine of two groups' tf-idf profiles."""
    x, y = a.words * rarity, b.words * rarity
    norm = float(np.linalg.norm(x) * np.linalg.norm(y))
    return float(x @ y) / norm if norm else 0.0


def _plan_of(groups: Sequence[_Group], key: str) -> StagePlan:
    """Return the plan of groups: a phase weighs as much as it holds."""
    known = phases(key)
    cover = np.zeros((len(groups), len(known)))
    for row, group in enumerate(groups):
        cover[row, list(group.phases)] = np.sqrt(np.array(group.units) + 1.0)
    cover /= cover.sum(axis=1, keepdims=True)
    stages = (_stage(order, group, known, key) for order, group in enumerate(groups, 1))
    return _plan(tuple(stages), cover, key)


def _stage(order: int, group: _Group, known: Sequence[Phase], key: str) -> Stage:
    """Return the stage of a group, called after its two largest phases in journey order."""
    rank = sorted(zip(group.units, group.phases, strict=True), key=lambda pair: (-pair[0], pair[1]))
    # a second phase is named only when it holds a good part of the stage
    shown = sorted(place for units, place in rank[:2] if units * 3 >= rank[0][0])
    titles = [known[place].title for place in shown]
    name = _JOIN[key].join([titles[0], *(title[0].lower() + title[1:] for title in titles[1:])])
    return Stage(
        id=StageId("-".join(known[place].id for place in shown)),
        name=name,
        order=order,
        source=StageSource.DISCOVERED,
        description=", ".join(known[place].title.lower() for place in group.phases),
    )


def _stability(
    spoken: Spoken,
    placed: Sequence[StageScore | None],
    plan: StagePlan,
    phase_vectors: Matrix,
    settings: DiscoverySettings,
) -> float:
    """Return the share of units that keep their stage when each half of the interviews is placed alone."""
    order = spoken.canonical_order()
    kept = 0
    for half in (order[::2], order[1::2]):
        again = place_by_plan(spoken.take(half), plan, phase_vectors, settings.placing).scores
        rows = [place for talk in half for place in talk]
        ids = [score.id if score else None for score in again]
        kept += sum(
            (score.id if (score := placed[row]) else None) == found
            for row, found in zip(rows, ids, strict=True)
        )
    return kept / len(spoken.units)

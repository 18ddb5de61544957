"""Gather coded utterances into themes: utterances of several respondents that speak of one thing.

Average-linkage clustering joins utterances while the mean log odds that two groups are one theme stay above
what coded studies showed to be best.  Kinds and stages are among what is compared, so one wrong code does not
tear a theme apart; the theme's kind and stage are what most of its utterances say.  The number of themes
follows from the data and may be none.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import exp, log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from ..records import Grouping, Kind, LabelOrigin, Sign, Theme, ThemeId, content_id
from .linking import fewer, linked, part, smaller_half, taken_in
from .stability import weigh_stability

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from ..records import Coding, StageId, Unit, UtteranceId
    from .likeness import Likeness

    Places = NDArray[np.intp]

_KINDS = tuple(Kind)
_OPPOSITE = {Kind.PAIN: Kind.POSITIVE, Kind.POSITIVE: Kind.PAIN}
_GOOD_LENGTH = 14  # words of a quote that reads well
_USUAL = 100_000  # pairs that tell what is usual
_NOBODY = "∅"  # the stage of what has none, after every other in the order


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSettings:
    """When utterances are a theme."""

    min_respondents: int = 2
    joins_above: float | None = None  # mean log odds; None takes what the likeness was taught
    takes_above: float = 1.0  # log odds below where themes join, above which they take in single voices
    themes_most: float = 2.7  # themes at most, times the square root of the utterances
    luck: float = 1.0  # a theme's log odds lie at least so far above the study's usual ones
    noise: float | None = None  # the same of a theme's core, where it asks for more than luck does
    leans: float = 0.4  # share of the chance a kind needs with which an utterance may back its theme
    block: int = 4000  # utterances compared with each other at most
    against_above: float = 1.0  # log odds above where themes join
    against_most: int = 5
    leave_outs: int = 0  # groupings without some interviews, at most, to tell how stable themes are


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """Utterances in the order of the likeness, with what the clustering asks of them."""

    likeness: Likeness
    ids: tuple[UtteranceId, ...]
    codings: Mapping[UtteranceId, Coding]
    units: Mapping[UtteranceId, Unit]
    respondents: NDArray[np.str_]
    leanings: Mapping[UtteranceId, NDArray[np.float64]]
    settings: GroupSettings
    odds: NDArray[np.float32] | None  # of all pairs, unless there are too many

    @property
    def cut(self) -> float:
        wish = self.settings.joins_above
        return self.likeness.weights.joins_above if wish is None else wish

    def between(self, places: Places) -> NDArray[np.float32]:
        """Return float32[n, n], the log odds of every pair."""
        return self.likeness.between(places) if self.odds is None else self.odds[np.ix_(places, places)]

    def enough(self, places: Iterable[int]) -> bool:
        """Tell whether so many people speak that it may be a theme."""
        return len({self.respondents[place] for place in places}) >= self.settings.min_respondents

    def stage(self, place: int) -> StageId | None:
        scored = self.codings[self.ids[place]].stage
        return scored.id if scored else None

    def admits(self, place: int, kind: Kind) -> bool:
        """Tell whether an utterance may stand in a theme of a kind."""
        id_ = self.ids[place]
        leaning = self.leanings.get(id_)
        leans = leaning is not None and leaning[_KINDS.index(kind)] >= self.settings.leans
        return self.codings[id_].has(kind) or bool(leans)

    def kinds(self, places: Iterable[int]) -> list[Kind]:
        """Return the kinds that something is said of, by the scores of the codes the most told first."""
        told: dict[Kind, float] = dict.fromkeys(Kind, 0.0)
        for place in places:
            for scored in self.codings[self.ids[place]].kinds:
                told[scored.kind] += scored.score
        return sorted((kind for kind in Kind if told[kind]), key=lambda kind: -told[kind])


def group(
    codings: Mapping[UtteranceId, Coding],
    units: Mapping[UtteranceId, Unit],
    likeness: Likeness,
    settings: GroupSettings | None = None,
    leanings: Mapping[UtteranceId, NDArray[np.float64]] | None = None,
) -> Grouping:
    """Return themes (without labels; ``name_themes`` gives them) and the utterances that stand alone.

    ``likeness`` must hold a row for each coded utterance; what else it holds stands in no theme, but may
    stand against one when it denies a trouble.  A respondent is a speaker of an interview.  An utterance
    stands in one theme, of a kind that it was coded with or leans to, or is unassigned; ``leanings`` are the
    chances of all kinds as shares of the chance from which a kind stands, float64[kinds].  The order of the
    input does not matter.
    """
    coded = tuple(id_ for id_ in likeness.ids if codings[id_].kinds)
    if not coded:
        return Grouping(themes=(), unassigned=(), notes=("themes: nothing was coded",))
    settings = settings or GroupSettings()
    everything = np.arange(len(likeness.ids), dtype=np.intp)
    speaks = np.array([bool(codings[id_].kinds) for id_ in likeness.ids])
    room = _Room(
        likeness=likeness,
        ids=likeness.ids,
        codings=codings,
        units=units,
        respondents=np.array([_respondent(units[id_]) for id_ in likeness.ids]),
        leanings=leanings or {},
        settings=settings,
        odds=likeness.between(everything) if len(everything) <= settings.block else None,
    )
    parts = _parts(everything[speaks], room)
    themes = [_theme(kind, np.array(places, dtype=np.intp), room) for kind, places in parts]
    notes = []
    if settings.leave_outs:
        talks = [units[id_].utterance.interview for id_ in room.ids]
        stable = weigh_stability(
            parts, talks, lambda left: _parts(left[speaks[left]], room), settings.leave_outs
        )
        themes = [replace(theme, stability=stable.of(number)) for number, theme in enumerate(themes)]
        notes.append(stable.note)
    themes.sort(key=lambda theme: (_KINDS.index(theme.kind), theme.stage or _NOBODY, theme.id))
    held = {id_ for theme in themes for id_ in theme.utterances}
    alone = tuple(id_ for id_ in coded if id_ not in held)
    note = (
        f"themes: {len(themes)}, {len(alone)} of {len(coded)} coded utterances alone;"
        f" joined above log odds of {room.cut:.2f}"
    )
    return Grouping(themes=tuple(themes), unassigned=alone, notes=(note, *notes))


def _respondent(unit: Unit) -> str:
    return f"{unit.utterance.interview}\n{unit.utterance.speaker}"


def _parts(places: Places, room: _Room) -> list[tuple[Kind, list[int]]]:
    """Gather utterances into themes: of the whole study, or of its kinds and stages when it is large."""
    blocks = [places]
    for key in (lambda place: room.kinds([place])[:1], room.stage):
        blocks = [part for block in blocks for part in _split(block, key, room.settings.block)]
    return [
        part for block in blocks for cluster in _clusters(block, room) for part in _by_kind(cluster, room)
    ]


def _split(block: Places, key: Callable[[int], object], limit: int) -> list[Places]:
    if len(block) <= limit:
        return [block]
    parts: dict[str, list[int]] = defaultdict(list)
    for place in block.tolist():
        parts[str(key(place))].append(place)
    return [np.array(parts[name], dtype=np.intp) for name in sorted(parts)]


def _clusters(block: Places, room: _Room) -> list[Places]:
    """Cluster a block; of one that is too large, a sample, which the rest then joins."""
    from scipy.spatial.distance import squareform  # noqa: PLC0415 (slow to import)

    if len(block) < 2:  # noqa: PLR2004
        return [block]
    step = -(-len(block) // room.settings.block)
    sample = block[::step]  # sorted by content, so any part is as good as another
    odds = room.between(sample)
    pairs: NDArray[np.float32] = squareform(odds, checks=False)  # each pair once
    cut, takes = _cuts(pairs, room)
    found = part(linked(pairs, cut), lambda members: room.enough(sample[members].tolist()))
    found = fewer(found, odds, max(1, round(room.settings.themes_most * sqrt(len(sample)))))
    clusters = [sample[members] for members in taken_in(found, odds, takes)]
    if step == 1:
        return clusters
    rest = np.setdiff1d(block, sample)
    centres = np.stack([room.likeness.rows[members].mean(axis=0) for members in clusters])
    near = room.likeness.rows[rest] @ centres.T + np.float32(room.likeness.weights.offset)
    best = near.argmax(axis=1)
    joined = near.max(axis=1) > cut
    grown = [
        np.concatenate([members, rest[joined & (best == number)]]) for number, members in enumerate(clusters)
    ]
    return [*grown, *(rest[~joined][:, None])]


def _cuts(pairs: NDArray[np.float32], room: _Room) -> tuple[float, float]:
    """Return the mean log odds above which groups join, and above which they take in single voices."""
    # a study whose utterances are all alike, or all strange to the reader, is no theme as a whole
    usual = float(np.median(pairs[:: -(-len(pairs) // _USUAL)]))
    luck, noise = room.settings.luck, room.settings.noise
    least = usual + (luck if noise is None else noise)
    if least > room.cut:  # words thrown together are all a little alike, so no single voice is taken in
        return least, least
    return room.cut, max(room.cut - room.settings.takes_above, usual + luck)


def _by_kind(cluster: Places, room: _Room) -> list[tuple[Kind, list[int]]]:
    """Part a cluster into themes of one kind: the main one first, then what is left."""
    found = []
    left, passed = cluster.tolist(), set[Kind]()
    while kinds := [kind for kind in room.kinds(left) if kind not in passed]:
        kind = kinds[0]
        mine = [place for place in left if room.admits(place, kind)]
        passed.add(kind)
        if room.enough(mine):  # what too few say of one kind may still back another
            found.append((kind, mine))
            left = [place for place in left if place not in set(mine)]
    return found


def _theme(kind: Kind, places: Places, room: _Room) -> Theme:
    odds = room.between(places)
    size = len(places)
    near = (odds.sum(axis=1) - np.diag(odds)) / max(size - 1, 1)
    telling = {
        room.ids[place]: float(nearness) - _awkwardness(room.units[room.ids[place]])
        for place, nearness in zip(places, near, strict=True)
    }
    stage = _main_stage(places, room)
    # the smallest content id survives the addition of interviews better than any measured centre
    anchor = min(telling)
    mean = float(near.mean()) if size > 1 else 0.0
    return Theme(
        id=ThemeId(content_id("t", kind, stage or "", anchor)),
        kind=kind,
        stage=stage,
        label="",
        label_origin=LabelOrigin.KEYWORDS,
        keywords=(),
        utterances=_one_per_respondent_first(telling, room),
        cohesion=round(1 / (1 + exp(room.cut - mean)), 4),  # 0.5 is where themes just join
        against=_against(kind, stage, places, room),
        halves=tuple(room.ids[place] for place in places[smaller_half(odds)]),
    )


def _main_stage(places: Places, room: _Room) -> StageId | None:
    """Return the stage that most of the utterances stand on, by the scores."""
    told: dict[StageId, float] = defaultdict(float)
    for place in places:
        scored = room.codings[room.ids[place]].stage
        if scored:
            told[scored.id] += scored.score
    return max(sorted(told), key=lambda stage: told[stage]) if told else None


def _awkwardness(unit: Unit) -> float:
    """Tell how far a quote is from a good length."""
    return 0.3 * abs(log(max(len(unit.text.split()), 1) / _GOOD_LENGTH))


def _one_per_respondent_first(telling: Mapping[UtteranceId, float], room: _Room) -> tuple[UtteranceId, ...]:
    """Order utterances: each respondent's best, then each one's second best, and so on; prompted last."""
    found: list[UtteranceId] = []
    for prompted in (False, True):
        queues: dict[str, list[UtteranceId]] = defaultdict(list)
        for id_ in sorted(telling, key=lambda id_: (-telling[id_], id_)):
            if (Sign.PROMPTED in room.codings[id_].signs) is prompted:
                queues[_respondent(room.units[id_])].append(id_)
        found += [id_ for turn in zip_longest(*queues.values()) for id_ in turn if id_ is not None]
    return tuple(found)


def _against(kind: Kind, stage: StageId | None, places: Places, room: _Room) -> tuple[UtteranceId, ...]:
    """Return utterances at the same stage that speak of the same thing with the opposite sign."""
    other = _OPPOSITE.get(kind)
    if other is None:
        return ()
    odds, own = room.likeness.opposite(places), set(places.tolist())
    enough = room.cut + room.settings.against_above
    found = [
        (-float(near), id_)
        for place, (near, id_) in enumerate(zip(odds, room.ids, strict=True))
        if near >= enough
        and place not in own
        and room.stage(place) == stage
        and (room.codings[id_].has(other) or (kind is Kind.PAIN and room.codings[id_].denies))
        and not room.codings[id_].has(kind)
    ]
    return tuple(id_ for _, id_ in sorted(found)[: room.settings.against_most])

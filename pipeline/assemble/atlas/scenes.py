"""Scenes of one person's account: what they said of a stage in one go, and the best chain of scenes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from ...records import Kind
from .quotable import LEAST, readable, weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ...records import StageId, ThemeId, Utterance, UtteranceId
    from ..maps.base import Evidence

MOST = 3  # utterances of a scene
LENGTH = 380  # characters of a scene
NEAR = 2  # turns between parts of one scene: the interviewer's question stands between
TAKEN = 8  # of the best utterances of a stage scenes are made

_ACTED_AND_FELT = 0.6  # what a scene gains when it tells what was done and how it was
_ACTED_FIRST = 0.2
_NEXT = 0.3  # what a neighbour gains that was said right after, and in the same turn
_ONE_TURN = 0.1
_LATER_TURN = 0.25  # what it loses when the interviewer asked something else in between
_SHARED = 0.25  # what an utterance gains when others of the portrait say so too
_THOUGHT = 0.8  # what a wish or a question counts beside what was done and felt
_MORE = 0.7  # what the second and third utterance count
_BACK = 0.8  # what a chain loses when the next stage was told before the last
_SURE_STAGE = 0.5  # weight of how surely an utterance is of its stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Up to three utterances of one stage in the order of speech."""

    stage: StageId
    utterances: tuple[UtteranceId, ...]
    start: int  # where it is told
    score: float


def scenes_of(
    evidence: Evidence, ids: Iterable[UtteranceId], shared: Collection[ThemeId]
) -> tuple[tuple[Scene, ...], ...]:
    """Return the scenes of one voice's utterances by stage, in the order of stages that it speaks of."""
    themed = {i for theme in evidence.grouping.themes if theme.id in shared for i in theme.utterances}
    by_stage: dict[StageId, list[UtteranceId]] = {}
    for i in sorted(ids, key=lambda i: (evidence.utterances[i].start, i)):
        stage = evidence.codings[i].stage
        if stage and evidence.codings[i].kinds and readable(evidence.utterances[i].text) >= LEAST:
            by_stage.setdefault(stage.id, []).append(i)
    return tuple(
        _scenes(evidence, stage.id, by_stage[stage.id], themed)
        for stage in evidence.stages
        if stage.id in by_stage
    )


def best_chain(layers: Sequence[Sequence[Scene]]) -> tuple[Scene, ...]:
    """Pick a scene of every stage so that they are telling and follow one another as they were told."""
    best: list[tuple[float, tuple[Scene, ...]]] = [(0.0, ())]
    for layer in layers:
        grown = []
        for scene in layer:
            options = [
                (score + scene.score - (_BACK if chain and chain[-1].start > scene.start else 0.0), chain)
                for score, chain in best
            ]
            score, chain = max(options, key=lambda option: option[0])
            grown.append((round(score, 6), (*chain, scene)))
        best = grown
    return max(best, key=lambda option: option[0])[1]


def in_order(chain: Sequence[Scene]) -> float:
    """Return which share of the steps is told after the one before, 1 for a single step."""
    steps = [later.start > earlier.start for earlier, later in pairwise(chain)]
    return sum(steps) / len(steps) if steps else 1.0


def _scenes(
    evidence: Evidence, stage: StageId, ids: Sequence[UtteranceId], themed: Collection[UtteranceId]
) -> tuple[Scene, ...]:
    """Make scenes of a stage's most telling utterances, the best first."""
    worth = {i: _worth(evidence, i, themed) for i in ids}
    taken = sorted(sorted(worth, key=lambda i: (-worth[i], i))[:TAKEN], key=ids.index)
    told = [
        Scene(
            stage=stage,
            utterances=chosen,
            start=evidence.utterances[chosen[0]].start,
            score=_score(evidence, chosen, worth),
        )
        for many in range(1, MOST + 1)
        for chosen in combinations(taken, many)
        if many == 1 or _fits(evidence, chosen)
    ]
    return tuple(sorted(told, key=lambda scene: (-scene.score, scene.start, scene.utterances)))


def _fits(evidence: Evidence, chosen: Sequence[UtteranceId]) -> bool:
    """Tell whether utterances stand near each other and are not too much to read."""
    said = [evidence.utterances[i] for i in chosen]
    near = all(later.turn - earlier.turn <= NEAR for earlier, later in pairwise(said))
    return near and sum(len(each.text) for each in said) <= LENGTH


def _worth(evidence: Evidence, i: UtteranceId, themed: Collection[UtteranceId]) -> float:
    """Return how telling an utterance is for a stage."""
    stage = evidence.codings[i].stage
    sure = 1 - _SURE_STAGE + _SURE_STAGE * (stage.score if stage else 0.0)
    lived = _felt(evidence, i) or evidence.codings[i].has(Kind.ACTION)
    worth = weight(evidence, i) * sure + (_SHARED if i in themed else 0.0)
    return worth if lived else worth * _THOUGHT


def _score(evidence: Evidence, chosen: Sequence[UtteranceId], worth: Mapping[UtteranceId, float]) -> float:
    """Return how good a scene is: telling, what was done and then how it was, in one go."""
    ranked = sorted((worth[i] for i in chosen), reverse=True)
    score = sum(each * _MORE**at for at, each in enumerate(ranked))
    acted = [at for at, i in enumerate(chosen) if evidence.codings[i].has(Kind.ACTION)]
    felt = [at for at, i in enumerate(chosen) if _felt(evidence, i)]
    if acted and felt:
        score += _ACTED_AND_FELT + (_ACTED_FIRST if acted[0] < felt[-1] else 0.0)
    said = [evidence.utterances[i] for i in chosen]
    return round(score + sum(_joint(earlier, later) for earlier, later in pairwise(said)), 6)


def _joint(earlier: Utterance, later: Utterance) -> float:
    """Return how well one utterance follows another."""
    if later.start - earlier.end <= 1 and earlier.turn == later.turn:
        return _NEXT
    return _ONE_TURN if earlier.turn == later.turn else -_LATER_TURN


def _felt(evidence: Evidence, i: UtteranceId) -> bool:
    coding = evidence.codings[i]
    return coding.has(Kind.PAIN) or coding.has(Kind.POSITIVE)

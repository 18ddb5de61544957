"""From opinions on held-out studies to weights, and figures under given weights."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import adjusted_rand_score, cohen_kappa_score, v_measure_score

from pipeline.cluster.group import GroupSettings, group
from pipeline.cluster.kinds import sigmoid
from pipeline.cluster.likeness import Compared, LikenessWeights, likeness_of, signs_of, stated
from pipeline.cluster.stages import StageSettings, learn_from_others
from pipeline.records import Coding, Kind, KindScore, StageScore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from held_out import Held
    from pipeline.records import Grouping

    Floats = NDArray[np.float64]

LIMITS = np.arange(0.04, 0.8, 0.02)
CUTS = np.arange(-4.0, -1.0, 0.2)
FAR_PAIRS = 0.15  # share of the pairs of different themes that are learnt from


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """All that is learnt; the arrays are stored as they are."""

    blend: Floats  # [kinds, 3]: of the reader's logit, of the codebook's, offset
    limits: Floats  # [kinds]
    felt: Floats  # [8]: of the valence, of six chances, offset
    stages: Floats  # [signs]
    likeness: Floats  # [signs + 3]


def f1(told_: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """Return F1."""
    return float(2 * (told_ & true).sum() / max(1, told_.sum() + true.sum()))


def kappa(told_: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """Return Cohen's kappa."""
    return float(cohen_kappa_score(told_, true))


def chances_of(study: Held, blend: Floats) -> Floats:
    """Return float64[n, kinds]: what both readers think together."""
    own, other, offset = blend.T
    return sigmoid(own * study.heard.logits + other * study.other + offset)


def told(study: Held, weights: Weights) -> NDArray[np.bool_]:
    """Return which kinds each unit is coded with."""
    return chances_of(study, weights.blend) > weights.limits


def valence_of(study: Held, weights: Weights) -> Floats:
    """Return each unit's valence."""
    return _felt_signs(study, weights.blend) @ weights.felt


def _felt_signs(study: Held, blend: Floats) -> Floats:
    ones = np.ones((len(study.units), 1))
    return np.hstack([study.heard.valence[:, None], chances_of(study, blend), ones])


def placed(study: Held, weights: Weights, *, full: bool) -> Floats:
    """Return the belief in each stage; ``full`` with the stages' descriptions."""
    return learn_from_others(
        study.signs[full] @ weights.stages, study.talks, study.words.bags, StageSettings()
    )


def learn(studies: Sequence[Held]) -> Weights:
    """Learn everything from the studies."""
    blend, limits = _learn_kinds(studies)
    felt = Ridge(alpha=1.0, fit_intercept=False).fit(
        np.concatenate([_felt_signs(study, blend) for study in studies]),
        np.concatenate([study.valence for study in studies]),
    )
    found = Weights(blend, limits, np.asarray(felt.coef_), _learn_stages(studies), np.zeros(9))
    likeness = _learn_likeness(studies, found)
    scores = [
        np.mean([_worth(themes_score(study, replace(found, likeness=likeness), cut)) for study in studies])
        for cut in CUTS
    ]
    return replace(found, likeness=np.append(likeness[:-1], CUTS[_middle(scores)]))


def _worth(score: Sequence[float]) -> float:
    """Return what a grouping is worth: true pairs, whole findings, and most of all that little is left out.

    A reviewer corrects a mixed theme in passing, but seldom looks through what belongs to none.
    """
    ari, _, left_out, recall, precision, _ = score
    return 2 * ari + recall + precision - 3 * left_out


def _middle(scores: Sequence[float]) -> int:
    """Return the place of the best of the averages over three neighbours: a single best one is luck."""
    smooth = np.convolve(np.pad(scores, 1, "edge"), np.ones(3) / 3, "valid")
    return int(np.argmax(smooth))


def _learn_kinds(studies: Sequence[Held]) -> tuple[Floats, Floats]:
    own = np.concatenate([study.heard.logits for study in studies])
    other = np.concatenate([study.other for study in studies])
    true = np.concatenate([study.kinds for study in studies])
    blend, limits = np.empty((len(Kind), 3)), np.empty(len(Kind))
    for kind in range(len(Kind)):
        both = np.stack([own[:, kind], other[:, kind]], axis=1)
        model = LogisticRegression(C=1.0).fit(both, true[:, kind])
        blend[kind] = [*model.coef_[0], model.intercept_[0]]
        chance = model.predict_proba(both)[:, 1]
        # half the best F1 is the best threshold of calibrated chances (Lipton et al. 2014), and steadier
        # than the threshold that happened to be best on a few hundred units
        limits[kind] = max(f1(chance > limit, true[:, kind]) for limit in LIMITS) / 2
    return blend, limits


def _learn_stages(studies: Sequence[Held]) -> Floats:
    """Return the weights of a conditional logit; a list with descriptions and one without count alike."""
    blocks = [
        (study.signs[full][study.stage >= 0], study.stage[study.stage >= 0])
        for study in studies
        for full in (True, False)
    ]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = float(weights @ weights), 2 * weights
        for signs, true in blocks:
            scores = signs @ weights
            scores -= scores.max(axis=1, keepdims=True)
            share = np.exp(scores)
            share /= share.sum(axis=1, keepdims=True)
            rows = np.arange(len(true))
            total -= float(np.log(share[rows, true] + 1e-12).sum())
            slope = slope - (signs[rows, true] - (share[:, :, None] * signs).sum(axis=1)).sum(axis=0)
        return total, slope

    count = blocks[0][0].shape[2]
    bounds = [(0.0, None)] * count  # a sign that speaks against itself is noise
    return np.asarray(minimize(loss, np.full(count, 0.2), jac=True, bounds=bounds).x)


def _coded(study: Held, weights: Weights) -> tuple[list[int], Compared, dict[str, Coding]]:
    """Return the rows of the units that were coded, what is compared of them, and their codings."""
    chances = chances_of(study, weights.blend)
    kinds = chances > weights.limits
    belief = placed(study, weights, full=True)
    rows = np.flatnonzero(kinds.any(axis=1)).tolist()
    known = Compared(
        ids=tuple(study.units[row].id for row in rows),
        themes=study.heard.themes[rows],
        meaning=study.said[rows],
        words=[study.lemmas[row] for row in rows],
        kinds=stated(chances[rows], kinds[rows]),
        stages=belief[rows],
        asked=study.asked[rows],
        talks=[study.units[row].utterance.interview for row in rows],
    )
    codings = {}
    for row in rows:
        scored = tuple(
            KindScore(kind=kind, score=round(float(chances[row, place]), 3), why="")
            for place, kind in enumerate(Kind)
            if kinds[row, place]
        )
        best = int(belief[row].argmax())
        stage = StageScore(id=study.stages[best].id, score=round(float(belief[row, best]), 4), why="")
        codings[study.units[row].id] = Coding(utterance=study.units[row].id, kinds=scored, stage=stage)
    return rows, known, codings


def _pairs(study: Held, weights: Weights) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """Return the likenesses of pairs of coded units, whether they share a theme, and what each counts."""
    rows, known, _ = _coded(study, weights)
    signs = [sign @ sign.T for sign in signs_of(known)]
    talks = np.array(known.talks)
    signs.append((talks[:, None] == talks[None]).astype(np.float64))
    themes = np.array([study.theme[row] or f"-{row}" for row in rows])
    upper = np.triu_indices(len(rows), 1)
    same = (themes[:, None] == themes[None])[upper]
    kept = same | (np.random.default_rng(0).random(len(same)) < FAR_PAIRS)
    values = np.stack([sign[upper][kept] for sign in signs], axis=1)
    return values, same[kept], np.where(same[kept], 1.0, 1 / FAR_PAIRS)


def _learn_likeness(studies: Sequence[Held], weights: Weights) -> Floats:
    """Return the weights of the likenesses, of the same talk, the offset, and room for the cut."""
    found = [_pairs(study, weights) for study in studies]
    values, same, counts = (np.concatenate(parts) for parts in zip(*found, strict=True))
    signed = np.where(same, 1.0, -1.0)

    def loss(guess: Floats) -> tuple[float, Floats]:
        margin = signed * (values @ guess[:-1] + guess[-1])
        total = float((counts * np.logaddexp(0, -margin)).sum() + guess[:-1] @ guess[:-1])
        push = -counts * signed / (1 + np.exp(np.clip(margin, -30, 30)))
        return total, np.append(values.T @ push + 2 * guess[:-1], push.sum())

    signs = values.shape[1]
    bounds = [(0.0, None)] * (signs - 1) + [(None, 0.0), (None, None)]
    best = minimize(loss, np.append(np.ones(signs), -5.0), jac=True, bounds=bounds).x
    return np.append(best, 0.0)


def themes_score(study: Held, weights: Weights, cut: float) -> list[float]:
    """Return ARI, V, share left out, findings' recall and precision, and the number of themes."""
    rows, known, codings = _coded(study, weights)
    likeness = likeness_of(known, LikenessWeights(*weights.likeness))
    units = {study.units[row].id: study.units[row] for row in rows}
    leaning = chances_of(study, weights.blend) / weights.limits
    admits = {study.units[row].id: leaning[row] for row in rows}
    found = group(codings, units, likeness, GroupSettings(joins_above=float(cut), leave_outs=0), admits)
    return _score(study, found)


def _score(study: Held, found: Grouping) -> list[float]:
    place = {unit.id: row for row, unit in enumerate(study.units)}
    of = {place[id_]: number for number, theme in enumerate(found.themes) for id_ in theme.utterances}
    true: dict[str, set[int]] = defaultdict(set)
    for row, theme in enumerate(study.theme):
        if theme:
            true[theme].add(row)
    themed = [row for row, theme in enumerate(study.theme) if theme]
    told_ = [str(of.get(row, f"alone {row}")) for row in themed]
    known = [study.theme[row] for row in themed]
    inside: dict[int, set[int]] = defaultdict(set)
    for row, theme in of.items():
        if study.kinds[row].any():
            inside[theme].add(row)
    major = [rows for rows in true.values() if len({study.units[r].utterance.speaker for r in rows}) > 1]
    whole = [
        any(
            len(told_rows & rows) >= 0.4 * len(rows) and len(told_rows & rows) >= 0.5 * len(told_rows)
            for told_rows in inside.values()
        )
        for rows in major
    ]
    pure = [
        max(len(told_rows & rows) for rows in true.values()) >= 0.5 * len(told_rows)
        for told_rows in inside.values()
    ]
    return [
        float(adjusted_rand_score(known, told_)),
        float(v_measure_score(known, told_)),
        float(np.mean([name.startswith("alone") for name in told_])),
        float(np.mean(whole)),
        float(np.mean(pure)) if pure else 0.0,
        float(len(found.themes)),
    ]

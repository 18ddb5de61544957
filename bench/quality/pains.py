"""Is it a pain, and was the feeling good or bad: reviews that others labelled, read cold.

Neither our readers nor the peers have seen a review of these kinds; only the last line of each table has.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import sets
from checkout import SEED
from comparing import OURS, PAIN_HEADS, lead_row, pain_row, say
from measures import Figure, bootstrap, kappa, sign_accuracy, two_class_f1
from ours import KINDS, cut_units, lone_units, understand
from peers_kinds import PENALTIES, WordRows, regression, threshold
from table import Row, Section

from pipeline.records import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparing import Bench
    from numpy.typing import NDArray
    from sets import Painful

PAIN = KINDS.index(Kind.PAIN)
FOLDS = 5
OWN = "tf-idf + logistic regression taught by this very set"


def restaurants(bench: Bench) -> list[Section]:
    """Read sentences of restaurant reviews, each without its neighbours."""
    folder = bench.data / "ru_sentirueval2015_restaurants"
    taught, found = (
        sets.restaurants(folder, "train"),
        _some(sets.restaurants(folder, "test"), bench.scale.most),
    )
    say(f"restaurants: {len(found.texts)} sentences")
    units = lone_units(found.texts, "ru")
    read = understand(bench.product, units)
    true = np.array(found.pains)
    told = {OURS: read.kinds[:, PAIN]}
    told |= _peers(bench, found.texts)
    told[OWN] = taught_by(taught.texts, np.array(taught.pains), found.texts)
    felt = {
        OURS: read.valence,
        "always good": np.ones(len(units)),
        bench.words.name: bench.words.felt(found.texts, [""] * len(units), "ru"),
        bench.vectors.name: bench.vectors.felt(found.texts, [""] * len(units), "ru"),
    }
    return [
        Section(
            title=f"restaurant reviews: {true.sum()} pains of {len(true)} sentences",
            heads=PAIN_HEADS,
            rows=_rows(bench, told, true, found.blocks),
            note="sentences without context; missed and false are of a hundred sentences. "
            "Intervals: reviews drawn with replacement.",
        ),
        _signs(bench, felt, found),
    ]


def reviews(bench: Bench) -> list[Section]:
    """Read reviews of banks' apps, cut into utterances: a problem when one of them is a pain."""
    found = _some(sets.bank_app_reviews(bench.data / "ru_problem_reviews"), bench.scale.most)
    units, owners = cut_units(found.texts, "ru")
    say(f"reviews: {len(found.texts)} texts, {len(units)} utterances")
    read = understand(bench.product, units)
    true, pieces = np.array(found.pains), [unit.text for unit in units]

    def any_of(told: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.bincount(owners, weights=told, minlength=len(true)) > 0

    told = {OURS: any_of(read.kinds[:, PAIN])}
    told |= {who: any_of(marks) for who, marks in _peers(bench, pieces).items()}
    told[f"{OWN}, cross-validated"] = cross_validated(found.texts, true)
    return [
        Section(
            title=f"bank app reviews: {true.sum()} problems of {len(true)} reviews",
            heads=PAIN_HEADS,
            rows=_rows(bench, told, true, found.blocks),
            note=f"reviews are cut into utterances ({len(units)}); a review tells a problem when one is a "
            "pain. The peers read the same utterances. The labels are noisy.",
        )
    ]


def _some(found: Painful, most: int) -> Painful:
    """Return a fixed sample of a set."""
    rows = sets.fixed_sample(found.texts, most)
    names = ("texts", "pains", "signs", "blocks")
    return replace(found, **{name: tuple(getattr(found, name)[row] for row in rows) for name in names})


def _peers(bench: Bench, texts: Sequence[str]) -> dict[str, NDArray[np.bool_]]:
    """Return the pains that the peers tell, without questions."""
    return {peer.name: peer.told(texts, [""] * len(texts), "ru")[:, PAIN] for peer in bench.kind_peers}


def _rows(
    bench: Bench, told: dict[str, NDArray[np.bool_]], true: NDArray[np.bool_], blocks: Sequence[str]
) -> tuple[Row, ...]:
    rows = [pain_row(who, marks, true, blocks, bench.scale, ours=who == OURS) for who, marks in told.items()]
    peers = [peer.name for peer in bench.kind_peers]
    lead = lead_row(
        told, true, (two_class_f1, kappa), blocks, bench.scale, peers=peers, columns=len(PAIN_HEADS)
    )
    return (*rows, lead)


def _signs(bench: Bench, felt: dict[str, NDArray[np.float64]], found: Painful) -> Section:
    """Compare the signs of the feelings where the raters agree on one."""
    kept = np.flatnonzero(found.signs)
    true = np.array(found.signs, dtype=np.float64)[kept]
    blocks = [found.blocks[row] for row in kept]
    rows = [
        Row(who=who, figures=_sign_figures(bench, values[kept], true, blocks), ours=who == OURS)
        for who, values in felt.items()
    ]
    return Section(
        title=f"restaurant reviews: sign of the feeling in {len(kept)} sentences",
        heads=("mean of both", "of the good", "of the bad"),
        rows=tuple(rows),
        note="shares of right signs in sentences whose aspects are all good or all bad. Our valence nearer "
        "to 0 than 0.25 is wrong; the peers always say one.",
    )


def _sign_figures(
    bench: Bench, felt: NDArray[np.float64], true: NDArray[np.float64], blocks: Sequence[str]
) -> tuple[Figure, ...]:
    """Return the shares of right signs: the mean of good and bad, of the good, of the bad."""

    def good(rows: NDArray[np.intp]) -> float:
        return sign_accuracy(felt[rows], np.maximum(true[rows], 0))

    def bad(rows: NDArray[np.intp]) -> float:
        return sign_accuracy(felt[rows], np.minimum(true[rows], 0))

    ways = (lambda rows: (good(rows) + bad(rows)) / 2, good, bad)
    return tuple(bootstrap(blocks, way, bench.scale.times, SEED) for way in ways)


def taught_by(texts: Sequence[str], true: NDArray[np.bool_], asked: Sequence[str]) -> NDArray[np.bool_]:
    """Return the pains in ``asked`` by a regression over words, threshold by folds of what it is taught."""
    from sklearn.model_selection import StratifiedKFold

    space = WordRows()
    rows = space.fit(texts, [""] * len(texts), ["ru"] * len(texts))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    scores = np.zeros(len(texts))
    for seen, kept in folds.split(rows, true):
        scores[kept] = _fitted(rows[seen], true[seen]).decision_function(rows[kept])
    model = _fitted(rows, true)
    told = model.decision_function(space.rows(asked, [""] * len(asked), ["ru"] * len(asked)))
    return np.asarray(told > threshold(scores, true))


def _fitted(rows: Any, true: NDArray[np.bool_]) -> Any:
    return regression(rows, true, PENALTIES[-1])


def cross_validated(texts: Sequence[str], true: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the pains that ``taught_by`` tells in each fold from the others."""
    from sklearn.model_selection import StratifiedKFold

    told = np.zeros(len(texts), bool)
    for seen, kept in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(texts, true):
        told[kept] = taught_by([texts[n] for n in seen], true[seen], [texts[n] for n in kept])
    return told

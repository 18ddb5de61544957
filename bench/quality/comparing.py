"""Rows of a table: one method against the gold of one set."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from checkout import SEED
from corpus import read_corpus, reader_note
from measures import (
    bootstrap,
    errors_per_hundred,
    f1,
    half_samples,
    information,
    kappa,
    left_out,
    macro_f1,
    numbered,
    rand_index,
    sign_accuracy,
    two_class_f1,
    v_measure,
)
from ours import KINDS
from peers_kinds import AllPains, Prototypes, Taught, VectorRows, WordRows
from peers_themes import CLUSTERERS, grouped
from table import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from corpus import Lessons
    from measures import Figure
    from numpy.typing import NDArray
    from ours import Product
    from peers_kinds import KindPeer

    from pipeline.cluster.embedders.base import Matrix

OURS = "our readers"
THEME_HEADS = ("V", "ARI", "AMI", "left out", "groups")
KIND_HEADS = ("macro-F1", "worth coding, kappa", *(kind.value for kind in KINDS))
ERROR_HEADS = ("all", *(kind.value for kind in KINDS))
PAIN_HEADS = ("macro-F1", "kappa", "pain F1", "missed", "false")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How large a run is: texts of a large set, resamples for an interval."""

    most: int = 3000
    times: int = 1000
    pair_times: int = 300


class Bench:
    """What all sets need: the product, where the data lie, the peers (taught when first asked for)."""

    def __init__(self, product: Product, data: Path, scale: Scale) -> None:
        """Keep them."""
        self.product, self.data, self.scale = product, data, scale

    @cached_property
    def lessons(self) -> Lessons:
        """The corpus; says when it has grown since the reader was trained."""
        lessons, seen = read_corpus(), reader_note().get("units")
        taught = int((~lessons.held).sum())
        if taught != seen:
            say(f"the peers are taught {taught} units, the reader was taught {seen}: the corpus has changed")
        return lessons

    @cached_property
    def words(self) -> Taught:
        """The regression over words."""
        return self._taught(WordRows())

    @cached_property
    def vectors(self) -> Taught:
        """The regression over e5-small."""
        return self._taught(VectorRows(self.product))

    @cached_property
    def prototypes(self) -> tuple[Prototypes, Prototypes]:
        """The nearest prototype, and prototypes with thresholds."""
        return (
            Prototypes(self.product, self.lessons, tuned=False),
            Prototypes(self.product, self.lessons, tuned=True),
        )

    @property
    def kind_peers(self) -> list[KindPeer]:
        """Everything that tells kinds, the simplest first."""
        return [AllPains(), *self.prototypes, self.words, self.vectors]

    def _taught(self, space: WordRows | VectorRows) -> Taught:
        began = time.perf_counter()
        taught = Taught(space, self.lessons)
        say(f"taught {taught.name}, C {taught.penalty:g}: {time.perf_counter() - began:.0f} s")
        return taught


def say(text: str) -> None:
    """Tell the person who waits; the table goes to standard output."""
    print(text, file=sys.stderr, flush=True)


def theme_row(  # noqa: PLR0913 (two clusterings and how sure to be)
    who: str,
    gold: Sequence[str],
    labels: Sequence[Hashable | None],
    blocks: Sequence[Hashable],
    scale: Scale,
    *,
    ours: bool = False,
) -> Row:
    """Return the row of one clustering; a text left out is a group of its own for V, ARI and AMI."""
    a, b = numbered(gold), numbered(labels)

    def likeness(measure: Callable[..., float]) -> Figure:
        return half_samples(blocks, lambda rows: measure(a[rows], b[rows]), scale.pair_times, SEED)

    groups = len({label for label in labels if label is not None})
    figures = (likeness(v_measure), likeness(rand_index), information(a, b), left_out(labels), groups)
    return Row(who=who, figures=figures, ours=ours)


def theme_peers(  # noqa: PLR0913, PLR0917 (what is clustered, against what)
    texts: Sequence[str],
    gold: Sequence[str],
    matrix: Matrix,
    blocks: Sequence[Hashable],
    scale: Scale,
    methods: Sequence[str] = tuple(CLUSTERERS),
    space: str = "",
) -> list[Row]:
    """Return a row for each peer on one matrix of vectors; ``space`` names another than e5-small."""
    rows = []
    for name in methods:
        if name.startswith("BERTopic") and not find_spec("bertopic"):
            say(f"  {name} is passed over: pip install 'interview-cjm[bench]'")
            continue
        began = time.perf_counter()
        labels = grouped(name, texts, matrix, len(set(gold)))
        say(f"  {name}{space}: {time.perf_counter() - began:.1f} s")
        rows.append(theme_row(f"{name}{space}", gold, labels, blocks, scale))
    return rows


def kind_figures(
    told: NDArray[np.bool_], true: NDArray[np.bool_], blocks: Sequence[Hashable], scale: Scale
) -> tuple[Figure | float, ...]:
    """Return macro-F1, kappa of "is it any of the kinds" and each kind's F1."""
    return (
        bootstrap(blocks, lambda rows: macro_f1(told[rows], true[rows]), scale.times, SEED),
        bootstrap(blocks, lambda rows: any_kappa(told[rows], true[rows]), scale.times, SEED),
        *(f1(a, b) for a, b in zip(told.T, true.T, strict=True)),
    )


def any_kappa(told: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """Return the kappa of "is it any of the kinds" of two bool[n, kinds]."""
    return kappa(told.any(axis=1), true.any(axis=1))


def lead_row(  # noqa: PLR0913 (ours, the peers, and how sure to be)
    told: Mapping[str, NDArray[np.bool_]],
    true: NDArray[np.bool_],
    measures: Sequence[Callable[..., float]],
    blocks: Sequence[Hashable],
    scale: Scale,
    *,
    peers: Sequence[str],
    columns: int,
) -> Row:
    """Return by how much "our readers" lead the best of the peers, drawn in pairs; other columns are empty.

    The best is best by the first of the measures on these very units, so luck is on its side.
    """
    ours = told[OURS]
    best = max(peers, key=lambda who: measures[0](told[who], true))
    figures = [
        bootstrap(
            blocks,
            lambda rows, way=way: way(ours[rows], true[rows]) - way(told[best][rows], true[rows]),
            scale.times,
            SEED,
        )
        for way in measures
    ]
    blanks = [""] * (columns - len(figures))
    return Row(who=f"{OURS} less {best}", figures=(*figures, *blanks), ours=True)


def error_row(who: str, told: NDArray[np.bool_], true: NDArray[np.bool_], *, ours: bool = False) -> Row:
    """Return "missed + false" of a hundred units, of all kinds and of each."""
    pairs = [errors_per_hundred(a, b) for a, b in zip(told.T, true.T, strict=True)]
    every = (sum(missed for missed, _ in pairs), sum(false for _, false in pairs))
    return Row(who=who, figures=tuple(f"{m:.1f} + {f:.1f}" for m, f in (every, *pairs)), ours=ours)


def pain_row(  # noqa: PLR0913 (two codings and how sure to be)
    who: str,
    told: NDArray[np.bool_],
    true: NDArray[np.bool_],
    blocks: Sequence[Hashable],
    scale: Scale,
    *,
    ours: bool = False,
) -> Row:
    """Return macro-F1 of two classes, kappa, F1 of the pains, and errors of a hundred texts."""
    missed, false = errors_per_hundred(told, true)
    figures = (
        bootstrap(blocks, lambda rows: two_class_f1(told[rows], true[rows]), scale.times, SEED),
        bootstrap(blocks, lambda rows: kappa(told[rows], true[rows]), scale.times, SEED),
        f1(told, true),
        f"{missed:.1f}",
        f"{false:.1f}",
    )
    return Row(who=who, figures=figures, ours=ours)


def sign_figure(
    felt: NDArray[np.float64], true: NDArray[np.float64], blocks: Sequence[Hashable], scale: Scale
) -> Figure:
    """Return the share of right signs with its interval."""
    return bootstrap(blocks, lambda rows: sign_accuracy(felt[rows], true[rows]), scale.times, SEED)

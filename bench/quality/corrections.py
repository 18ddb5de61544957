"""How much corrections improve what was not corrected; reviewers are simulated from the true codes.

    python bench/quality/corrections.py [--data DIR] [--markdown]

A reviewer gives some units their true kinds and stages; all figures are of the other units, before and after.
The studies are the corpus's own that the trained reader never saw (constants of learning were chosen on them)
and, where DIR has it, the gold study.  Two more reviewers code in a way of their own, as people do.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from checkout import CORPUS, ROOT
from comparing import Bench, Scale, say
from corpus import reader_note
from measures import kappa, macro_f1
from ours import KINDS, open_product
from studies import corpus_case, gold_case
from table import Row, Section, markdown, print_table

from pipeline.cluster.learning import relearn
from pipeline.cluster.stages import StageSettings, learn_from_others

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from studies import Case

COUNTS = (10, 30, 100)
SEEDS = 5
STRONG = 1.5  # of a valence up to 2
HEADS = (
    "errors of 100 units", "change", "macro-F1", "worth coding, kappa", "stage",
)  # fmt: skip
PAIN, QUESTION, POSITIVE = (
    [kind.value for kind in KINDS].index(name) for name in ("pain", "question", "positive")
)


def sections(bench: Bench) -> list[Section]:
    """Simulate the reviewers."""
    names = {name.rsplit("/", 1)[-1] for name in reader_note()["held_out"]}
    held = [path.parent for path in sorted(CORPUS.glob("*/*/study.yaml")) if path.parent.name in names]
    cases = [corpus_case(bench.product, folder) for folder in held]
    found = [
        _section(f"corrections, {len(cases)} studies of the corpus, {who}", [way(case) for case in cases])
        for who, way in REVIEWERS.items()
    ]
    if (bench.data / "dostavka" / "study").is_dir():
        found.append(_section("corrections, dostavka's gold units", [gold_case(bench.product, bench.data)]))
    return found


def _as_coded(case: Case) -> Case:
    return case


def _strong_only(case: Case) -> Case:
    kinds = case.kinds.copy()
    kinds[:, [PAIN, POSITIVE]] &= (np.abs(case.valence) >= STRONG)[:, None]
    return replace(case, kinds=kinds)


def _questions_are_pains(case: Case) -> Case:
    kinds = case.kinds.copy()
    kinds[:, PAIN] |= kinds[:, QUESTION]
    kinds[:, QUESTION] = False
    return replace(case, kinds=kinds)


REVIEWERS: dict[str, Callable[[Case], Case]] = {
    "coded as the reader was taught": _as_coded,
    "pains and positives only when strong": _strong_only,
    "questions coded as pains": _questions_are_pains,
}


def _section(title: str, cases: list[Case]) -> Section:
    """Return a row for each way to choose and each number of corrections."""
    say(f"  {title}")
    found: dict[tuple[str, int], list[list[float]]] = {}
    for case in cases:
        untaught = _told(case, np.array([], dtype=np.intp))
        for way, order in _orders(case):
            for count in COUNTS:
                taught, rest = order[:count], order[count:]
                before, after = _figures(case, untaught, rest), _figures(case, _told(case, taught), rest)
                found.setdefault((way, count), []).append([*before, *after])
    rows = [_row(f"{way}, {count}", np.mean(figures, axis=0)) for (way, count), figures in found.items()]
    return Section(
        title=title,
        heads=HEADS,
        rows=tuple(rows),
        note="of units that were not corrected, before → after; an error is a kind missed or told falsely. "
        f"Means of {SEEDS} draws of units or of interviews; least certain first is one order.",
    )


def _row(who: str, values: NDArray[np.float64]) -> Row:
    half = len(values) // 2
    before, after = values[:half], values[half:]
    shown = [
        f"{a:.1f} → {b:.1f}" if a > 1 else f"{a:.3f} → {b:.3f}" for a, b in zip(before, after, strict=True)
    ]
    return Row(
        who=who, figures=(shown[0], f"{100 * (after[0] / before[0] - 1):+.1f} %", *shown[1:]), ours=True
    )


def _orders(case: Case) -> Iterator[tuple[str, NDArray[np.intp]]]:
    """Yield ways in which people choose what to correct, each unit once."""
    talk = np.repeat(np.arange(len(case.talks)), [len(units) for units in case.talks])
    for seed in range(SEEDS):
        yield "any units", np.random.default_rng(seed).permutation(len(talk))
    odds = _logits(case.judged.chances) - _logits(case.judged.limits)
    yield "least certain first", np.argsort(np.abs(odds).min(axis=1), kind="stable")
    for seed in range(SEEDS):
        talks = np.random.default_rng(seed).permutation(len(case.talks))
        yield "interview by interview", np.concatenate([np.flatnonzero(talk == number) for number in talks])


def _logits(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    sure = np.clip(chances, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(sure / (1 - sure)))


def _told(case: Case, rows: NDArray[np.intp]) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Return kinds and stages of all units after the true ones of ``rows`` were given."""
    taught = {
        case.units[row].id: frozenset(kind for kind, on in zip(KINDS, case.kinds[row], strict=True) if on)
        for row in rows
    }
    judged = relearn(case.judged, case.alike, taught)
    known = {int(row): int(case.stage[row]) for row in rows if case.stage[row] >= 0}
    belief = learn_from_others(case.scores, case.talks, case.bags, StageSettings(), known)
    return judged.chances > judged.limits, belief.argmax(axis=1)


def _figures(
    case: Case, told: tuple[NDArray[np.bool_], NDArray[np.intp]], rows: NDArray[np.intp]
) -> list[float]:
    kinds, true = told[0][rows], case.kinds[rows]
    staged = rows[(case.stage[rows] >= 0) & true.any(axis=1)]
    return [
        100 * float((kinds != true).sum()) / len(rows),
        macro_f1(kinds, true),
        kappa(kinds.any(axis=1), true.any(axis=1)),
        float((told[1][staged] == case.stage[staged]).mean()),
    ]


def main(arguments: list[str]) -> int:
    """Simulate and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "bench", help="where the sets lie"
    )
    parser.add_argument("--markdown", action="store_true", help="print tables for the documentation")
    asked = parser.parse_args(arguments)
    with open_product() as product:
        found = sections(Bench(product, asked.data.resolve(), Scale()))
    if asked.markdown:
        print(markdown(found))
    else:
        print_table(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

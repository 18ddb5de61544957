"""The measures of bench/quality give what a pencil gives, on invented codings and clusterings."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

PLACE = Path(__file__).parents[2] / "bench" / "quality" / "measures.py"


@pytest.fixture(scope="module")
def measures():
    spec = importlib.util.spec_from_file_location("quality_measures", PLACE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def marks(text):
    return np.array([letter == "x" for letter in text])


MARKS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=40).map(np.array)


@pytest.mark.parametrize(
    ("told", "true", "expected"),
    [("xx--", "xx--", 1), ("xx--", "--xx", 0), ("x---", "xx--", 2 / 3), ("----", "----", 0)],
)
def test_f1_counts_what_is_named_by_both(measures, told, true, expected):
    assert measures.f1(marks(told), marks(true)) == pytest.approx(expected)


@given(pairs=MARKS)
def test_f1_of_two_classes_and_kappa_are_those_of_the_library(measures, pairs):
    told, true = pairs.T
    both = f1_score(true, told, labels=[False, True], average="macro", zero_division=0)
    assert measures.two_class_f1(told, true) == pytest.approx(both)
    if len(set(told.tolist()) | set(true.tolist())) == 2:
        assert measures.kappa(told, true) == pytest.approx(cohen_kappa_score(true, told))


def test_kappa_is_0_where_nothing_can_differ(measures):
    assert measures.kappa(marks("xxx"), marks("xxx")) == 0


def test_errors_are_counted_of_a_hundred_units(measures):
    assert measures.errors_per_hundred(marks("x-x-"), marks("xx--")) == (25, 25)


def test_a_sign_that_is_hardly_felt_is_wrong(measures):
    felt, true = np.array([1.0, 0.2, -0.5, 1.0, 0.0]), np.array([2, 1, 1, 0, -1])
    assert measures.sign_accuracy(felt, true) == pytest.approx(1 / 4)


def test_texts_left_out_are_alone(measures):
    numbers = measures.numbered(["a", None, "a", None, 1])
    assert numbers[0] == numbers[2]
    assert len(set(numbers.tolist())) == 4
    assert measures.left_out(["a", None, "a", None]) == 0.5


@given(labels=st.lists(st.sampled_from(["a", "b", None, 0, 1]), max_size=20))
def test_a_number_stands_for_one_label(measures, labels):
    numbers = measures.numbered(labels).tolist()
    for a, first in zip(numbers, labels, strict=True):
        for b, second in zip(numbers, labels, strict=True):
            assert (a == b) == (first == second and first is not None) or first is second is None


def test_leaving_all_out_flatters_v_and_neither_of_the_others(measures):
    gold, alone = measures.numbered("aabbccdd"), measures.numbered([None] * 8)
    assert measures.v_measure(gold, alone) > 0.7
    assert measures.rand_index(gold, alone) == 0
    assert measures.information(gold, alone) == pytest.approx(0, abs=1e-9)


def test_a_clustering_is_as_good_under_other_names(measures):
    gold, found = measures.numbered("aabbc"), measures.numbered("zzyyx")
    assert measures.v_measure(gold, found) == measures.rand_index(gold, found) == 1


def test_an_interval_holds_the_value_and_is_the_same_again(measures):
    true = np.random.default_rng(3).random(300) < 0.4
    blocks = [row // 3 for row in range(300)]
    for way in (measures.bootstrap, measures.half_samples):
        figure = way(blocks, lambda rows: float(true[rows].mean()), 200, 5)
        assert figure.low < figure.value < figure.high
        assert figure == way(blocks, lambda rows: float(true[rows].mean()), 200, 5)


def test_both_intervals_of_a_mean_are_as_wide_as_theory_says(measures):
    values = np.random.default_rng(8).normal(size=400)
    width = 2 * 1.96 * values.std() / 20
    for way in (measures.bootstrap, measures.half_samples):
        figure = way(range(400), lambda rows: float(values[rows].mean()), 1500, 1)
        assert figure.high - figure.low == pytest.approx(width, rel=0.12)


def test_units_of_one_turn_come_and_go_together(measures):
    blocks = ["a", "b", "a", "c", "c", "b", "d", "d"]
    sizes = []

    def note(rows):
        counts = {block: sum(blocks[row] == block for row in rows) for block in set(blocks)}
        sizes.append(all(count % 2 == 0 for count in counts.values()))
        return 0.0

    measures.bootstrap(blocks, note, 20, 0)
    measures.half_samples(blocks, note, 20, 0)
    assert all(sizes)


def test_a_wider_block_makes_a_wider_interval(measures):
    values = np.repeat(np.random.default_rng(4).normal(size=60), 5)
    narrow = measures.bootstrap(range(300), lambda rows: float(values[rows].mean()), 400, 2)
    wide = measures.bootstrap(
        [row // 5 for row in range(300)], lambda rows: float(values[rows].mean()), 400, 2
    )
    assert wide.high - wide.low > 1.5 * (narrow.high - narrow.low)

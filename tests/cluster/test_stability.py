from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cluster.stability import weigh_stability
from pipeline.records import Kind

TALKS = ["a", "a", "b", "b", "c", "c"]
ALL = [(Kind.PAIN, range(6))]


def whole(left):
    return [(Kind.PAIN, left.tolist())]


def test_what_always_comes_out_again_is_wholly_stable():
    found = weigh_stability(ALL, TALKS, whole)
    assert found.of(0) == 1.0
    assert "100% of 1 themes outlive each of 3" in found.note


@pytest.mark.parametrize(
    ("again", "stability"),
    [
        (lambda _: [], 0.0),
        (lambda left: [(Kind.GOAL, left.tolist())], 0.0),
        (lambda left: [(Kind.PAIN, left[:2].tolist()), (Kind.PAIN, left[2:].tolist())], 0.5),
        (lambda left: [(Kind.PAIN, left[:1].tolist()), (Kind.PAIN, left[1:].tolist())], 0.75),
    ],
)
def test_a_theme_is_as_stable_as_its_best_overlap_with_one_of_its_kind(again, stability):
    found = weigh_stability(ALL, TALKS, again)
    assert found.of(0) == stability
    assert ("0%" if stability <= 0.5 else "100%") in found.note


def test_what_others_join_is_less_the_same():
    found = weigh_stability([(Kind.PAIN, [0, 2, 4])], TALKS, whole)
    assert found.of(0) == 0.5, "two utterances of four that are left"


def test_a_leave_out_that_takes_all_of_a_theme_says_nothing_of_it():
    found = weigh_stability([(Kind.PAIN, [0, 1])], TALKS, lambda _: [(Kind.PAIN, [0, 1])])
    assert np.isnan(found.overlaps).sum() == 1
    assert found.of(0) == 1.0


@pytest.mark.parametrize("talks", [["a"] * 6, ["a", "b"] * 3])
def test_of_fewer_than_three_interviews_nothing_is_told(talks):
    found = weigh_stability(ALL, talks, whole)
    assert found.of(0) is None
    assert "too few" in found.note


def test_no_theme_is_no_share():
    assert "too few" in weigh_stability([], TALKS, lambda _: []).note


@given(st.integers(3, 60), st.integers(3, 12))
def test_every_interview_is_left_out_once_and_in_no_more_parts_than_asked(count, most):
    talks = [f"talk {number}" for number in range(count)]
    left_out = []

    def regroup(left):
        left_out.extend(set(range(count)) - set(left.tolist()))
        return []

    found = weigh_stability([(Kind.PAIN, range(count))], talks, regroup, most)
    assert sorted(left_out) == list(range(count))
    assert 1 <= len(found.overlaps) <= most
    assert count > most or len(found.overlaps) == count


def test_parts_follow_the_ids_and_not_their_order():
    talks = [f"talk {number}" for number in range(40)]
    parts = []
    for order in (talks, talks[::-1]):
        seen = set()
        weigh_stability(
            [], order, lambda left, order=order, seen=seen: seen.add(frozenset(order[i] for i in left)) or []
        )
        parts.append(seen)
    assert parts[0] == parts[1]

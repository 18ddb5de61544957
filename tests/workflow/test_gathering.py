from __future__ import annotations

import numpy as np
import pytest

from build import make_coding
from pipeline.records import Kind, Stage, StageSource
from pipeline.workflow.gathering import _kinds, _stages

STAGES = tuple(Stage(id=f"s{n}", name=f"Шаг {n}", order=n, source=StageSource.GIVEN) for n in (1, 2, 3))
KINDS = list(Kind)


def test_a_code_that_stands_is_a_chance_of_a_half_at_least_and_one_that_does_not_at_most():
    chances = np.full((1, len(Kind)), 0.3)
    chances[0, [KINDS.index(Kind.PAIN), KINDS.index(Kind.IDEA)]] = 0.9, 0.7
    (found,) = _kinds([make_coding("u", "pain", "goal")], chances)
    assert dict(zip(KINDS, found.tolist(), strict=True)) == {
        Kind.PAIN: 0.9, Kind.GOAL: 0.5, Kind.IDEA: 0.5,
        Kind.QUESTION: 0.3, Kind.ACTION: 0.3, Kind.POSITIVE: 0.3,
    }  # fmt: skip


def test_belief_that_the_coding_agrees_with_stays():
    belief = np.array([[0.2, 0.5, 0.3], [0.2, 0.5, 0.3]])
    codings = [make_coding("u", "pain", stage="s2"), make_coding("v", "pain", stage=None)]
    assert (_stages(codings, STAGES, belief) == belief).all()


def test_another_stage_than_the_readers_is_believed_and_their_belief_is_kept():
    belief = np.array([[0.2, 0.5, 0.3]])
    (found,) = _stages([make_coding("u", "pain", stage="s3")], STAGES, belief)
    assert found.argmax() == 2
    assert found.sum() == pytest.approx(1)
    assert found[1] > found[0] > 0
    assert belief.tolist() == [[0.2, 0.5, 0.3]], "what was given is not changed"

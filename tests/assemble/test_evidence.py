from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import make_coding, make_transcript, utterances_of
from pipeline.assemble.evidence import (
    base_of,
    feeling,
    grade,
    grade_support,
    grade_viewpoint,
    support,
    voices_of,
)
from pipeline.records import Grade, Role


def study(**roles):
    """One respondent with two answers per named interview."""
    talk = (("и", "Как было?"), ("р", "Ждал час."), ("и", "А потом?"), ("р", "Потом позвонил."))
    interviews = [make_transcript(name, *talk, role=role) for name, role in roles.items()]
    utterances = {u.id: u for interview in interviews for u in utterances_of(interview)}
    return interviews, utterances


def test_one_respondents_repeats_count_once():
    interviews, utterances = study(a=Role.CLIENT, b=Role.CLIENT)
    base = base_of(interviews, utterances.values())
    counted = support(voices_of(["a-1", "a-3"], utterances), base)
    assert (counted.n, counted.of) == (1, 2)


def test_interviewers_are_nobodys_support():
    interviews, utterances = study(a=Role.CLIENT)
    assert len(base_of(interviews, utterances.values()).voices) == 1


def test_support_is_told_by_role_and_only_for_roles_that_were_asked():
    interviews, utterances = study(a=Role.CLIENT, b=Role.EXPERT)
    counted = support(voices_of(["a-1", "b-1"], utterances), base_of(interviews, utterances.values()))
    assert counted.by_role == ((Role.CLIENT, 1, 1), (Role.EXPERT, 1, 1))


@pytest.mark.parametrize(
    ("n", "of", "expected"),
    [
        (0, 8, "none"),
        (1, 1, "single"),
        (2, 2, "partial"),
        (3, 8, "partial"),
        (3, 7, "strong"),
        (4, 10, "strong"),
        (4, 11, "partial"),
    ],
)
def test_grade_follows_the_stated_rule(n, of, expected):
    assert grade(n, of) == expected


def test_experts_alone_never_make_a_theme_strong():
    interviews, utterances = study(**{f"e{n}": Role.EXPERT for n in range(4)})
    counted = support(
        voices_of([f"e{n}-1" for n in range(4)], utterances), base_of(interviews, utterances.values())
    )
    assert grade_support(counted) is Grade.PARTIAL
    assert grade_viewpoint(counted, Role.EXPERT) is Grade.PARTIAL


def test_a_viewpoint_counts_its_own_role_only():
    interviews, utterances = study(a=Role.CLIENT, b=Role.NON_USER, c=Role.NON_USER)
    counted = support(voices_of(["a-1", "b-1", "c-1"], utterances), base_of(interviews, utterances.values()))
    assert grade_viewpoint(counted, Role.CLIENT) is Grade.SINGLE


@given(st.integers(0, 50), st.integers(1, 50))
def test_more_respondents_never_lower_a_grade(n, of):
    order = list(Grade)
    assert order.index(grade(n, of)) <= order.index(grade(n + 1, of))


def test_a_talkative_respondent_does_not_pull_the_curve():
    _, utterances = study(a=Role.CLIENT, b=Role.CLIENT)
    codings = {i: make_coding(i, "pain", valence=v) for i, v in {"a-1": -2, "a-3": -2, "b-1": 1}.items()}
    felt = feeling(["a-1", "a-3", "b-1"], utterances, codings)
    assert felt.mean == -0.5  # not -1.0, the mean over utterances
    assert (felt.n, felt.respondents, felt.negative, felt.positive) == (3, 2, 2, 1)


def test_nothing_felt_gives_no_point():
    _, utterances = study(a=Role.CLIENT)
    assert feeling(["a-1"], utterances, {"a-1": make_coding("a-1", "action", valence=0.1)}) is None

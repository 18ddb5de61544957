"""How far two reviewers agree, against the tables of the books and another's code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from corrections import Log, board
from pipeline.assemble.review.agreement import agreement, alpha, interval, kappa


def book():
    """The example of Krippendorff 2011, part D: four observers, twelve units, some answers missing."""
    observers = (
        (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
        (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
        (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
        (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
    )
    return [tuple(answer for answer in unit if answer is not None) for unit in zip(*observers, strict=True)]


def test_alpha_is_that_of_the_book():
    assert alpha(book()) == pytest.approx(0.743, abs=5e-4)
    assert alpha(book(), interval) == pytest.approx(0.849, abs=5e-4)


def test_kappa_is_that_of_the_book():
    # Cohen 1960, table 1, as counts of 200
    table = {"AA": 50, "AB": 26, "AC": 24, "BA": 24, "BB": 4, "BC": 32, "CA": 6, "CB": 30, "CC": 4}
    pairs = [tuple(pair) for pair, count in table.items() for _ in range(count)]
    assert kappa(pairs) == pytest.approx(-0.09, abs=0.005)


ANSWERS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40)


@given(ANSWERS)
def test_kappa_is_what_scikit_learn_says(pairs):
    ours = kappa(pairs)
    if len({answer for pair in pairs for answer in pair}) == 1:
        assert ours is None
    else:
        assert ours == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))


@given(ANSWERS)
def test_who_says_what_first_does_not_matter(pairs):
    turned = [(two, one) for one, two in reversed(pairs)]
    assert kappa(turned) == kappa(pairs)
    assert alpha(turned) == pytest.approx(alpha(pairs)) if alpha(pairs) is not None else alpha(turned) is None


@given(st.lists(st.sampled_from("ab"), min_size=2, max_size=20).filter(lambda said: len(set(said)) > 1))
def test_full_agreement_is_one(said):
    assert kappa([(one, one) for one in said]) == 1
    assert alpha([(one, one, one) for one in said]) == 1


# ---------------------------------------------------------------- on a board

VOICES = {f"u-{n}": f"i{n}" for n in range(6)}


@pytest.fixture
def base():
    units = {f"u-{n}": ({"pain": 0.9}, "s1", -1) for n in range(6)}
    return board(units, [("t-1", "pain", "s1", "u-0", "u-1", "u-2"), ("t-2", "pain", "s1", "u-3", "u-4")])


@pytest.fixture
def ann(base):
    return Log(base)


@pytest.fixture
def bob(base):
    log = Log(base)
    log.said = Numbered()  # two people never make the same id
    return log


class Numbered(list):
    """A list of lines whose ids count from 1000."""

    def __len__(self):
        return super().__len__() + 1000


def between(base, **logs):
    found = agreement(base, VOICES, {name: log.lines for name, log in logs.items()})
    return found, {(row.facet, row.kind): row for row in found.measured}


def test_only_what_both_judged_counts(base, ann, bob):
    ann("code", units=["u-0", "u-1"], add=["idea"], remove=[])
    bob("code", units=["u-1"], add=[], remove=["pain"])
    found, rows = between(base, ann=ann, bob=bob)
    assert rows["kind", "idea"].n == rows["kind", "pain"].n == 1
    assert [(d.kind, d.id, dict(d.said)) for d in found.differences] == [
        ("pain", "u-1", {"ann": True, "bob": False}),
        ("idea", "u-1", {"ann": True, "bob": False}),
    ]


def test_who_accepts_a_theme_agrees_with_its_kind_for_each_member_and_with_nothing_else(base, ann, bob):
    ann("judge", themes=["t-1"], verdict="accepted")
    bob("code", units=["u-0"], add=[], remove=["pain"])
    bob("code", units=["u-1"], add=[], remove=[])
    _, rows = between(base, ann=ann, bob=bob)
    assert (rows["kind", "pain"].n, rows["kind", "pain"].agreed) == (2, 0.5)
    assert rows["kind", "goal"].n == 0


def test_verdicts_stages_and_feelings_are_compared(base, ann, bob):
    ann("judge", themes=["t-1", "t-2"], verdict="accepted")
    bob("judge", themes=["t-1"], verdict="accepted")
    bob("judge", themes=["t-2"], verdict="rejected")
    ann("stage", units=["u-0", "u-1"], stage="s2")
    bob("stage", units=["u-0"], stage="s2")
    bob("stage", units=["u-1"], stage=None)
    ann("valence", units=["u-0", "u-5"], valence=-2)
    bob("valence", units=["u-0"], valence=-1.5)
    bob("valence", units=["u-5"], valence=1)
    found, rows = between(base, ann=ann, bob=bob)
    assert [rows[facet, ""].n for facet in ("verdict", "stage", "valence")] == [2, 2, 2]
    assert [rows[facet, ""].agreed for facet in ("verdict", "stage", "valence")] == [0.5, 0.5, 0.5]
    assert [(d.facet, d.id) for d in found.differences] == [
        ("verdict", "t-2"),
        ("stage", "u-1"),
        ("valence", "u-5"),
    ]


def test_a_stage_that_both_added_under_one_name_is_one(base, ann, bob):
    for name, log in (("ps-1", ann), ("ps-2", bob)):
        log("stage_add", as_=name, name="Возврат", after=None)
        log("stage", units=["u-0"], stage=name)
    _, rows = between(base, ann=ann, bob=bob)
    assert (rows["stage", ""].n, rows["stage", ""].agreed) == (1, 1)


def test_lines_that_both_have_are_nobodys_own_judgement(base, ann):
    ann("stage", units=["u-0", "u-1"], stage="s2")
    both = Log(base)
    both.said = list(ann.said)
    ann("stage", units=["u-1"], stage="s3")
    found, rows = between(base, ann=ann, bob=both)
    assert rows["stage", ""].n == 0
    assert found.judged == (1, 0)


def test_what_was_taken_back_was_not_judged(base, ann, bob):
    ann("stage", units=["u-0"], stage="s2")
    bob("stage", units=["u-0"], stage="s3")
    bob("retract", line=bob.said[0]["id"])
    _, rows = between(base, ann=ann, bob=bob)
    assert rows["stage", ""].n == 0


def test_three_people_are_measured_by_alpha_and_the_missing_ones_do_not_count(base, ann, bob):
    eve = Log(base)
    eve.said = Numbered()
    eve("stage", units=["u-5"], stage="s3", author="Ева")
    ann("stage", units=["u-0", "u-1"], stage="s2")
    bob("stage", units=["u-0"], stage="s2")
    _, rows = between(base, ann=ann, bob=bob, eve=eve)
    assert (rows["stage", ""].measure, rows["stage", ""].n) == ("alpha", 1)

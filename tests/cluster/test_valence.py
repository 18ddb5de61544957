from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded import feel, unit
from pipeline.cluster.valence import pulled
from pipeline.records import Kind, KindScore


@pytest.mark.parametrize(
    ("question", "text", "sign"),
    [
        ("Что было дальше?", "Нахамили, бросили трубку, просто кошмар.", -1),
        ("Что вам мешало?", "Простоял у кассы сорок минут, никто не подошёл.", -1),
        ("Как вам врач?", "Замечательный, внимательный, я очень доволен.", 1),
        ("Трудности были?", "Никаких проблем, всё отлично.", 1),
        ("Где вы живёте?", "В Вологде.", 0),
        ("Как вас зовут?", "Олег.", 0),
    ],
)
def test_valence_has_the_sign_of_the_feeling(question, text, sign):
    (value,) = feel([unit(text, question)])
    assert (value >= 0.4) - (value <= -0.4) == sign


def test_worse_is_lower():
    plain, worse = feel(
        [
            unit("Ждал долго.", "Как прошло?"),
            unit("Ждал ужасно долго, просто кошмар, хамство.", "Как прошло?"),
        ]
    )
    assert worse < plain < 0


def test_english_feelings_are_read_too():
    bad, good = feel(
        [
            unit("They were rude and it was a nightmare.", "How was it?", language="en"),
            unit("Brilliant, I love it, so easy.", "How was it?", language="en"),
        ],
        "en",
    )
    assert bad < -0.3 < 0.3 < good


@given(
    st.floats(-9, 9),
    st.lists(st.tuples(st.sampled_from(list(Kind)), st.floats(0, 1)), unique_by=lambda pair: pair[0]),
)
def test_a_valence_lies_within_its_scale_in_tenths(felt, scores):
    value = pulled(felt, [KindScore(kind=kind, score=score, why="") for kind, score in scores])
    assert -2 <= value <= 2
    assert value == round(value, 1)
    assert str(value) != "-0.0"


def test_a_pain_pulls_down_and_a_joy_pulls_up():
    def with_kind(kind):
        return pulled(0.5, [KindScore(kind=kind, score=0.9, why="")])

    assert with_kind(Kind.PAIN) < with_kind(Kind.ACTION) < with_kind(Kind.POSITIVE)


def test_nothing_to_feel_gives_nothing():
    assert feel([]) == ()

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cluster.likeness import HINT, Compared, LikenessWeights, likeness_of, signs_of
from pipeline.language import lemmas, stop_words
from pipeline.records import Kind
from spoken import word_vectors

SAID = [
    ("k1", "Что мешало?", "Долго ждал ответа врача."),
    ("k2", "Что было трудно?", "Ответа врача ждал неделю."),
    ("k2", "Что понравилось?", "Кабинет чистый и светлый."),
    ("k3", "Что понравилось?", "Чистый кабинет, новое кресло."),
    ("k3", "Как вы записались?", "Записался через сайт."),
]
WEIGHTS = LikenessWeights(themes=2.0)
SIGNS = [sign.name for sign in fields(LikenessWeights)][:6]


def compared(said=SAID, *, themes=True):
    rng = np.random.default_rng(5)
    count = len(said)
    texts = [text for _, _, text in said]
    read = rng.normal(size=(count, 16)).astype(np.float32)
    belief = rng.random((count, 3)) + 0.05
    return Compared(
        ids=tuple(f"u{n:02}" for n in range(count)),
        themes=read / np.linalg.norm(read, axis=1, keepdims=True) if themes else None,
        meaning=word_vectors(texts),
        words=[[word for word in told if word not in stop_words("ru")] for told in lemmas(texts, "ru")],
        kinds=rng.random((count, len(Kind))) * 0.9 + 0.05,
        stages=belief / belief.sum(axis=1, keepdims=True),
        asked=word_vectors([question for _, question, _ in said]),
        talks=[talk for talk, _, _ in said],
    )


def moved(known, order):
    order = list(order)
    return Compared(
        ids=tuple(known.ids[row] for row in order),
        themes=None if known.themes is None else known.themes[order],
        meaning=known.meaning[order],
        words=[known.words[row] for row in order],
        kinds=known.kinds[order],
        stages=known.stages[order],
        asked=known.asked[order],
        talks=[known.talks[row] for row in order],
    )


def every(likeness):
    return np.arange(len(likeness.ids))


def odds(known, weights=WEIGHTS, hints=None):
    likeness = likeness_of(known, weights, hints)
    return likeness.between(every(likeness))


@given(st.integers(1, 60), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=25)
def test_the_order_of_the_input_changes_no_bit(count, rng):
    said = [(f"k{n % 7}", SAID[n % 5][1], f"{SAID[n % 5][2]} Слово{n % 9}.") for n in range(count)]
    known = compared(said)
    first = likeness_of(known, WEIGHTS)
    order = list(range(count))
    rng.shuffle(order)
    again = likeness_of(moved(known, order), WEIGHTS)
    assert again.ids == first.ids == tuple(sorted(first.ids))
    assert (again.rows == first.rows).all()
    assert (again.talks == first.talks).all()
    assert (again.between(every(again)) == first.between(every(first))).all()


def test_pairs_are_log_odds_added_up_by_hand():
    known = compared()
    expected = np.full((5, 5), WEIGHTS.offset)
    for name, sign in zip(SIGNS, signs_of(known), strict=True):
        expected += getattr(WEIGHTS, name) * (sign @ sign.T)
    talks = np.array(known.talks)
    expected[talks[:, None] == talks] += WEIGHTS.same_talk
    assert odds(known) == pytest.approx(expected, abs=1e-5)


def test_no_likeness_is_above_its_weight():
    for sign in signs_of(compared()):
        alike = sign @ sign.T
        assert np.abs(alike).max() == pytest.approx(1.0, abs=1e-5)


def test_what_was_asked_for_comes_in_the_order_asked_for():
    likeness = likeness_of(compared(), WEIGHTS)
    whole = likeness.between(every(likeness))
    assert likeness.between(np.array([3, 0])) == pytest.approx(whole[np.ix_([3, 0], [3, 0])], abs=1e-5)


def test_utterances_of_one_thing_are_likelier_of_one_theme():
    found = odds(compared(themes=False), LikenessWeights())
    assert found[0, 1] > found[0, [3, 4]].max()


CHANGES = {
    "themes": lambda known: {"themes": known.themes[::-1]},
    "words": lambda _: {"words": [["лес"], ["лес"], ["река"], ["река"], ["лес"]]},
    "meaning": lambda known: {"meaning": known.meaning[::-1]},
    "kinds": lambda known: {"kinds": known.kinds[::-1]},
    "stages": lambda known: {"stages": known.stages[::-1]},
    "asked": lambda known: {"asked": known.asked[::-1]},
    "same_talk": lambda _: {"talks": ["k1", "k1", "k1", "k4", "k5"]},
}


@pytest.mark.parametrize("sign", CHANGES)
def test_a_likeness_speaks_by_its_weight_and_one_of_weight_0_has_no_say(sign):
    known = compared()
    changed = replace(known, **CHANGES[sign](known))
    assert not np.allclose(odds(changed), odds(known), atol=1e-3)
    mute = replace(WEIGHTS, **{sign: 0.0})
    assert odds(changed, mute) == pytest.approx(odds(known, mute), abs=1e-5)


def test_without_a_reader_the_themes_have_no_say():
    assert odds(compared(themes=False), replace(WEIGHTS, themes=9.0)) == pytest.approx(
        odds(compared(), replace(WEIGHTS, themes=0.0)), abs=1e-5
    )


def test_one_interview_is_counted_by_its_own_weight():
    known, apart = compared(), replace(compared(), talks=list("abcde"))
    assert (odds(apart) - odds(known))[1, 2] == pytest.approx(-WEIGHTS.same_talk, abs=1e-5)
    assert odds(apart)[0, 1] == odds(known)[0, 1]


def test_a_study_without_stages_is_compared_by_the_rest():
    known = replace(compared(), stages=np.zeros((5, 0)))
    assert odds(known) == pytest.approx(odds(compared(), replace(WEIGHTS, stages=0.0)), abs=1e-5)


@pytest.mark.parametrize("count", [2, 3, 4, 5, 12, 39, 60])
def test_a_question_that_everybody_was_asked_says_nothing(count):
    """Its vectors less their mean are zero, and not the rounding of it blown up."""
    said = [(f"k{n}", "Что мешало?", f"{SAID[n % 5][2]} Слово{n}.") for n in range(count)]
    known = compared(said)
    assert odds(known) == pytest.approx(odds(known, replace(WEIGHTS, asked=0.0)), abs=1e-5)


def test_hints_add_to_the_pairs_of_one_name_alone():
    known = compared()
    hints = {"u00": "ждать", "u04": "ждать", "u03": "кабинет"}
    added = odds(known, hints=hints) - odds(known)
    pairs = {(int(a), int(b)) for a, b in np.argwhere(added > 1e-6)}
    assert pairs == {(0, 0), (0, 4), (4, 0), (4, 4), (3, 3)}
    assert added[0, 4] == pytest.approx(HINT, abs=1e-5)


# ---------------------------------------------------------------- opposite


def test_opposite_does_not_look_at_kinds():
    known = compared()
    turned = replace(known, kinds=1 - known.kinds)
    members = np.array([0, 1])
    assert not np.allclose(odds(turned), odds(known), atol=1e-3)
    assert (
        likeness_of(turned, WEIGHTS).opposite(members) == likeness_of(known, WEIGHTS).opposite(members)
    ).all()


def test_opposite_is_the_mean_over_the_members_of_all_but_the_kinds_and_the_talk():
    known = compared()
    plain = replace(WEIGHTS, kinds=0.0, same_talk=0.0)
    members = np.array([0, 1, 4])
    found = likeness_of(known, WEIGHTS).opposite(members)
    assert found.shape == (5,)
    assert found == pytest.approx(odds(known, plain)[:, members].mean(axis=1), abs=1e-5)


# ---------------------------------------------------------------- edges


@pytest.mark.parametrize("themes", [True, False])
def test_nothing_to_compare_is_empty(themes):
    likeness = likeness_of(compared((), themes=themes), WEIGHTS, {"gone": "имя"})
    assert likeness.ids == ()
    assert likeness.between(every(likeness)).shape == (0, 0)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_utterances_do_not_break(count):
    found = odds(compared(SAID[:count]))
    assert found.shape == (count, count)
    assert np.isfinite(found).all()


def test_utterances_without_words_are_compared_by_the_rest():
    found = odds(replace(compared(), words=[[] for _ in SAID]))
    assert np.isfinite(found).all()


def test_weights_lie_in_the_order_of_the_fields():
    weights = LikenessWeights(*range(9))
    assert weights.values().tolist() == list(range(9))
    assert (weights.themes, weights.asked, weights.joins_above) == (0, 5, 8)

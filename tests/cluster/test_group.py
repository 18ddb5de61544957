from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cluster.group import GroupSettings, group
from pipeline.cluster.theme_space import theme_space
from pipeline.language import lemmas, stop_words
from pipeline.records import Coding, Kind, KindScore, StageScore, Vectors
from spoken import make_talk, word_vectors

COURIER = [
    "Курьер опоздал на два часа.",
    "Курьер опоздал, весь вечер ждал.",
    "Опоздал курьер и не позвонил.",
    "Курьер снова опоздал.",
    "Опоздал курьер на час.",
]
PAYMENT = [
    "Оплата картой не прошла.",
    "Карту при оплате не приняли.",
    "Оплата картой дважды сорвалась.",
    "С карты оплата зависла.",
    "Сломана оплата картой.",
]


def turn_of(id_):
    return int(id_.split("-")[1], 16)


def study(lines, kind=Kind.PAIN, stage="s1", valence=-1.0):
    """Units, codings and the space of (interview, text) pairs, each pair an answer of its own."""
    units, codings = {}, {}
    for number, (interview, text) in enumerate(lines):
        (unit,), _ = make_talk(f"{interview}", [(stage, f"Вопрос {number}?", [text])])
        # every line answers a question of its own
        unit = replace(unit, utterance=replace(unit.utterance, turn=turn_of(unit.id)))
        units[unit.id] = unit
        codings[unit.id] = Coding(
            utterance=unit.id,
            kinds=(KindScore(kind=kind, score=0.9, why=""),),
            stage=StageScore(id=stage, score=0.9, why="") if stage else None,
            valence=valence,
        )
    return units, codings


def space_of(units):
    ids = tuple(units)
    texts = [units[id_].text for id_ in ids]
    words = [[word for word in told if word not in stop_words("ru")] for told in lemmas(texts, "ru")]
    return theme_space(Vectors(ids=ids, matrix=word_vectors(texts), model="words"), words)


def planted():
    return [(f"k{n}", text) for n, text in enumerate(COURIER)] + [
        (f"k{n}", text) for n, text in enumerate(PAYMENT)
    ]


def texts_of(grouping, units):
    return {frozenset(units[id_].text for id_ in theme.utterances) for theme in grouping.themes}


def test_planted_themes_are_found():
    units, codings = study(planted())
    found = texts_of(group(codings, units, space_of(units)), units)
    assert found == {frozenset(COURIER), frozenset(PAYMENT)}


def test_one_respondents_repeats_are_no_theme():
    units, codings = study([("k1", text) for text in COURIER])
    grouping = group(codings, units, space_of(units))
    assert grouping.themes == ()
    assert set(grouping.unassigned) == set(units)


def test_unrelated_vectors_give_no_strong_theme():
    rng = np.random.default_rng(11)
    words = [f"{rng.integers(10**9)}" for _ in range(40)]
    units, codings = study([(f"k{n % 8}", f"Слово{word}") for n, word in enumerate(words)])
    rows = rng.normal(size=(40, 64))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    grouping = group(
        codings, units, Vectors(ids=tuple(units), matrix=rows, model="noise"), GroupSettings(luck=1.0)
    )
    assert len(grouping.unassigned) >= 0.6 * len(units)


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=10)
def test_shuffled_input_gives_the_same_grouping(rng):
    units, codings = study(planted())
    expected = group(codings, units, space_of(units))
    ids = list(units)
    rng.shuffle(ids)
    shuffled = {id_: units[id_] for id_ in ids}
    assert group({id_: codings[id_] for id_ in ids}, shuffled, space_of(shuffled)) == expected


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(COURIER + PAYMENT), st.sampled_from(["s1", "s2", None])),
        max_size=14,
        unique=True,
    )
)
@settings(deadline=None, max_examples=25)
def test_nothing_coded_is_lost_and_nothing_stands_twice_in_a_kind(lines):
    units, codings = {}, {}
    for who, text, stage in lines:
        more, coded = study([(f"k{who}", text)], stage=stage)
        units |= more
        codings |= coded
    grouping = group(codings, units, space_of(units))
    held = [id_ for theme in grouping.themes for id_ in theme.utterances]
    assert len(held) == len(set(held))
    assert set(held) | set(grouping.unassigned) == set(codings)
    assert not set(held) & set(grouping.unassigned)
    for theme in grouping.themes:
        assert len({units[id_].utterance.interview for id_ in theme.utterances}) >= 2
        assert {codings[id_].stage.id if codings[id_].stage else None for id_ in theme.utterances} == {
            theme.stage
        }


def test_an_utterance_of_two_kinds_may_stand_in_two_themes():
    units, codings = study(planted())
    both = {
        id_: Coding(
            utterance=id_,
            kinds=(*coding.kinds, KindScore(kind=Kind.ACTION, score=0.5, why="")),
            stage=coding.stage,
        )
        for id_, coding in codings.items()
    }
    grouping = group(both, units, space_of(units))
    assert {theme.kind for theme in grouping.themes} == {Kind.PAIN, Kind.ACTION}
    assert len({theme.id for theme in grouping.themes}) == len(grouping.themes) == 4


def test_ids_stay_when_an_interview_about_something_else_is_added():
    units, codings = study(planted())
    before = {theme.id for theme in group(codings, units, space_of(units)).themes}
    more, coded = study(
        [("k9", "Хлеб всегда свежий."), ("k8", "Свежий хлеб, всегда беру.")],
        kind=Kind.POSITIVE,
        stage="s2",
        valence=1.0,
    )
    units, codings = units | more, codings | coded
    assert before <= {theme.id for theme in group(codings, units, space_of(units)).themes}


def test_the_first_utterances_are_of_different_respondents():
    lines = [*planted(), ("k0", "Курьер опоздал опять."), ("k0", "Курьер опоздал, как всегда.")]
    units, codings = study(lines)
    for theme in group(codings, units, space_of(units)).themes:
        who = [units[id_].utterance.interview for id_ in theme.utterances]
        different = len(set(who))
        assert len(set(who[:different])) == different


def test_praise_of_the_same_thing_stands_against_a_pain():
    units, codings = study(planted())
    other, coded_other = study(
        [(f"k{n % 8}", f"Слово{chr(1072 + n)}{n} совсем{n} другое{n}") for n in range(30)], stage="s2"
    )
    more, coded = study([("k7", "Курьер ни разу не опоздал.")], kind=Kind.POSITIVE, valence=1.5)
    units, codings = units | more | other, codings | coded | coded_other
    found = {theme.against for theme in group(codings, units, space_of(units)).themes}
    assert tuple(more) in found
    assert () in found


def test_nothing_coded_gives_an_empty_grouping():
    grouping = group({}, {}, Vectors(ids=(), matrix=np.zeros((0, 4), dtype=np.float32), model="x"))
    assert grouping.themes == grouping.unassigned == ()


def test_one_respondent_is_enough_when_the_settings_say_so():
    units, codings = study([("k1", text) for text in COURIER[1:4]])
    assert group(codings, units, space_of(units), GroupSettings(min_respondents=1)).themes

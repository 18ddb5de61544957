from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cluster.group import GroupSettings, group
from pipeline.cluster.likeness import Compared, Likeness, LikenessWeights, likeness_of
from pipeline.language import lemmas, stop_words
from pipeline.records import Coding, Kind, KindScore, StageScore
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
TOPICS = ["лифт", "чайник", "скидка", "договор", "запах", "парковка", "очередь", "пароль", "чек", "окно"]


def turn_of(id_):
    return int(id_.split("-")[1], 16)


def coding_of(id_, *kinds, stage="s1", valence=-1.0, score=0.9):
    return Coding(
        utterance=id_,
        kinds=tuple(KindScore(kind=kind, score=score, why="") for kind in kinds),
        stage=StageScore(id=stage, score=0.9, why="") if stage else None,
        valence=valence,
    )


def study(lines, kind=Kind.PAIN, stage="s1", valence=-1.0):
    """Units and codings of (interview, text) or (interview, text, speaker), each an answer of its own."""
    units, codings = {}, {}
    for number, (interview, text, *speaker) in enumerate(lines):
        (unit,), _ = make_talk(f"{interview}", [(stage, f"Вопрос {number}?", [text])])
        # every line answers a question of its own
        said = replace(unit.utterance, turn=turn_of(unit.id), speaker=(speaker or ["r"])[0])
        units[unit.id] = replace(unit, utterance=said)
        codings[unit.id] = coding_of(unit.id, kind, stage=stage, valence=valence)
    return units, codings


def compared(codings, units):
    ids = tuple(units)
    texts = [units[id_].text for id_ in ids]
    kinds = [[0.9 if codings[id_].has(kind) else 0.1 for kind in Kind] for id_ in ids]
    stages = [[codings[id_].stage is not None and codings[id_].stage.id == s for s in STAGES] for id_ in ids]
    belief = np.array(stages, dtype=float).reshape(len(ids), len(STAGES)) + 0.01
    return Compared(
        ids=ids,
        themes=None,
        meaning=word_vectors(texts),
        words=[[word for word in told if word not in stop_words("ru")] for told in lemmas(texts, "ru")],
        kinds=np.array(kinds).reshape(len(ids), len(Kind)),
        stages=belief / belief.sum(axis=1, keepdims=True),
        asked=word_vectors([units[id_].question for id_ in ids]),
        talks=[units[id_].utterance.interview for id_ in ids],
    )


STAGES = ("s1", "s2", "s3")


def grouped(codings, units, *, hints=None, leanings=None, weights=None, **options):
    likeness = likeness_of(compared(codings, units), weights or LikenessWeights(), hints)
    return group(codings, units, likeness, GroupSettings(**options), leanings)


def planted():
    return [(f"k{n}", text) for n, text in enumerate(COURIER)] + [
        (f"k{n}", text) for n, text in enumerate(PAYMENT)
    ]


def texts_of(grouping, units):
    return {frozenset(units[id_].text for id_ in theme.utterances) for theme in grouping.themes}


def id_of(text, units):
    (id_,) = [id_ for id_, unit in units.items() if unit.text == text]
    return id_


def leaning_to(kind, share):
    return np.array([share if other is kind else 0.0 for other in Kind])


def assert_nothing_is_lost(grouping, codings, units, respondents=2):
    held = [id_ for theme in grouping.themes for id_ in theme.utterances]
    assert len(held) == len(set(held)), "an utterance stands in one theme at most"
    assert set(held) | set(grouping.unassigned) == set(codings)
    assert not set(held) & set(grouping.unassigned)
    assert len({theme.id for theme in grouping.themes}) == len(grouping.themes)
    for theme in grouping.themes:
        said = [units[id_].utterance for id_ in theme.utterances]
        assert len({(utterance.interview, utterance.speaker) for utterance in said}) >= respondents
        assert 0 <= theme.cohesion <= 1


# ---------------------------------------------------------------- what a theme is


def test_planted_themes_are_found():
    units, codings = study(planted())
    grouping = grouped(codings, units)
    assert texts_of(grouping, units) == {frozenset(COURIER), frozenset(PAYMENT)}
    assert {(theme.kind, theme.stage) for theme in grouping.themes} == {(Kind.PAIN, "s1")}


def test_one_respondents_repeats_are_no_theme():
    units, codings = study([("k1", text) for text in COURIER] + [(f"k{n}", t) for n, t in enumerate(PAYMENT)])
    grouping = grouped(codings, units)
    assert texts_of(grouping, units) == {frozenset(PAYMENT)}
    assert {units[id_].text for id_ in grouping.unassigned} == set(COURIER)


def test_speakers_of_one_focus_group_count_apart():
    units, codings = study([("f1", text, f"r{n % 3}") for n, text in enumerate(COURIER)] + focus_payment())
    assert frozenset(COURIER) in texts_of(grouped(codings, units), units)


def test_speakers_of_different_talks_are_different_people_even_under_one_name():
    units, codings = study([(f"f{n % 2}", text, "r1") for n, text in enumerate(COURIER)] + focus_payment())
    assert frozenset(COURIER) in texts_of(grouped(codings, units), units)


def focus_payment():
    """What else the one of the group said."""
    return [("f1", text, "r1") for text in PAYMENT]


def test_one_respondent_is_enough_when_the_settings_say_so():
    units, codings = study([("k1", text) for text in COURIER + PAYMENT])
    found = texts_of(grouped(codings, units, min_respondents=1), units)
    assert {frozenset(COURIER), frozenset(PAYMENT)} <= found


def test_two_of_three_utterances_are_a_theme_when_they_speak_of_one_thing():
    units, codings = study([("k1", COURIER[3]), ("k2", COURIER[4]), ("k3", PAYMENT[0])])
    assert texts_of(grouped(codings, units), units) == {frozenset(COURIER[3:5])}


def test_nothing_coded_gives_an_empty_grouping():
    grouping = grouped({}, {})
    assert grouping.themes == grouping.unassigned == ()
    assert grouping.notes


# ---------------------------------------------------------------- luck


def noise(count, seed=11):
    """Utterances without a shared word, with vectors of chance."""
    rng = np.random.default_rng(seed)
    lines = [(f"k{n % 8}", f"Слово{rng.integers(10**9)}") for n in range(count)]
    units, codings = study(lines)
    rows = rng.normal(size=(count, 64)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return units, codings, replace(compared(codings, units), meaning=rows)


@pytest.mark.parametrize("count", [12, 40, 90])
@pytest.mark.parametrize("offset", [-6.3, 0.0])
def test_chance_gives_no_strong_theme(count, offset):
    """Even a reader to whom everything in a strange study is alike finds little there."""
    units, codings, known = noise(count)
    grouping = group(codings, units, likeness_of(known, LikenessWeights(offset=offset)))
    assert len(grouping.unassigned) >= 0.6 * len(units)


@pytest.mark.parametrize("block", [4000, 8])
def test_a_study_that_is_all_alike_is_no_theme_as_a_whole(block):
    units, codings = study([(f"k{n}", "Курьер опоздал.") for n in range(20)])
    known = compared(codings, units)
    known = replace(known, asked=known.asked[[0] * len(units)])
    assert (
        group(codings, units, likeness_of(known, LikenessWeights()), GroupSettings(block=block)).themes == ()
    )


def test_more_luck_asks_for_more():
    units, codings = study(planted())
    assert grouped(codings, units, luck=1.0).themes
    assert not grouped(codings, units, luck=30.0).themes


def test_a_higher_cut_joins_less():
    units, codings = study(planted())
    assert not grouped(codings, units, joins_above=5.0).themes
    assert "5.00" in grouped(codings, units, joins_above=5.0).notes[0]


# ---------------------------------------------------------------- single voices

VOICE = "Стоял у двери."


def with_a_voice(to_courier, to_payment):
    """Two themes, log odds 3 within and -6 between, and a voice of those log odds to each."""
    units, codings = study([*planted(), ("k9", VOICE)])
    rows = np.zeros((len(units), 2), np.float32)
    for row, id_ in enumerate(sorted(units)):
        text = units[id_].text
        if text == VOICE:
            rows[row] = (to_courier + 6) / 3, (to_payment + 6) / 3
        else:
            rows[row, int(text in PAYMENT)] = 3.0
    likeness = Likeness(
        ids=tuple(sorted(units)),
        rows=rows,
        plain=2,
        talks=np.array([units[id_].utterance.interview for id_ in sorted(units)]),
        weights=LikenessWeights(offset=-6.0, same_talk=0.0, joins_above=-3.0),
    )
    return units, codings, likeness


@pytest.mark.parametrize(
    ("to_courier", "to_payment", "home"),
    [(-3.5, -5.0, 0), (-5.0, -3.5, 1), (-4.6, -3.5, 1), (-4.5, -5.0, None), (-2.5, -5.0, 0)],
)
def test_a_single_voice_joins_the_theme_it_is_most_like_if_it_is_nearly_of_it(to_courier, to_payment, home):
    units, codings, likeness = with_a_voice(to_courier, to_payment)
    found = texts_of(group(codings, units, likeness), units)
    themes = [set(COURIER), set(PAYMENT)]
    if home is not None:
        themes[home].add(VOICE)
    assert found == {frozenset(theme) for theme in themes}


@pytest.mark.parametrize("options", [{"takes_above": 0.0}, {"luck": 2.8}])
def test_a_single_voice_stays_alone_where_the_settings_or_luck_ask_for_more(options):
    units, codings, likeness = with_a_voice(-3.5, -5.0)
    found = texts_of(group(codings, units, likeness, GroupSettings(**options)), units)
    assert found == {frozenset(COURIER), frozenset(PAYMENT)}


# ---------------------------------------------------------------- stability


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=5)
def test_themes_that_many_tell_outlive_any_interview_whatever_the_order(rng):
    units, codings = study(planted())
    found = grouped(codings, units, leave_outs=12)
    assert [theme.stability for theme in found.themes] == [1.0, 1.0]
    ids = list(units)
    rng.shuffle(ids)
    shuffled = {id_: units[id_] for id_ in ids}
    assert grouped(codings, shuffled, leave_outs=12) == found


def test_a_theme_of_two_does_not_outlive_either_of_them():
    units, codings = study([*planted(), ("x1", "Лифт сломан."), ("x2", "Лифт опять сломан.")])
    (stability,) = {
        theme.stability
        for theme in grouped(codings, units, leave_outs=12).themes
        if "Лифт сломан." in {units[id_].text for id_ in theme.utterances}
    }
    assert stability == pytest.approx(5 / 7, abs=1e-3), "seven interviews, of which two are its own"


def test_leaving_out_changes_no_theme():
    units, codings = study(planted())
    plain, weighed = grouped(codings, units), grouped(codings, units, leave_outs=12)
    assert [replace(theme, stability=None) for theme in weighed.themes] == list(plain.themes)
    assert weighed.unassigned == plain.unassigned


# ---------------------------------------------------------------- order, ids, growth


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=10)
def test_shuffled_input_gives_the_same_grouping(rng):
    units, codings = study(planted())
    expected = grouped(codings, units)
    ids = list(units)
    rng.shuffle(ids)
    assert grouped({id_: codings[id_] for id_ in ids}, {id_: units[id_] for id_ in ids}) == expected


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.sampled_from(COURIER + PAYMENT),
            st.sampled_from(["s1", "s2", None]),
            st.sampled_from([(Kind.PAIN,), (Kind.ACTION,), (Kind.POSITIVE,), (Kind.PAIN, Kind.ACTION)]),
            st.sampled_from(["r1", "r2"]),
        ),
        max_size=14,
    ),
    st.sampled_from([4000, 4]),
)
@settings(deadline=None, max_examples=40)
def test_nothing_coded_is_lost_and_nothing_stands_twice(lines, block):
    units, codings, leanings = {}, {}, {}
    for who, text, stage, kinds, speaker in lines:
        more, _ = study([(f"k{who}", text, speaker)], stage=stage)
        for id_ in more:
            codings[id_] = coding_of(id_, *kinds, stage=stage)
            leanings[id_] = leaning_to(Kind.PAIN, 0.5 if who else 0.1)
        units |= more
    grouping = grouped(codings, units, leanings=leanings, block=block)
    assert_nothing_is_lost(grouping, codings, units)
    for theme in grouping.themes:
        stages = {codings[id_].stage.id if codings[id_].stage else None for id_ in theme.utterances}
        assert theme.stage in stages
        for id_ in theme.utterances:
            leans = leanings[id_][list(Kind).index(theme.kind)] >= 0.4
            assert codings[id_].has(theme.kind) or leans
        assert not set(theme.against) & set(theme.utterances), "nobody contradicts himself"


def test_ids_stay_when_an_interview_about_something_else_is_added():
    units, codings = study(planted())
    before = {theme.id for theme in grouped(codings, units).themes}
    assert len(before) == 2
    more, coded = study(
        [("k9", "Хлеб всегда свежий."), ("k8", "Свежий хлеб, всегда беру.")],
        kind=Kind.POSITIVE,
        stage="s2",
        valence=1.0,
    )
    assert before <= {theme.id for theme in grouped(codings | coded, units | more).themes}


def test_the_first_utterances_are_of_different_respondents():
    lines = [*planted(), ("k0", "Курьер опоздал опять."), ("k0", "Курьер опоздал, как всегда.")]
    units, codings = study(lines)
    themes = grouped(codings, units).themes
    assert themes
    for theme in themes:
        who = [units[id_].utterance.interview for id_ in theme.utterances]
        different = len(set(who))
        assert len(set(who[:different])) == different


def test_the_first_utterances_of_a_focus_group_are_of_different_speakers():
    units, codings = study([("f1", text, f"r{n // 2}") for n, text in enumerate(COURIER)] + focus_payment())
    (theme,) = grouped(codings, units).themes
    speakers = [units[id_].utterance.speaker for id_ in theme.utterances]
    assert len(set(speakers[:3])) == 3


# ---------------------------------------------------------------- kinds and stages of a theme


@pytest.mark.parametrize("wrong", COURIER)
def test_one_wrong_stage_does_not_tear_a_theme_apart(wrong):
    units, codings = study(planted())
    id_ = id_of(wrong, units)
    codings[id_] = coding_of(id_, Kind.PAIN, stage="s2")
    grouping = grouped(codings, units)
    assert texts_of(grouping, units) == {frozenset(COURIER), frozenset(PAYMENT)}
    assert {theme.stage for theme in grouping.themes} == {"s1"}


def test_a_theme_stands_on_the_stage_of_most_and_on_none_when_nobody_has_one():
    units, codings = study(planted())
    for text in COURIER[:3]:
        codings[id_of(text, units)] = coding_of(id_of(text, units), Kind.PAIN, stage="s2")
    for text in PAYMENT:
        codings[id_of(text, units)] = coding_of(id_of(text, units), Kind.PAIN, stage=None)
    stages = {frozenset(units[i].text for i in t.utterances): t.stage for t in grouped(codings, units).themes}
    assert stages == {frozenset(COURIER): "s2", frozenset(PAYMENT): None}


@pytest.mark.parametrize(("share", "stands"), [(0.5, True), (0.4, True), (0.3, False), (None, False)])
def test_a_wrong_kind_stands_in_its_theme_only_when_it_leans_there(share, stands):
    units, codings = study(planted())
    id_ = id_of(COURIER[3], units)
    codings[id_] = coding_of(id_, Kind.ACTION)
    leanings = {id_: leaning_to(Kind.PAIN, share)} if share else {}
    grouping = grouped(codings, units, leanings=leanings)
    rest = frozenset(COURIER) if stands else frozenset(COURIER) - {COURIER[3]}
    assert texts_of(grouping, units) == {rest, frozenset(PAYMENT)}
    assert {theme.kind for theme in grouping.themes} == {Kind.PAIN}
    assert (id_ in grouping.unassigned) is not stands


def test_what_does_not_lean_to_the_main_kind_is_a_theme_of_its_own_when_enough_people_say_it():
    units, codings = study(planted())
    for text in COURIER[:2]:
        codings[id_of(text, units)] = coding_of(id_of(text, units), Kind.ACTION)
    found = {t.kind: {units[i].text for i in t.utterances} for t in grouped(codings, units).themes[1:]}
    assert found == {Kind.PAIN: set(COURIER[2:]), Kind.ACTION: set(COURIER[:2])} or found == {
        Kind.PAIN: set(PAYMENT),
        Kind.ACTION: set(COURIER[:2]),
    }


def test_an_utterance_of_two_kinds_stands_in_one_theme_of_the_kind_that_is_told_most():
    units, codings = study(planted())
    both = {
        id_: replace(coding, kinds=(*coding.kinds, KindScore(kind=Kind.ACTION, score=0.5, why="")))
        for id_, coding in codings.items()
    }
    grouping = grouped(both, units)
    assert [theme.kind for theme in grouping.themes] == [Kind.PAIN, Kind.PAIN]
    assert_nothing_is_lost(grouping, both, units)


def test_a_kind_that_one_person_tells_much_does_not_hide_what_two_tell():
    units, codings = study([("k1", COURIER[0]), ("k1", COURIER[1]), ("k2", COURIER[3])])
    others, coded = study(strangers(), stage="s3")
    units, codings = units | others, codings | coded
    first, second, other = (id_of(COURIER[n], units) for n in (0, 1, 3))
    codings[first] = coding_of(first, Kind.PAIN)
    codings[second] = coding_of(second, Kind.PAIN, Kind.ACTION)
    codings[other] = coding_of(other, Kind.ACTION, score=0.5)
    found = [theme for theme in grouped(codings, units).themes if other in theme.utterances]
    assert [(theme.kind, set(theme.utterances)) for theme in found] == [(Kind.ACTION, {second, other})]


def strangers():
    """What has nothing to do with couriers or payments."""
    return [(f"s{n}", f"{topic.title()} и прочее{n}.") for n, topic in enumerate(TOPICS)]


# ---------------------------------------------------------------- against


def praise(text="Курьер ни разу не опоздал.", **other):
    return study([("k7", text)], kind=Kind.POSITIVE, valence=1.5, **other)


def test_praise_of_the_same_thing_stands_against_a_pain():
    units, codings = study(planted())
    other, coded_other = study(strangers(), stage="s2")
    more, coded = praise()
    grouping = grouped(codings | coded | coded_other, units | more | other)
    found = {theme.against for theme in grouping.themes}
    assert tuple(more) in found
    assert () in found


def test_praise_of_another_stage_stands_against_nothing():
    units, codings = study(planted())
    more, coded = praise(stage="s2")
    assert {t.against for t in grouped(codings | coded, units | more).themes} == {()}


def test_praise_that_leans_to_pain_stands_in_the_theme_or_against_it_but_not_both():
    units, codings = study(planted())
    more, coded = praise("Курьер опоздал, зато извинился.")
    (id_,) = more
    leanings = {id_: leaning_to(Kind.PAIN, 0.9)}
    grouping = grouped(codings | coded, units | more, leanings=leanings)
    assert any(id_ in theme.utterances for theme in grouping.themes)
    assert not any(id_ in theme.against for theme in grouping.themes if id_ in theme.utterances)


# ---------------------------------------------------------------- hints


def test_a_shared_name_from_a_coder_joins_what_words_do_not():
    lines = [("k1", "Замок заклинило."), ("k2", "Дверь никак не открыть."), *planted(), *strangers()]
    units, codings = study(lines)
    pair = frozenset(text for _, text in lines[:2])
    assert not [held for held in texts_of(grouped(codings, units), units) if pair <= held]
    hints = dict.fromkeys((id_of(text, units) for text in pair), "не попасть домой")
    assert [held for held in texts_of(grouped(codings, units, hints=hints), units) if pair <= held]


def test_two_names_join_nothing():
    lines = [("k1", "Замок заклинило."), ("k2", "Дверь никак не открыть."), *planted(), *strangers()]
    units, codings = study(lines)
    hints = {id_of(lines[0][1], units): "замок", id_of(lines[1][1], units): "дверь"}
    assert grouped(codings, units, hints=hints) == grouped(codings, units)


# ---------------------------------------------------------------- large studies


def large(people=12):
    """Everybody speaks of ten things, in their own words."""
    return study(
        [
            (f"k{who}", f"{topic.title()} слово{who}и{n}.")
            for who in range(people)
            for n, topic in enumerate(TOPICS)
        ]
    )


@pytest.mark.parametrize("block", [8, 40, 119])
def test_blocks_of_a_large_study_lose_nothing_and_come_out_the_same_twice(block):
    units, codings = large()
    first = grouped(codings, units, block=block)
    assert_nothing_is_lost(first, codings, units)
    assert first.themes
    shuffled = {id_: units[id_] for id_ in reversed(list(units))}
    assert grouped(codings, shuffled, block=block) == first


def test_a_sample_of_a_large_study_finds_what_the_whole_finds():
    units, codings = large()
    whole, sampled = grouped(codings, units), grouped(codings, units, block=60)
    assert len(whole.themes) == len(TOPICS)
    assert texts_of(sampled, units) == texts_of(whole, units)


def test_kinds_and_stages_of_a_large_study_are_blocks_of_their_own():
    units, codings = study(planted())
    for n, (_, text) in enumerate(planted()):
        id_ = id_of(text, units)
        codings[id_] = coding_of(id_, Kind.PAIN if n % 5 < 3 else Kind.GOAL, stage="s1" if n < 5 else "s2")
    themes = grouped(codings, units, block=4, luck=-9.0).themes  # three of a kind are all alike to a block
    assert {(theme.kind, theme.stage) for theme in themes} == {
        (kind, stage) for kind in (Kind.PAIN, Kind.GOAL) for stage in ("s1", "s2")
    }


def test_there_are_no_more_themes_than_people_can_oversee():
    units, codings = study(planted())
    found = grouped(codings, units, themes_most=0.3)
    assert len(found.themes) == 1
    assert set(found.themes[0].utterances) == set(units)

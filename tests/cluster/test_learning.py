from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded import unit
from pipeline.cluster.kinds import Judgement, sigmoid
from pipeline.cluster.learning import Alike, LearningSettings, Taught, relearn, stand
from pipeline.cluster.stages import place_in_stages, stage_texts
from pipeline.records import Coding, InterviewId, Kind, KindScore, Stage, StageScore, StageSource
from spoken import CLINIC, NAMES, make_talk, word_vectors

PAIN, ACTION = (list(Kind).index(kind) for kind in (Kind.PAIN, Kind.ACTION))
LIMITS = np.full(len(Kind), 0.6)
NONE = frozenset()


def study(count, seed=0, dimension=24):
    """Units of as many answers, unlike each other, and a judgement that is unsure of everything."""
    random = np.random.default_rng(seed)
    units = [unit(f"Сказали {number}.") for number in range(count)]
    units = [replace(u, utterance=replace(u.utterance, turn=turn)) for turn, u in enumerate(units)]
    spaces = [np.linalg.qr(random.normal(size=(count + 8, count + 8)))[0][:count] for _ in range(3)]
    near, meaning, asked = (space[:, :dimension].astype(np.float32) for space in spaces)
    chances = sigmoid(random.normal(0, 1, (count, len(Kind))))
    return (
        Judgement(chances=chances, limits=LIMITS),
        Alike(units=units, near=(near,), meaning=meaning, asked=asked),
    )


def ids(alike, *rows):
    return [alike.units[row].id for row in rows]


def logit(chances):
    return np.log(chances / (1 - chances))


def moved(judged, alike, taught, **wish):
    """How far relearning moves the log odds."""
    found = relearn(judged, alike, taught, LearningSettings(**wish))
    with np.errstate(divide="ignore"):
        return logit(found.chances) - logit(judged.chances)


def test_without_corrections_the_judgement_is_the_very_same():
    judged, alike = study(12)
    assert relearn(judged, alike, {}) is judged


def test_what_is_taught_of_another_study_is_passed_over():
    judged, alike = study(12)
    assert relearn(judged, alike, {"u-elsewhere": frozenset({Kind.PAIN})}) is judged


@given(st.lists(st.frozensets(st.sampled_from(Kind)), min_size=1, max_size=12), st.integers(0, 3))
@settings(deadline=None)
def test_taught_units_keep_exactly_what_was_taught(told, seed):
    judged, alike = study(12, seed)
    found = relearn(judged, alike, dict(zip(ids(alike, *range(12)), told, strict=False)))
    stands = found.chances > found.limits
    for row, kinds in enumerate(told):
        assert {kind for kind, on in zip(Kind, stands[row], strict=True) if on} == kinds


@given(st.permutations(range(12)), st.integers(1, 12))
@settings(deadline=None, max_examples=25)
def test_the_order_of_units_and_of_corrections_does_not_matter(order, count):
    judged, alike = study(12)
    taught = {
        id_: frozenset({Kind.PAIN}) if n % 2 else NONE for n, id_ in enumerate(ids(alike, *range(count)))
    }
    shuffled = Alike(
        units=[alike.units[row] for row in order],
        near=tuple(space[order] for space in alike.near),
        meaning=alike.meaning[order],
        asked=alike.asked[order],
    )
    there = replace(judged, chances=judged.chances[order])
    found = relearn(there, shuffled, dict(reversed(taught.items())))
    assert np.array_equal(found.chances, relearn(judged, alike, taught).chances[order])


def test_a_kind_that_is_always_taken_away_gets_rarer_everywhere():
    judged, alike = study(40)
    steps = [
        moved(judged, alike, dict.fromkeys(ids(alike, *range(count)), NONE))[30:, PAIN] for count in (3, 30)
    ]
    assert (steps[0] < 0).mean() > 0.9
    assert steps[1].mean() < 2 * steps[0].mean() < 0


def test_who_only_mends_moves_strangers_less_than_who_judges_whatever_comes():
    judged, alike = study(40)
    idea = list(Kind).index(Kind.IDEA)
    wrong = [row for row in range(30) if judged.chances[row, idea] < judged.limits[idea]][:3]
    mended = dict.fromkeys(ids(alike, *wrong), frozenset({Kind.IDEA}))
    alone = moved(judged, alike, mended)[30:, idea].mean()
    assert 0 < alone < 0.7 * moved(judged, alike, mended, usual=0.01)[30:, idea].mean()


def test_few_corrections_move_strangers_little():
    judged, alike = study(40)
    shift = moved(judged, alike, dict.fromkeys(ids(alike, *range(3)), frozenset({Kind.ACTION})))
    assert np.abs(shift[3:]).max() < 1.0


def test_agreeing_with_sure_readers_moves_next_to_nothing():
    judged, alike = study(40)
    sure = np.where(judged.chances > 0.5, 0.999, 0.001)
    taught = {
        alike.units[row].id: frozenset(k for k, on in zip(Kind, sure[row] > 0.6, strict=True) if on)
        for row in range(20)
    }
    shift = moved(replace(judged, chances=sure), alike, taught)
    assert np.abs(shift[20:]).max() < 0.15


@pytest.mark.parametrize("space", ["near", "meaning", "asked"])
def test_what_is_alike_follows_more_than_what_is_not(space):
    judged, alike = study(40)
    rows = alike.near[0].copy() if space == "near" else getattr(alike, space).copy()
    rows[1] = rows[0]
    twins = replace(alike, **{space: (rows,) if space == "near" else rows})
    shift = moved(judged, twins, {alike.units[0].id: frozenset({Kind.PAIN})}, usual=0.01)[:, PAIN]
    assert shift[1] == max(shift[1:])
    assert shift[1] > 1.5 * np.median(shift[2:])


def test_the_rest_of_an_answer_follows_its_correction_and_the_same_turn_of_another_talk_does_not():
    judged, alike = study(40)
    units = list(alike.units)
    units[1] = replace(units[1], utterance=replace(units[1].utterance, turn=0))
    units[2] = replace(units[2], utterance=replace(units[2].utterance, turn=0, interview=InterviewId("i02")))
    shift = moved(judged, replace(alike, units=units), {units[0].id: frozenset({Kind.PAIN})}, near=0.0)[
        :, PAIN
    ]
    assert shift[1] > 2 * abs(shift[2])


def test_learning_finds_a_reviewers_own_way_of_coding():
    judged, alike = study(120)
    truth = judged.chances[:, ACTION] > 0.85  # this reviewer calls far fewer things an action
    taught = {alike.units[row].id: frozenset({Kind.ACTION}) if truth[row] else NONE for row in range(60)}
    found = relearn(judged, alike, taught)
    wrong = [((j.chances[60:, ACTION] > 0.6) != truth[60:]).sum() for j in (judged, found)]
    assert wrong[1] <= 0.6 * wrong[0]


def test_more_corrections_than_are_learnt_from_are_kept_all_the_same():
    judged, alike = study(30)
    taught = dict.fromkeys(ids(alike, *range(20)), frozenset({Kind.IDEA}))
    found = relearn(judged, alike, taught, LearningSettings(most=4))
    assert (found.chances[:20, list(Kind).index(Kind.IDEA)] == 1).all()
    assert np.isfinite(found.chances).all()


# ---------------------------------------------------------------- stages

TALKS = [make_talk(name, blocks)[0] for name, blocks in CLINIC.items()]
UNITS = [each for talk in TALKS for each in talk]
STAGES = tuple(
    Stage(id=id_, name=name, order=n, source=StageSource.GIVEN)
    for n, (id_, name) in enumerate(NAMES.items(), 1)
)


def place(taught=None, talks=TALKS):
    units = [each for talk in talks for each in talk]
    placed = place_in_stages(
        talks,
        STAGES,
        language="ru",
        vectors=word_vectors([each.text for each in units]),
        question_vectors=word_vectors([each.question for each in units]),
        stage_vectors=word_vectors(stage_texts(STAGES, "ru")),
        taught=taught,
    )
    return dict(zip([each.id for each in units], placed.scores, strict=True)), placed.belief


@pytest.mark.parametrize("stage", [stage.id for stage in STAGES])
@pytest.mark.parametrize("row", [0, 7, len(UNITS) - 1])
def test_a_taught_stage_is_certain(row, stage):
    scores, belief = place({UNITS[row].id: stage})
    assert (scores[UNITS[row].id].id, scores[UNITS[row].id].score) == (stage, 1.0)
    assert belief[row].max() == 1.0


def test_no_taught_stage_and_one_that_is_not_in_the_list_change_nothing():
    plain = place()[1]
    assert np.array_equal(place({})[1], plain)
    assert np.array_equal(place({UNITS[0].id: "s-gone"})[1], plain)


def test_neighbours_in_the_answer_follow_a_taught_stage():
    row = next(n for n, each in enumerate(UNITS[:-1]) if UNITS[n + 1].question == each.question)
    before = place()[1]
    other = int(before[row].argmin())
    after = place({UNITS[row].id: STAGES[other].id})[1]
    assert after[row + 1, other] > before[row + 1, other]


def test_the_words_of_taught_units_speak_for_their_stage_in_other_talks():
    word = "накладная"
    talks = [make_talk(f"w{n}", [("visit", "", [f"Там {word} лежала."])])[0] for n in range(5)]
    units = [each for talk in talks for each in talk]
    before = place(talks=talks)[1]
    other = int(before[-1].argmin())
    after = place({each.id: STAGES[other].id for each in units[:4]}, talks)[1]
    assert after[-1, other] > 2 * before[-1, other]


def test_the_order_of_talks_does_not_matter_to_taught_stages():
    taught = {UNITS[3].id: STAGES[-1].id, UNITS[-2].id: STAGES[0].id}
    assert place(taught)[0] == place(taught, TALKS[::-1])[0]


# ---------------------------------------------------------------- beside another coder


def test_what_was_taught_stands_against_a_coder_that_comes_later():
    pain, goal = (KindScore(kind=kind, score=1.0, why="") for kind in (Kind.PAIN, Kind.GOAL))
    one, two = (StageScore(id=name, score=1.0, why="") for name in ("s1", "s2"))
    before = {id_: Coding(utterance=id_, kinds=(pain,), stage=one) for id_ in ("a", "b", "c")}
    later = {id_: Coding(utterance=id_, kinds=(goal,), stage=two) for id_ in ("a", "b", "c")}
    kept = stand(later, before, Taught(kinds={"a": frozenset({Kind.PAIN})}, stages={"b": "s1", "gone": "s1"}))
    assert [(kept[id_].kinds, kept[id_].stage) for id_ in "abc"] == [
        ((pain,), two),
        ((goal,), one),
        ((goal,), two),
    ]

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble import maturity_statements, maturity_words
from pipeline.assemble.maturity import (
    DIMENSIONS,
    MAP_KINDS,
    STATEMENTS,
    Respondent,
    assess,
    dimension_of,
    own_stage,
    stage_of,
)
from pipeline.assemble.maturity_json import profile_as_dict
from pipeline.assemble.pictures.profile import Bar, Profile, draw_profile
from pipeline.assemble.pictures.values import Caption
from pipeline.assemble.report.maturity_page import render_maturity

LANGUAGES = ("ru", "en")
KINDS = {
    "journey",
    "customer_eyes",
    "experience",
    "conversion",
    "blueprint",
    "governance",
    "assessment",
    "checklist",
}
ANSWER = st.none() | st.integers(1, 5)
PEOPLE = st.lists(st.lists(ANSWER, min_size=STATEMENTS, max_size=STATEMENTS), min_size=1, max_size=6)


def person(answers="", *, name="A", rest=3, **changed):
    """A person who answers the given digits first, ``rest`` to the others; s5=None leaves statement 5 out."""
    row = [int(digit) if digit != "-" else None for digit in answers]
    row += [rest] * (STATEMENTS - len(row))
    for key, value in changed.items():
        row[int(key[1:]) - 1] = value
    return Respondent(name=name, answers=tuple(row))


def people(rows):
    return tuple(Respondent(name=f"P{at}", answers=tuple(row)) for at, row in enumerate(rows))


def dimension(profile, name):
    return next(one for one in profile.dimensions if one.id == name)


# ---------------------------------------------------------------- statements


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_twenty_different_statements_each_with_a_step(language):
    said = [maturity_statements.statement(number, language) for number in range(1, 21)]
    steps = [maturity_statements.next_step(number, language) for number in range(1, 21)]
    assert len({*said, *steps}) == 40
    assert all(text.endswith(".") and 30 <= len(text) <= 160 for text in (*said, *steps))


def test_russian_stands_in_russian_letters_and_english_in_latin_ones():
    for number in range(1, 21):
        for tell in (maturity_statements.statement, maturity_statements.next_step):
            assert not re.search(r"[A-Za-z]", tell(number, "ru"))
            assert not re.search(r"[А-яЁё]", tell(number, "en"))


def test_every_statement_belongs_to_one_dimension_in_order():
    assert [number for numbers in DIMENSIONS.values() for number in numbers] == list(range(1, 21))
    assert [len(numbers) for numbers in DIMENSIONS.values()] == [3, 3, 3, 4, 4, 3]
    assert [dimension_of(number) for number in (1, 3, 4, 9, 10, 13, 14, 17, 18, 20)] == [
        "organisation",
        "organisation",
        "planning",
        "activation",
        "reaction",
        "reaction",
        "improvement",
        "improvement",
        "innovation",
        "innovation",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_that_can_be_advised_has_a_name_and_one_sentence(language):
    told = maturity_words.MAPS[language]
    assert set(told) == KINDS == {kind for kinds in MAP_KINDS.values() for kind in kinds}
    assert all(why.endswith(".") and ". " not in why for _, why in told.values())
    assert set(maturity_words.DIMENSIONS[language]) == set(DIMENSIONS)


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize(
    ("mean", "stage"),
    [
        ("1", 1),
        ("1.49", 1),
        ("1.5", 2),
        ("2.49", 2),
        ("2.5", 3),
        ("3.5", 4),
        ("4.49", 4),
        ("4.5", 5),
        ("5", 5),
    ],
)
def test_the_stage_is_the_nearest_whole_number_and_a_half_goes_up(mean, stage):
    assert stage_of(Fraction(mean)) == stage


@pytest.mark.parametrize("answer", range(1, 6))
def test_one_answer_throughout_is_that_stage_in_every_dimension(answer):
    profile = assess([person(rest=answer)])
    assert profile.mean == profile.stage == answer
    assert {one.stage for one in profile.dimensions} == {answer}
    assert profile.maps == MAP_KINDS[answer]
    assert profile.near is None


@pytest.mark.parametrize(
    ("stage", "kinds"),
    [
        (1, {"conversion", "governance", "assessment", "journey", "blueprint"}),
        (2, {"conversion", "governance", "assessment", "journey", "blueprint"}),
        (3, {"customer_eyes"}),
        (4, {"checklist", "experience"}),
        (5, {"checklist", "experience"}),
    ],
)
def test_each_stage_has_its_maps(stage, kinds):
    assert set(assess([person(rest=stage)]).maps) == kinds


def test_dimensions_weigh_alike_though_they_differ_in_statements():
    profile = assess([person("111222333" + "4444" + "5555" + "111")])
    assert profile.mean == Fraction(1 + 2 + 3 + 4 + 5 + 1, 6)


def test_one_missing_answer_of_a_dimension_is_allowed_and_two_are_not():
    one = assess([person("-24")])
    assert dimension(one, "organisation").mean == 3
    two = assess([person("--4")])
    assert dimension(two, "organisation").mean is None
    assert (two.stage, two.mean, two.maps, two.near) == (None, None, (), None)
    assert [part.id for part in two.untold] == ["organisation"]


def test_who_left_out_too_much_of_a_dimension_counts_in_the_others():
    profile = assess([person(rest=2), person("--4", rest=4, name="B")])
    assert (dimension(profile, "organisation").n, dimension(profile, "organisation").mean) == (1, 2)
    assert (dimension(profile, "planning").n, dimension(profile, "planning").mean) == (2, 3)
    assert profile.own_stages == (2, None)


def test_the_spread_is_between_people_and_people_weigh_alike():
    profile = assess([person("1-1"), person("333", name="B"), person("555", name="C")])
    first = dimension(profile, "organisation")
    assert (first.n, first.low, first.mean, first.high) == (3, 1, 3, 5)
    assert first.deviation == pytest.approx(2)
    assert first.apart
    assert not dimension(profile, "planning").apart


def test_one_person_has_no_deviation():
    assert {one.deviation for one in assess([person()]).dimensions} == {None}


@pytest.mark.parametrize(
    ("changed", "stage", "near"),
    [
        ({}, 3, 2),
        ({"s1": 2}, 2, 3),
        ({"s1": 2, "s2": 2}, 2, None),
        ({"s18": 3}, 3, 2),
        ({"s1": 5, "s2": 5}, 3, None),
    ],
    ids=["2.50", "2.44", "2.39", "2.56", "2.72"],
)
def test_a_mean_close_to_a_border_names_the_stage_on_the_other_side(changed, stage, near):
    profile = assess([person("33333333322222222222", **changed)])
    assert (profile.stage, profile.near) == (stage, near)


def test_people_may_see_different_stages():
    assert assess([person(rest=1), person(rest=5, name="B")]).own_stages == (1, 5)


# ---------------------------------------------------------------- advice


def test_the_steps_are_the_two_lowest_statements_of_the_two_weakest_dimensions():
    profile = assess([person(rest=4, s5=1, s4=2, s18=2, s20=3)])
    assert [one.id for one in profile.weakest] == ["planning", "innovation"]
    assert [one.number for one in profile.steps] == [5, 4, 18, 20]


def test_of_equally_weak_dimensions_the_earlier_are_taken():
    assert [one.id for one in assess([person(rest=3)]).weakest] == ["organisation", "planning"]


def test_where_all_is_rated_five_there_is_nothing_to_do_next():
    profile = assess([person(rest=5)])
    assert (profile.weakest, profile.steps) == ((), ())


def test_what_is_always_so_is_no_step():
    profile = assess([person(rest=5, s5=1)])
    assert [one.number for one in profile.steps] == [5]


@settings(deadline=None)
@given(PEOPLE)
def test_the_order_of_people_changes_no_figure(rows):
    there, back = assess(people(rows)), assess(people(rows[::-1]))
    assert (there.dimensions, there.statements, there.mean, there.stage, there.steps) == (
        back.dimensions,
        back.statements,
        back.mean,
        back.stage,
        back.steps,
    )


@settings(deadline=None)
@given(PEOPLE)
def test_figures_stay_on_the_scale_and_the_stage_needs_every_dimension(rows):
    profile = assess(people(rows))
    assert (profile.stage is None) == bool(profile.untold)
    for one in profile.dimensions:
        assert (one.mean is None) == (one.n == 0)
        if one.mean is not None:
            assert 1 <= one.low <= one.mean <= one.high <= 5
    assert {step.dimension for step in profile.steps} <= {part.id for part in profile.weakest}
    json.dumps(profile_as_dict(profile, "ru"))


@settings(deadline=None)
@given(st.lists(st.integers(1, 4), min_size=20, max_size=20), st.integers(0, 19))
def test_a_higher_answer_never_lowers_the_stage(row, at):
    higher = [*row[:at], row[at] + 1, *row[at + 1 :]]
    assert own_stage(people([higher])[0]) >= own_stage(people([row])[0])


@pytest.mark.parametrize("answers", [(3,) * 19, (0, *(3,) * 19), (6, *(3,) * 19)])
def test_answers_that_cannot_be_are_refused(answers):
    with pytest.raises(ValueError, match="answers"):
        Respondent(name="A", answers=answers)


# ---------------------------------------------------------------- picture and page


def drawing(*bars, mean=None):
    caption = Caption(title="<T>", description='"D"', empty="")
    return Profile(caption=caption, bars=bars, stages=("a", "b", "c", "d", "e"), mean=mean, legend=("L",))


def texts(svg):
    return [node.text for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("}text")]


@pytest.mark.parametrize("width", [360, 820])
@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_words_give_a_picture_that_is_well_formed(width, said):
    bar = Bar(label=said, note=said, told=said, value=2.5, low=1, high=4, weak=True)
    svg = draw_profile(drawing(bar), width=width)
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert not re.search(r"<script|style=|<style|\son\w+=", re.sub(r">[^<]*<", "><", svg))


def test_markup_in_a_label_is_shown_as_text():
    svg = draw_profile(drawing(Bar(label="<b>&", note="", told="2", value=2.0)), width=820)
    assert "<b>&" in texts(svg)
    assert "<b>" not in svg


def test_a_bar_ends_at_its_value_and_a_missing_one_has_no_length():
    def lengths(value):
        svg = draw_profile(drawing(Bar(label="x", note="", told="t", value=value)), width=820)
        return [
            float(node.get("width"))
            for node in ElementTree.fromstring(svg).iter()
            if node.tag.endswith("rect") and node.get("fill") == "#a3b5cb"
        ]

    (low,), (high,) = lengths(1.0), lengths(5.0)
    (middle,) = lengths(3.0)
    assert low < middle < high
    assert high - middle == pytest.approx(middle - low)
    assert lengths(None) == []


def test_the_spread_is_drawn_only_between_people():
    def paths(low, high):
        bar = Bar(label="x", note="", told="t", value=2.0, low=low, high=high)
        return draw_profile(drawing(bar), width=820).count("<path")

    assert paths(1.0, 3.0) > paths(2.0, 2.0) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_the_same_each_time_and_asks_nothing_of_the_network(language):
    profile = assess([person(rest=2, s5=1), person(rest=3, name='<img src=x onerror="a">')])
    page = render_maturity(profile, language)
    assert page == render_maturity(profile, language)
    text = page.decode()
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|<script|<img| style=", text)
    assert "&lt;img src=x" in text
    for kind in profile.maps:
        assert maturity_words.MAPS[language][kind][0] in text.replace("&#39;", "'")
    for step in profile.steps:
        assert maturity_statements.next_step(step.number, language) in text.replace("&#39;", "'")


def test_the_page_says_what_is_doubtful():
    page = render_maturity(assess([person(rest=1), person(rest=5, name="B")]), "en").decode()
    assert "People see the company at different stages" in page
    assert "two points apart" in page
    untold = render_maturity(assess([person("--4")]), "en").decode()
    assert "The stage cannot be told yet" in untold
    assert "Too few answers, so that no stage can be told: Organisation." in untold


def test_the_data_hold_both_ids_and_words():
    found = profile_as_dict(assess([person(rest=2), person(rest=3, name="B")]), "ru")
    assert found["stage"] == 3
    assert found["stage_name"] == "Мобилизация"
    assert found["dimensions"][0] == {
        "id": "organisation",
        "name": "Организация",
        "statements": [1, 2, 3],
        "n": 2,
        "mean": 2.5,
        "stage": 3,
        "lowest": 2.0,
        "highest": 3.0,
        "deviation": 0.707,
        "apart": False,
    }
    assert [one["stage"] for one in found["respondents"]] == [2, 3]

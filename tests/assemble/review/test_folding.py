from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrections import STUDY, Log, board, random_draft, random_log
from pipeline.assemble.review.board import board_of
from pipeline.assemble.review.folding import active, fold, told

UNITS = {
    "a": ({"pain": 0.8}, "s1", -1.0),
    "b": ({"pain": 0.7, "goal": 0.6}, "s1", 0.0),
    "c": ({"goal": 0.9}, "s2", 0.5),
    "d": ({"goal": 0.5}, "s2", 0.0),
    "e": ({"idea": 0.5}, None, 0.0),  # a single voice
    "f": ({"question": 0.5}, "s1", 0.0),  # stands in a theme of pains without being one
    "g": ({}, None, 0.0),
}
BASE = board(
    UNITS, [("t1", "pain", "s1", "a", "b", "f"), ("t2", "goal", "s2", "c", "d"), ("t3", "pain", "s2")]
)


@pytest.fixture
def log():
    return Log(BASE)


def theme(found, id_):
    return next(theme for theme in found.themes if theme.id == id_)


def kinds(found, id_):
    return dict(found.units[id_].kinds)


def reasons(found):
    return [(left.reason, left.detail, left.partial) for left in found.ignored]


def test_without_lines_nothing_changes():
    assert fold(BASE, ()) == BASE


def test_a_renamed_theme_is_a_person_s(log):
    log("rename", theme="t1", label="Дорого")
    found = theme(fold(BASE, log.lines), "t1")
    assert (found.label, found.origin) == ("Дорого", "person")


def test_a_merged_theme_is_dead_and_its_members_stand_at_the_end_of_the_other(log):
    log("merge", themes=["t2", "t1"], into="t2", label="Вместе")
    found = fold(BASE, log.lines)
    assert theme(found, "t2").units == ("c", "d", "a", "b", "f")
    assert (theme(found, "t1").units, theme(found, "t1").dead) == ((), "merged")


def test_members_of_another_kind_swap_it_in_a_merge(log):
    log("merge", themes=["t1"], into="t2")
    found = fold(BASE, log.lines)
    assert kinds(found, "a") == {"goal": 1}
    assert kinds(found, "f") == {"goal": 1, "question": 0.5}
    assert kinds(found, "c") == {"goal": 0.9}  # the theme's own members keep theirs


def test_a_merge_of_one_kind_tells_nothing_about_its_members(log):
    log("merge", themes=["t1"], into="t3")
    assert fold(BASE, log.lines).units == BASE.units


def test_what_speaks_against_a_merged_theme_speaks_against_the_other_unless_it_is_in_it():
    base = board(UNITS, [("t1", "pain", "s1", "a", "b"), ("t2", "pain", "s2", "f")])
    first = base.themes[0]
    object.__setattr__(first, "against", ("f", "c"))
    log = Log(base)
    log("merge", themes=["t1"], into="t2")
    assert theme(fold(base, log.lines), "t2").against == ("c",)


def test_a_merge_into_itself_alone_is_none(log):
    id_ = log("merge", themes=["t1"], into="t1")
    found = fold(BASE, log.lines)
    assert found.themes == BASE.themes
    assert [(left.line, left.reason) for left in found.ignored] == [(id_, "own-merge")]


def test_a_split_makes_a_theme_of_the_same_kind_and_stage_after_all_others(log):
    log("split", theme="t1", units=["f", "a"], as_="p-1", label="Часть")
    found = fold(BASE, log.lines)
    new = found.themes[-1]
    assert (new.id, new.kind, new.stage, new.units, new.origin) == ("p-1", "pain", "s1", ("f", "a"), "person")
    assert theme(found, "t1").units == ("b",)
    assert not found.units["a"].told


def test_a_split_takes_only_what_the_theme_holds(log):
    log("split", theme="t1", units=["a", "c"], as_="p-1", label="Часть")
    found = fold(BASE, log.lines)
    assert theme(found, "p-1").units == ("a",)
    assert reasons(found) == [("nothing-left", "c", True)]


def test_a_moved_quote_changes_theme_and_kind(log):
    log("move", units=["b"], from_="t1", to="t2")
    found = fold(BASE, log.lines)
    assert (theme(found, "t1").units, theme(found, "t2").units) == (("a", "f"), ("c", "d", "b"))
    assert kinds(found, "b") == {"goal": 1}


def test_an_added_quote_stays_in_themes_of_other_kinds(log):
    log("move", units=["b"], from_=None, to="t2")
    found = fold(BASE, log.lines)
    assert "b" in theme(found, "t1").units
    assert "b" in theme(found, "t2").units
    assert kinds(found, "b") == {"pain": 0.7, "goal": 1}


def test_a_quote_stands_in_one_theme_of_a_kind(log):
    log("move", units=["a"], from_=None, to="t3")
    found = fold(BASE, log.lines)
    assert (theme(found, "t1").units, theme(found, "t3").units) == (("b", "f"), ("a",))


def test_a_quote_moved_nowhere_is_a_single_voice_that_keeps_its_kinds(log):
    log("move", units=["a"], from_="t1", to=None)
    found = fold(BASE, log.lines)
    assert theme(found, "t1").units == ("b", "f")
    assert found.units == BASE.units


def test_a_quote_that_left_already_is_moved_all_the_same(log):
    log("move", units=["a"], from_="t1", to="t3")
    log("move", units=["a"], from_="t1", to="t2")
    found = fold(BASE, log.lines)
    assert (theme(found, "t3").units, theme(found, "t2").units) == ((), ("c", "d", "a"))


def test_a_quote_leaves_even_a_dead_theme(log):
    log("merge", themes=["t1"], into="t3")
    log("move", units=["a"], from_="t1", to="t2")
    found = fold(BASE, log.lines)
    assert theme(found, "t3").units == ("b", "f")
    assert kinds(found, "a") == {"goal": 1}


def test_a_created_theme_takes_its_quotes_and_their_kind(log):
    log("create", as_="p-1", kind="goal", stage="s3", label="Новая", units=["e", "c"])
    found = fold(BASE, log.lines)
    assert theme(found, "p-1").units == ("e", "c")
    assert theme(found, "t2").units == ("d",)
    assert kinds(found, "e") == {"goal": 1, "idea": 0.5}


def test_an_id_is_given_to_one_theme_only(log):
    log("create", as_="p-1", kind="goal", stage=None, label="Первая", units=["e"])
    log("create", as_="p-1", kind="pain", stage=None, label="Вторая", units=["a"])
    found = fold(BASE, log.lines)
    assert theme(found, "p-1").label == "Первая"
    assert reasons(found) == [("taken", "p-1", False)]


def test_a_kind_that_is_taken_takes_the_quote_out_of_its_theme(log):
    log("code", units=["b"], add=["idea"], remove=["pain"])
    found = fold(BASE, log.lines)
    assert kinds(found, "b") == {"goal": 0.6, "idea": 1}
    assert theme(found, "t1").units == ("a", "f")


def test_a_quote_without_kinds_is_in_no_theme(log):
    log("code", units=["f"], add=[], remove=["question"])
    assert theme(fold(BASE, log.lines), "t1").units == ("a", "b")


def test_a_code_line_that_changes_nothing_confirms_the_kinds(log):
    log("code", units=["g", "c"], add=[], remove=[])
    assert told(BASE, log.lines).kinds == {"g": frozenset(), "c": frozenset({"goal"})}


def test_an_irrelevant_quote_has_no_codes_and_no_theme(log):
    log("irrelevant", units=["a"], on=True)
    found = fold(BASE, log.lines)
    unit = found.units["a"]
    assert (unit.kinds, unit.stage, unit.valence, unit.irrelevant) == ({}, None, 0, True)
    assert theme(found, "t1").units == ("b", "f")


def test_a_quote_that_is_relevant_again_has_its_codes_but_no_theme(log):
    log("pin", units=["a"], on=True)
    log("stage_merge", stage="s1", into="s3")
    log("irrelevant", units=["a"], on=True)
    log("irrelevant", units=["a"], on=False)
    found = fold(BASE, log.lines)
    unit = found.units["a"]
    assert (dict(unit.kinds), unit.stage, unit.valence, unit.pinned) == ({"pain": 0.8}, "s3", -1, True)
    assert theme(found, "t1").units == ("b", "f")
    assert not told(BASE, log.lines).kinds


def test_relevant_is_said_of_irrelevant_quotes_only(log):
    log("code", units=["a"], add=["idea"], remove=[])
    log("irrelevant", units=["a"], on=False)
    assert kinds(fold(BASE, log.lines), "a") == {"pain": 0.8, "idea": 1}


@pytest.mark.parametrize(
    ("op", "fields"),
    [
        ("code", {"add": ["idea"], "remove": []}),
        ("stage", {"stage": "s2"}),
        ("valence", {"valence": 1}),
        ("move", {"from_": None, "to": "t2"}),
    ],
)
def test_who_codes_an_irrelevant_quote_makes_it_relevant(log, op, fields):
    log("irrelevant", units=["a"], on=True)
    log(op, units=["a"], **fields)
    assert not fold(BASE, log.lines).units["a"].irrelevant


def test_pinned_quotes_stand_first_in_their_theme_and_go_back_to_their_place(log):
    log("pin", units=["f", "b"], on=True)
    assert theme(fold(BASE, log.lines), "t1").units == ("b", "f", "a")
    log("pin", units=["f", "b"], on=False)
    assert fold(BASE, log.lines) == BASE


def test_a_theme_that_changes_kind_changes_that_of_its_members(log):
    log("move", units=["c"], from_=None, to="t1")
    log("retheme", theme="t1", kind="goal")
    found = fold(BASE, log.lines)
    assert theme(found, "t1").units == ("a", "b", "f", "c")
    assert theme(found, "t2").units == ("d",)
    assert [kinds(found, id_) for id_ in "bcf"] == [{"goal": 1}, {"goal": 1}, {"goal": 1, "question": 0.5}]


def test_a_theme_that_changes_stage_takes_along_who_stood_at_its_old_one(log):
    log("stage", units=["b"], stage="s3")
    log("retheme", theme="t1", stage="s2")
    found = fold(BASE, log.lines)
    assert [found.units[id_].stage for id_ in "abf"] == ["s2", "s3", "s2"]
    assert theme(found, "t1").kind == "pain"


def test_stages_are_renamed_ordered_added_and_merged(log):
    log("stage_rename", stage="s1", name="Начало")
    log("stage_add", as_="ps-1", name="Ремонт", after="s2")
    log("stage_add", as_="ps-2", name="До всего", after=None)
    log("stage_order", order=["s3", "нет", "s1"])
    log("stage_merge", stage="s2", into="ps-1")
    found = fold(BASE, log.lines)
    assert [(stage.id, stage.name) for stage in found.stages] == [
        ("s3", "Доставка"),
        ("s1", "Начало"),
        ("ps-2", "До всего"),
        ("ps-1", "Ремонт"),
    ]
    assert (found.units["c"].stage, theme(found, "t2").stage) == ("ps-1", "ps-1")
    assert not told(BASE, log.lines).stages
    assert reasons(found) == [("no-stage", "нет", True)]


def test_a_stage_without_a_place_stands_last(log):
    log("stage_add", as_="ps-1", name="Ремонт", after="нет")
    assert fold(BASE, log.lines).stages[-1].id == "ps-1"


def test_comments_are_kept_with_who_and_when(log):
    id_ = log("comment", on={"type": "unit", "id": "a"}, text="Спросить")
    log("comment", on={"type": "unit", "id": "нет"}, text="Мимо")
    found = fold(BASE, log.lines)
    assert [(one.id, one.type, one.target, one.text, one.author) for one in found.comments] == [
        (id_, "unit", "a", "Спросить", "Аня")
    ]
    assert reasons(found) == [("no-unit", "нет", False)]


@pytest.mark.parametrize(
    ("op", "fields", "left"),
    [
        ("rename", {"theme": "нет", "label": "Х"}, ("no-theme", "нет", False)),
        ("code", {"units": ["a", "нет"], "add": ["idea"], "remove": []}, ("no-unit", "нет", True)),
        ("code", {"units": ["нет"], "add": ["idea"], "remove": []}, ("no-unit", "нет", False)),
        ("judge", {"themes": ["t1", "t3", "нет"], "verdict": "accepted"}, ("dead-theme", "t3 нет", True)),
        ("move", {"units": ["a"], "from_": "t3", "to": None}, ("dead-theme", "t3", False)),
        ("move", {"units": ["a"], "from_": "t2", "to": None}, ("nothing-left", "a", False)),
        ("stage", {"units": ["a"], "stage": "нет"}, ("no-stage", "нет", False)),
        ("create", {"as_": "p-1", "kind": "pain", "stage": "нет", "label": "Х", "units": ["a"]}, ("no-stage", "нет", False)),
        ("stage_merge", {"stage": "s1", "into": "s1"}, ("own-merge", "s1", False)),
        ("retract", {"line": f"c-{9:016x}"}, ("no-line", f"c-{9:016x}", False)),
        ("retract", {"line": f"c-{1:016x}"}, ("no-line", f"c-{1:016x}", False)),  # itself
    ],
)  # fmt: skip
def test_what_cannot_apply_is_listed_with_its_reason(log, op, fields, left):
    log("merge", themes=["t3"], into="t1")
    log(op, **fields)
    assert reasons(fold(BASE, log.lines)) == [left]


def test_an_undone_line_can_be_done_again(log):
    line = log("rename", theme="t1", label="Дорого")
    undone = log("retract", line=line)
    assert fold(BASE, log.lines) == BASE
    log("retract", line=undone)
    assert theme(fold(BASE, log.lines), "t1").label == "Дорого"


def test_the_same_line_twice_is_one_at_its_first_place(log):
    log("rename", theme="t1", label="Первое")
    log("rename", theme="t1", label="Второе")
    first, second = log.lines
    assert active([first, second, first]) == (first, second)


def test_people_are_learnt_from_where_they_set_something(log):
    log("valence", units=["a"], valence=-2)
    log("stage", units=["b"], stage=None)
    log("irrelevant", units=["d"], on=True)
    found = told(BASE, log.lines)
    assert found.kinds == {"d": frozenset()}
    assert found.stages == {"b": None, "d": None}
    assert found.valence == {"a": -2, "d": 0}


def test_who_accepts_a_theme_agrees_with_its_kind_for_every_member(log):
    log("judge", themes=["t1"], verdict="accepted")
    assert told(BASE, log.lines).kinds == {
        "a": frozenset({"pain"}),
        "b": frozenset({"pain", "goal"}),
        "f": frozenset({"pain", "question"}),
    }


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000))
def test_undoing_everything_gives_the_base_back(seed):
    base = board_of(random_draft(seed % 7), STUDY)
    log = random_log(seed, base, length=25)
    standing = list(active(log.lines))
    while standing:
        log("retract", line=standing[-1].id)
        standing = [line for line in active(log.lines) if line.op != "retract"]
    found = fold(base, log.lines)
    assert {left.reason for left in found.ignored} <= {"no-line"}
    assert (found.units, found.themes, found.stages) == (base.units, base.themes, base.stages)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000))
def test_whatever_is_said_a_quote_stands_in_one_theme_of_a_kind_and_nothing_is_lost(seed):
    base = board_of(random_draft(seed % 7), STUDY)
    found = fold(base, random_log(seed, base, length=40).lines)
    assert found.units.keys() == base.units.keys()
    held = [(unit, theme.kind) for theme in found.themes for unit in theme.units]
    assert len(held) == len(set(held))
    assert all(found.units[unit].kinds and not found.units[unit].irrelevant for unit, _ in held)
    stages = {stage.id for stage in found.stages} | {None}
    assert {unit.stage for unit in found.units.values()} | {one.stage for one in found.themes} <= stages

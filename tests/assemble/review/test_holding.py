from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from corrections import STUDY, Log, board, random_draft, random_log
from pipeline.assemble.review.board import board_of
from pipeline.assemble.review.holding import hold, resolve_stages

STAGES = (("s1", "Выбор"), ("s2", "Покупка"))
UNITS = {id_: ({"pain": 0.8}, "s1", -1.0) for id_ in "abcdefghij"}
WHO = {id_: id_ for id_ in UNITS}
SEEN = board(UNITS, [("t1", "pain", "s1", "a", "b", "c", "d"), ("t2", "pain", "s1", "e", "f")], STAGES)


def touched(*ids, seen=SEEN, log=None):
    """Lines that touch themes of a board."""
    log = log or Log(seen)
    log.base = seen
    for id_ in ids:
        log("pin", themes=[id_], on=True)
    return log.lines


def fresh(*themes, stages=STAGES):
    return board(UNITS, themes, stages)


def members(found):
    return {theme.id: "".join(theme.units) for theme in found.themes}


def test_what_nobody_touched_is_grouped_as_the_machine_does_it_today():
    today = fresh(("t9", "pain", "s1", "a", "e"))
    log = Log(SEEN)
    log("code", units=["a"], add=["goal"], remove=[])
    assert hold(today, log.lines, WHO) == today
    assert hold(today, (), WHO) == today


def test_a_touched_theme_keeps_its_members_and_its_id_and_takes_in_what_is_new():
    today = fresh(("t9", "pain", "s2", "c", "a", "b", "g"), ("t2", "pain", "s1", "e", "f"))
    found = hold(today, touched("t1"), WHO)
    assert members(found) == {"t1": "abcdg", "t2": "ef"}
    held = found.themes[0]
    assert (held.label, held.stage) == ("О чём t1", "s1")


def test_a_cluster_of_the_same_id_goes_on_with_the_theme_however_little_they_share():
    today = fresh(("t1", "pain", "s1", "a", "g", "h", "i", "j"))
    assert members(hold(today, touched("t1"), WHO)) == {"t1": "abcdghij"}


def test_a_cluster_that_shares_less_than_half_goes_its_own_way():
    today = fresh(("t9", "pain", "s1", "a", "g", "h"))
    assert members(hold(today, touched("t1"), WHO)) == {"t9": "gh", "t1": "abcd"}


def test_a_cluster_of_another_kind_does_not_go_on_with_the_theme():
    today = fresh(("t9", "goal", "s1", "a", "b", "g", "h"))
    assert members(hold(today, touched("t1"), WHO)) == {"t9": "gh", "t1": "abcd"}


def test_a_cluster_goes_on_with_the_theme_that_it_shares_most_with():
    today = fresh(("t9", "pain", "s1", "a", "b", "e", "f", "d", "g"))
    assert members(hold(today, touched("t1", "t2"), WHO)) == {"t1": "abcdg", "t2": "ef"}


def test_two_clusters_can_go_on_with_one_theme():
    today = fresh(("t8", "pain", "s1", "a", "b", "g"), ("t9", "pain", "s1", "c", "d", "h"))
    assert members(hold(today, touched("t1"), WHO)) == {"t1": "abcdgh"}


def test_a_cluster_that_is_left_with_one_person_dissolves():
    today = fresh(("t9", "pain", "s1", "a", "g", "h", "i"), ("t2", "pain", "s1", "e", "f"))
    same = {**WHO, "h": "g", "i": "g"}
    assert members(hold(today, touched("t1"), same)) == {"t2": "ef", "t1": "abcd"}


def test_the_later_of_two_themes_that_saw_a_quote_keeps_it():
    log = Log(SEEN)
    touched("t1", log=log)
    later = fresh(("t1", "pain", "s1", "a", "b", "c"), ("t2", "pain", "s1", "d", "e", "f"))
    lines = touched("t2", seen=later, log=log)
    assert members(hold(later, lines, WHO)) == {"t1": "abc", "t2": "def"}


def test_a_theme_keeps_all_that_it_was_ever_seen_with():
    log = Log(SEEN)
    touched("t1", log=log)
    lines = touched("t1", seen=fresh(("t1", "pain", "s1", "g", "a")), log=log)
    assert members(hold(fresh(), lines, WHO)) == {"t1": "gabcd"}


def test_a_retracted_line_holds_nothing():
    log = Log(SEEN)
    line = log("pin", themes=["t1"], on=True)
    log("retract", line=line)
    today = fresh(("t9", "pain", "s1", "a", "e"))
    assert hold(today, log.lines, WHO) == today


def test_a_theme_of_which_nothing_survives_is_gone_unless_something_is_put_in():
    left = {id_: UNITS[id_] for id_ in "ghij"}
    today = board(left, [("t9", "pain", "s1", "g", "h")], STAGES)
    log = Log(SEEN)
    log("rename", theme="t1", label="Пусто")
    log("move", units=["i"], from_=None, to="t2")
    assert members(hold(today, log.lines, WHO)) == {"t9": "gh", "t2": ""}


def test_stages_are_found_by_id_and_name_then_by_name():
    log = Log(SEEN)
    log("stage", units=["a"], stage="s1")
    log("stage_order", order=["s2", "s1"])
    log("comment", on={"type": "stage", "id": "s2"}, text="Где?")
    today = fresh(stages=(("s1", "Покупка"), ("s3", "Выбор"))).stages
    stage, order, comment = resolve_stages(log.lines, today)
    assert (stage.stage, order.order, comment.on.id) == ("s3", ("s1", "s3"), "s1")
    assert resolve_stages((stage, order, comment), today) == (stage, order, comment)


def test_a_stage_that_is_there_no_longer_is_not_taken_for_another_of_its_id():
    log = Log(SEEN)
    log("stage", units=["a"], stage="s1")
    (line,) = resolve_stages(log.lines, fresh(stages=(("s1", "Ремонт"),)).stages)
    assert line.stage not in {"s1", None}


def test_what_a_line_does_not_say_it_does_not_say_afterwards():
    log = Log(SEEN)
    log("retheme", theme="t1", kind="goal")
    (line,) = resolve_stages(log.lines, fresh(stages=(("s5", "Выбор"),)).stages)
    assert not line.staged


def test_a_held_theme_whose_stage_is_gone_stands_where_most_of_its_members_do():
    today = fresh(stages=(("s1", "Ремонт"), ("s2", "Покупка")))
    today = replace(today, units={**today.units, "a": replace(today.units["a"], stage="s2")})
    (held,) = hold(today, touched("t1"), WHO).themes
    assert held.stage == "s1"


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 10_000), st.integers(0, 30))
def test_with_unchanged_inputs_holding_changes_nothing(seed, length):
    base = board_of(random_draft(seed % 11), STUDY)
    lines = plain(random_log(seed, base, length))
    assert hold(base, lines, {id_: id_[-1] for id_ in base.units}) == base


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 10_000))
def test_over_another_grouping_no_quote_is_lost_or_stands_twice_in_a_kind(seed):
    seen, today = board_of(random_draft(seed % 11), STUDY), board_of(random_draft(11 + seed % 5), STUDY)
    today = replace(today, themes=tuple(replace(one, id=one.id + "x" * (seed % 2)) for one in today.themes))
    lines = plain(random_log(seed, seen, 20))
    found = hold(today, lines, {id_: id_[-1] for id_ in today.units})
    held = [(unit, theme.kind) for theme in found.themes for unit in theme.units]
    assert len(held) == len(set(held))
    assert len({theme.id for theme in found.themes}) == len(found.themes)
    assert found.units == today.units
    assert hold(today, lines[::-1], dict.fromkeys(today.units, "")).stages == today.stages


def plain(log):
    """The lines of a random log with the stages as they were."""
    names = {stage.id: stage.name for stage in log.base.stages}
    for line in log.said:
        line["seen"]["stages"] = {id_: names[id_] for id_ in line["seen"]["stages"]}
    return log.lines

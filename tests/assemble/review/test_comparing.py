"""What changed between two drafts, and why."""

from __future__ import annotations

import json
import random

from hypothesis import given
from hypothesis import strategies as st

from corrections import STUDY, Log, draft_of, random_draft, theme_part
from pipeline.assemble.draft import Draft
from pipeline.assemble.review.board import board_of
from pipeline.assemble.review.comparing import compare
from pipeline.assemble.review.differences import ASPECTS

STAGES = (("s1", "Выбор"), ("s2", "Покупка"))
UNITS = {f"u-{n}": ({"pain": 0.9}, "s1", -1) for n in range(20)}


def draft(*themes, stages=STAGES, units=UNITS, **changes):
    """A draft of pains by default; each utterance is of another of five interviews in turn."""
    made = draft_of(units, themes, stages).model_dump()
    talks = sorted({said["interview"] for said in made["utterances"]})
    made["interviews"] = [interview(id_) for id_ in talks]
    made.update(changes)
    return Draft.model_validate(made)


def interview(id_, path=None):
    return {
        "id": id_, "path": path or f"clients/{id_}.txt", "sha256": "", "format": "", "encoding": "",
        "language": "ru", "role": "client", "segment": None, "speakers": [], "turns": 1, "dropped": [],
    }  # fmt: skip


def pain(id_, *numbers, stage="s1"):
    """A theme of the utterances with these numbers."""
    return (id_, "pain", stage, *(f"u-{number}" for number in numbers))


def without(made, talk):
    """The draft as it was before an interview was there; ids of themes stay."""
    data = made.model_dump()
    data["interviews"] = [part for part in data["interviews"] if part["id"] != talk]
    data["utterances"] = [said for said in data["utterances"] if said["interview"] != talk]
    known = {said["id"] for said in data["utterances"]}
    for theme in data["themes"]:
        theme["utterances"] = [unit for unit in theme["utterances"] if unit in known]
    return Draft.model_validate(data)


def told(found):
    """What happened, as (aspects, ids before, ids after)."""
    return [
        (
            "+".join(change.aspects),
            *(",".join(theme.id for theme in side) for side in (change.before, change.after)),
        )
        for change in found.themes
    ]


def causes(found):
    return {cause.kind: cause.ids for cause in found.themes[0].causes}


def test_a_draft_and_itself_are_the_same():
    one = draft(pain("t-1", 0, 1, 2), pain("t-2", 3, 4))
    found = compare(one, one)
    assert found.same
    assert found.steady == 2


def test_a_theme_is_found_again_under_another_id():
    found = compare(draft(pain("t-1", 0, 1, 2, 3)), draft(pain("t-9", 0, 1, 2)))
    assert told(found) == [("renamed+shrunk", "t-1", "t-9")]  # a name made of another id, here


def test_themes_that_share_little_are_gone_and_born():
    found = compare(draft(pain("t-1", 0, 1, 2, 3, 4)), draft(pain("t-9", 4, 5, 6, 7, 8)))
    assert told(found) == [("born", "", "t-9"), ("gone", "t-1", "")]


def test_two_themes_that_went_into_one_were_merged():
    old = draft(pain("t-1", 0, 1, 2), pain("t-2", 3, 4), pain("t-3", 7, 8))
    found = compare(old, draft(pain("t-1", 0, 1, 2, 3, 4), pain("t-3", 7, 8)))
    assert told(found) == [("merged", "t-1,t-2", "t-1")]
    assert found.steady == 1


def test_a_theme_that_gave_a_new_one_was_split():
    found = compare(draft(pain("t-1", 0, 1, 2, 3, 4)), draft(pain("t-1", 0, 1, 2), pain("t-2", 3, 4)))
    assert told(found) == [("split", "t-1", "t-1,t-2")]


def test_an_utterance_of_two_kinds_joins_no_themes():
    units = {id_: ({"pain": 0.9, "idea": 0.9}, "s1", 0) for id_ in UNITS}
    idea = ("t-2", "idea", "s1", "u-0", "u-1", "u-2")
    found = compare(draft(pain("t-1", 0, 1, 2), idea, units=units), draft(idea, units=units))
    assert told(found) == [("gone", "t-1", "")]


def test_a_theme_of_another_kind_and_stage_moved():
    units = {id_: ({"idea": 0.9}, "s2", -1) for id_ in UNITS}
    found = compare(draft(pain("t-1", 0, 1)), draft(("t-1", "idea", "s2", "u-0", "u-1"), units=units))
    assert told(found) == [("kind+stage", "t-1", "t-1")]
    assert [(change.kind, change.came, change.went) for change in found.kinds] == [
        ("pain", 0, 20),
        ("idea", 20, 0),
    ]
    assert [(move.before, move.after, move.utterances) for move in found.moves] == [("Выбор", "Покупка", 20)]


def test_a_stage_that_only_has_another_id_is_the_same_stage():
    units = {id_: ({"pain": 0.9}, "x9", -1) for id_ in UNITS}
    found = compare(
        draft(pain("t-1", 0, 1)),
        draft(pain("t-1", 0, 1, stage="x9"), stages=(("x9", "Выбор"), *STAGES[1:]), units=units),
    )
    assert found.same


def test_stages_come_go_and_change_names():
    found = compare(
        draft(stages=(("a", "А"), ("b", "Б"), ("c", "В"))),
        draft(stages=(("a", "Б"), ("c", "Вэ"), ("d", "Г"))),
    )
    assert [(stage.before, stage.after) for stage in found.stages] == [("А", None), ("В", "Вэ"), (None, "Г")]
    assert compare(draft(stages=STAGES), draft(stages=STAGES[::-1])).reordered


def test_a_rejected_theme_is_rejected_not_gone():
    old = draft(pain("t-1", 0, 1))
    new = draft(rejected=[theme_part(*pain("t-1", 0, 1))])
    assert told(compare(old, new)) == [("rejected", "t-1", "t-1")]
    assert told(compare(new, old)) == [("returned", "t-1", "t-1")]


# ---------------------------------------------------------------- causes


def test_a_theme_grew_by_an_interview_that_was_added():
    new = draft(pain("t-1", 0, 1, 2))
    found = compare(without(new, "i2"), new)
    assert told(found) == [("grown", "t-1", "t-1")]
    assert found.themes[0].people == (2, 3)
    assert causes(found) == {"added": ("i2",)}
    assert [part.path for part in found.added] == ["clients/i2.txt"]
    assert causes(compare(new, without(new, "i2"))) == {"removed": ("i2",)}


def test_an_interview_with_another_text_is_neither_added_nor_removed():
    old, new = draft(), draft()
    data = json.loads(new.dump().decode().replace('"i2"', '"i9"').replace("clients/i9", "clients/i2"))
    found = compare(old, Draft.model_validate(data))
    assert (found.added, found.removed) == ((), ())
    assert [part.path for part in found.rewritten] == ["clients/i2.txt"]


def test_corrections_cause_what_they_name_and_nothing_else():
    old = draft(pain("t-1", 0, 1, 2), pain("t-2", 3, 4), pain("t-3", 5, 6, 7))
    new = draft(pain("t-1", 0, 1, 2, 3, 4), pain("t-3", 5, 6))
    log = Log(board_of(old, STUDY))
    merged = log("merge", themes=["t-2"], into="t-1")
    log("comment", on={"type": "theme", "id": "t-3"}, text="Хм")
    log("rename", theme="t-3", label="Иначе")
    found = compare(old, new, (), log.lines)
    by_id = {
        change.before[0].id: {cause.kind: cause.ids for cause in change.causes} for change in found.themes
    }
    assert by_id == {"t-1": {"corrections": (merged,)}, "t-3": {"reading": ("learning",)}}


def test_a_correction_that_was_taken_back_is_a_cause_too():
    old, new = draft(pain("t-1", 0, 1)), draft(pain("t-1", 0, 1, 2))
    log = Log(board_of(new, STUDY))
    moved = log("move", units=["u-2"], from_="t-1", to=None)
    before = log.lines
    log("retract", line=moved)
    found = compare(old, new, before, log.lines)
    assert causes(found) == {"taken-back": (moved,)}
    assert [(line.op, line.back) for line in found.lines] == [("move", True)]


def test_what_no_correction_and_no_interview_explains_was_read_otherwise():
    old, new = draft(pain("t-1", 0, 1)), draft(pain("t-1", 0, 1, 2))
    assert causes(compare(old, new)) == {"reading": ()}
    made = new.model_dump()
    made["manifest"].update(codebook_sha256="b", settings={"stages": "aida5"})
    found = compare(old, Draft.model_validate(made))
    assert causes(found) == {"reading": ("settings", "codebook")}
    assert [(s.name, s.before, s.after) for s in found.settings] == [
        ("codebook_sha256", "", "b"),
        ("stages", None, "aida5"),
    ]


def test_a_half_explained_change_says_both():
    new = draft(pain("t-1", 0, 1, 2, 3))
    old = without(draft(pain("t-1", 0, 1, 2)), "i2")
    assert causes(compare(old, new)) == {"added": ("i2",), "reading": ("interviews",)}


# ---------------------------------------------------------------- whatever the drafts


@given(st.integers(0, 400), st.integers(0, 400))
def test_every_theme_is_told_of_once_whatever_the_drafts(one, two):
    old, new = random_draft(one, units=20, themes=6), random_draft(two, units=20, themes=6)
    found = compare(old, new)
    for drawn, side in ((old, "before"), (new, "after")):
        ids = [theme.id for change in found.themes for theme in getattr(change, side)]
        assert len(ids) == len(set(ids))
        assert len(ids) + found.steady == len(drawn.themes)
    ranks = [ASPECTS.index(change.aspects[0]) for change in found.themes]
    assert ranks == sorted(ranks)


@given(st.integers(0, 400))
def test_the_order_inside_a_draft_does_not_matter(seed):
    old, new = random_draft(seed, units=20, themes=6), random_draft(seed + 1, units=20, themes=6)
    data = new.model_dump()
    dice = random.Random(seed)  # noqa: S311 (a test, no secret)
    dice.shuffle(data["themes"])
    dice.shuffle(data["utterances"])
    assert compare(old, Draft.model_validate(data)) == compare(old, new)

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.assemble.draft import FamilyPart, draft_schema, load_draft
from pipeline.assemble.drafting import _families
from pipeline.assemble.verify import verify
from pipeline.records import Family, Grouping, Kind, LabelOrigin, Theme, content_id
from report_fixture import bicycle_draft


@pytest.fixture(scope="module")
def study():
    draft, transcripts = bicycle_draft()
    return draft, {interview.id: interview.canonical for interview in transcripts.values()}


def same_cell(draft):
    """Return a cell of the draft with two themes at least."""
    cells = {}
    for theme in draft.themes:
        cells.setdefault((theme.kind, theme.stage), []).append(theme.id)
    return next((cell, ids) for cell, ids in cells.items() if len(ids) > 1)


def family_of(kind, stage, themes, name="f-1"):
    return FamilyPart(
        id=name, kind=kind, stage=stage, label="Цена", label_origin="keywords", themes=list(themes)
    )


def failures(study, *families):
    draft, canonical = study
    return [
        str(fact)
        for fact in verify(draft.model_copy(update={"families": list(families)}), canonical).failures
    ]


# ---------------------------------------------------------------- what verify says of families


def test_a_family_of_one_cell_is_right(study):
    (kind, stage), ids = same_cell(study[0])
    assert failures(study, family_of(kind, stage, ids[:2])) == []


def test_a_family_that_names_no_theme_of_the_draft_fails(study):
    (kind, stage), ids = same_cell(study[0])
    assert failures(study, family_of(kind, stage, [ids[0], "t-gone"])) == [
        "f-1: theme t-gone is not in the draft"
    ]


@pytest.mark.parametrize("what", ["kind", "stage"])
def test_a_family_of_another_kind_or_stage_than_its_themes_fails(study, what):
    (kind, stage), ids = same_cell(study[0])
    other = {"kind": "idea" if kind != "idea" else "goal", "stage": None}
    cell = {"kind": kind, "stage": stage, what: other[what]}
    assert failures(study, family_of(cell["kind"], cell["stage"], ids[:2])) == [
        f"f-1: theme {id_} is of another kind or stage" for id_ in ids[:2]
    ]


def test_a_theme_in_two_families_fails(study):
    (kind, stage), ids = same_cell(study[0])
    twice = [family_of(kind, stage, ids[:2]), family_of(kind, stage, ids[:2], "f-2")]
    assert failures(study, *twice) == [f"theme {id_} stands in families 2 times" for id_ in sorted(ids[:2])]


def test_a_theme_twice_in_one_family_fails(study):
    (kind, stage), ids = same_cell(study[0])
    found = failures(study, family_of(kind, stage, [ids[0], ids[0]]))
    assert found == [f"theme {ids[0]} stands in families 2 times"]


def test_a_family_of_one_theme_is_no_family():
    with pytest.raises(ValidationError):
        family_of("pain", "s1", ["t-1"])


def test_a_draft_from_before_families_is_read(study):
    data = study[0].model_dump(mode="json")
    del data["families"]
    again = load_draft(study[0].model_validate(data).dump(), "draft.json")
    assert again.families == []


def test_families_stand_in_the_schema():
    schema = draft_schema()
    assert "families" in schema["properties"]
    assert "families" not in schema["required"]


# ---------------------------------------------------------------- what a draft tells of families

CELL = (Kind.PAIN, "s1")


def make_theme(number, cell=CELL):
    return Theme(
        id=f"t{number}",
        kind=cell[0],
        stage=cell[1],
        label=f"Тема {number}",
        label_origin=LabelOrigin.KEYWORDS,
        keywords=(),
        utterances=(f"u{number}",),
    )


def make_grouping(size=4):
    themes = tuple(make_theme(number) for number in range(size))
    family = Family(
        id=content_id("f", *(theme.id for theme in themes)),
        kind=CELL[0],
        stage=CELL[1],
        label="Цена",
        label_origin=LabelOrigin.KEYWORDS,
        themes=tuple(theme.id for theme in themes),
    )
    return Grouping(themes=themes, unassigned=(), families=(family,))


def test_a_family_that_nobody_touched_is_told_as_it_is():
    grouping = make_grouping()
    (told,) = _families(grouping)
    assert told["id"] == grouping.families[0].id
    assert told["themes"] == ["t0", "t1", "t2", "t3"]
    assert (told["kind"], told["stage"], told["label"]) == ("pain", "s1", "Цена")


@given(st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3)))
def test_a_family_keeps_the_themes_that_corrections_left_in_its_cell(gone, moved):
    grouping = make_grouping()
    themes = [make_theme(n, (Kind.GOAL, "s1") if n in moved else CELL) for n in range(4) if n not in gone]
    left = [f"t{n}" for n in range(4) if n not in gone | moved]
    told = list(_families(replace(grouping, themes=tuple(themes))))
    assert [family["themes"] for family in told] == ([left] if len(left) > 1 else [])
    assert all(family["id"] == content_id("f", *sorted(left)) for family in told)

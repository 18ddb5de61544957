from __future__ import annotations

from dataclasses import replace

from people_fixture import people, shuffled
from pipeline.assemble.atlas.barriers import make_barriers
from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.atlas.snapshots import make_snapshots
from pipeline.assemble.atlas.views import make_views
from pipeline.assemble.recalled import recall
from pipeline.assemble.values import Unit
from pipeline.records import Kind, Role
from report_fixture import bicycle_draft

CITY = {"a": "Город", "b": "Город", "c": "Село", "d": "Село"}


def study():
    return people(
        {
            "a": ("queue", "late", "!idea"),
            "b": ("late",),
            "c": ("price",),
            "d": ("price",),
            "e": ("late", "queue"),
        },
        segments=CITY,
        roles={"e": Role.EXPERT},
    )


def column(views, name):
    return [found.name for found in views.columns].index(name)


def figures(cell):
    return {figure.id: figure.value for figure in cell}


# ---------------------------------------------------------------- side by side


def test_roles_stand_side_by_side_then_segments_each_counted_alone():
    views = make_views(study())
    assert [(c.name, c.role, c.segment, c.respondents) for c in views.columns] == [
        ("Клиенты", Role.CLIENT, None, 4),
        ("Эксперты", Role.EXPERT, None, 1),
        ("Клиенты: Город", Role.CLIENT, "Город", 2),
        ("Клиенты: Село", Role.CLIENT, "Село", 2),
    ]


def test_figures_count_the_columns_own_people():
    views = make_views(study())
    repair = next(row for row in views.rows if row.stage == "s3")
    clients, city = repair.cells[0], repair.cells[column(views, "Клиенты: Город")]
    assert figures(clients) == {"spoke": 2, "valence": -1.5, "pained": 0.5, "density": 1.0}
    assert figures(city) == {"spoke": 2, "valence": -1.5, "pained": 1.0, "density": 1.0}
    assert [(f.unit, f.of) for f in clients if f.id == "spoke"] == [(Unit.RESPONDENTS, 4)]
    assert all(figure.utterances for figure in clients)


def test_where_nothing_was_said_a_cell_is_empty():
    views = make_views(study())
    repair = next(row for row in views.rows if row.stage == "s3")
    at = column(views, "Клиенты: Село")
    assert repair.cells[at] == ()
    assert repair.tops[at] is None


def test_the_top_is_the_pain_that_most_people_of_the_column_tell():
    evidence = people(
        {"a": ("queue", "queue", "queue", "price"), "b": ("price",), "c": ("queue",), "d": ("price",)}
    )
    row = next(row for row in make_views(evidence).rows if row.stage == "s2")
    assert (row.tops[0].text, row.tops[0].support.n) == ("Цена выросла", 3)


def test_a_pin_does_not_make_a_pain_the_best_backed():
    evidence = people({"a": ("queue", "price"), "b": ("price",)})
    themes = tuple(replace(t, pinned=t.id == "queue") for t in evidence.grouping.themes)
    views = make_views(replace(evidence, grouping=replace(evidence.grouping, themes=themes)))
    row = next(row for row in views.rows if row.stage == "s2")
    assert row.tops[0].text == "Цена выросла"


# ---------------------------------------------------------------- snapshots


def test_every_interview_has_a_snapshot_clients_first():
    found = make_snapshots(study(), ())
    assert [(s.interview, s.role, s.segment) for s in found] == [
        ("a", Role.CLIENT, "Город"),
        ("b", Role.CLIENT, "Город"),
        ("c", Role.CLIENT, "Село"),
        ("d", Role.CLIENT, "Село"),
        ("e", Role.EXPERT, None),
    ]
    assert found[0].voices == (("a", "a-р"),)


def test_a_snapshot_tells_what_was_said_of_each_stage_by_kind_in_the_order_of_speech():
    first = make_snapshots(study(), ())[0]
    assert [(s.stage, s.said) for s in first.stages] == [
        ("s1", ((Kind.IDEA, ("a-5",)),)),
        ("s2", ((Kind.PAIN, ("a-1",)),)),
        ("s3", ((Kind.PAIN, ("a-3",)),)),
    ]
    assert [s.feeling and s.feeling.mean for s in first.stages] == [None, -1.0, -1.5]


def test_a_kind_shows_three_utterances_at_most_in_the_order_of_speech():
    (found,) = make_snapshots(people({"a": ("queue",) * 7}), ())
    ((_, ids),) = found.stages[0].said
    assert len(ids) == 3
    assert list(ids) == sorted(ids, key=lambda i: int(i.split("-")[1]))


def test_the_quote_is_a_want_a_pain_or_a_joy_before_anything_else():
    (found,) = make_snapshots(people({"a": ("calls", "late", "sms")}), ())
    assert found.quote == "a-3"


def test_an_interview_without_a_code_has_an_empty_snapshot():
    evidence = people({"a": ("late",), "b": ()})
    empty = make_snapshots(evidence, ())[1]
    assert (empty.stages, empty.quote, empty.alone) == ((), None, ())
    assert empty.voices == (("b", "b-р"),)


def test_what_nobody_else_said_stands_alone():
    first, second = make_snapshots(people({"a": ("queue", "late", "!idea"), "b": ("late",)}), ())
    assert first.alone == ("a-1", "a-5")  # a theme of one person and a single voice
    assert second.alone == ()


def test_snapshots_point_at_the_barriers_that_the_interview_voices():
    evidence = study()
    barriers = make_barriers(evidence)
    label = {barrier.id: (barrier.claim.text, barrier.viewpoint) for barrier in barriers}
    found = {s.interview: {label[i] for i in s.barriers} for s in make_snapshots(evidence, barriers)}
    assert ("Срок сорвали", Role.CLIENT) in found["a"]
    assert ("Срок сорвали", Role.CLIENT) in found["b"]
    assert all(text != "Срок сорвали" for text, _ in found["c"])
    assert {role for _, role in found["e"]} <= {Role.EXPERT}


# ---------------------------------------------------------------- the atlas


def test_an_atlas_holds_the_sheets_of_people_and_their_rules():
    draft, transcripts = bicycle_draft()
    atlas = make_atlas(draft, transcripts, kinds=["journey"])
    assert atlas.portraits
    assert atlas.stories
    assert atlas.views.rows
    assert len(atlas.snapshots) == len(atlas.saturation.points) == len(draft.interviews)
    assert {"views", "saturation", "snapshots"} <= atlas.rules.keys()
    known = {barrier.id for barrier in atlas.barriers}
    assert all(set(snapshot.barriers) <= known for snapshot in atlas.snapshots)
    assert {story.portrait for story in atlas.stories} <= {portrait.id for portrait in atlas.portraits}


def test_the_order_of_everything_does_not_change_the_sheets():
    import random

    draft, transcripts = bicycle_draft()
    evidence = recall(draft, transcripts)
    for seed in range(3):
        mixed = shuffled(evidence, random.Random(seed))  # noqa: S311
        assert make_views(mixed) == make_views(evidence)
        assert make_snapshots(mixed, ()) == make_snapshots(evidence, ())

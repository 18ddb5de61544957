"""What people taught reaches the readers through the workflow, and stands there."""

from __future__ import annotations

import pytest

from pipeline.cluster.learning import NOTHING, Taught
from pipeline.records import Kind
from workflow_studies import read_under, write_study


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Read one small study under what was taught."""
    root = write_study(
        tmp_path_factory.mktemp("study"), settings="language: ru\nembedder: lsa\nstages: aida5\n"
    )
    with read_under(root, tmp_path_factory.mktemp("cache")) as reading:
        yield reading


def chosen(evidence):
    """Every fourth unit, whatever the readers say of it."""
    return sorted(evidence.codings)[::4]


def test_nothing_taught_changes_nothing(read):
    assert read(NOTHING) == read(Taught())


def test_taught_kinds_stages_and_valence_stand(read):
    plain = read(NOTHING)
    last = plain.stages[-1].id
    ids = chosen(plain)
    codings = read(
        Taught(
            kinds=dict.fromkeys(ids, frozenset({Kind.IDEA, Kind.GOAL})),
            stages=dict.fromkeys(ids, last),
            valence=dict.fromkeys(ids, 1.5),
        )
    ).codings
    for id_ in ids:
        assert {scored.kind for scored in codings[id_].kinds} == {Kind.IDEA, Kind.GOAL}
        assert (codings[id_].stage.id, codings[id_].stage.score, codings[id_].valence) == (last, 1.0, 1.5)


def test_the_rest_is_coded_less_when_a_reviewer_takes_all_codes_away(read):
    plain = read(NOTHING)
    ids = [id_ for id_ in sorted(plain.codings) if plain.codings[id_].kinds][::2]
    after = read(Taught(kinds=dict.fromkeys(ids, frozenset()))).codings
    rest = plain.codings.keys() - set(ids)
    told = [sum(len(codings[id_].kinds) for id_ in rest) for codings in (plain.codings, after)]
    assert told[1] < told[0]


def test_a_unit_that_was_taught_no_kind_stands_in_no_theme(read):
    plain = read(NOTHING)
    ids = set(chosen(plain))
    grouping = read(Taught(kinds=dict.fromkeys(ids, frozenset()))).grouping
    assert not ids & {id_ for theme in grouping.themes for id_ in theme.utterances}
    assert not ids & set(grouping.unassigned)

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from pipeline.errors import StoreError
from pipeline.store.project import open_project
from pipeline.store.rows import CorrectionEntry, RunStatus


@pytest.fixture
def project(tmp_path):
    with open_project(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with open_project(tmp_path_factory.mktemp("study")) as opened:
        yield opened


def change(project, statement, *values):
    """Run SQL past the program, as a person with a database browser would."""
    with closing(sqlite3.connect(project.path)) as connection, connection:
        connection.execute(statement, values)


# ---------------------------------------------------------------- runs


def test_a_run_remembers_settings_counts_version_and_times(project):
    number = project.runs.start({"язык": "ru", "seed": 7}, "0.1.0")
    project.runs.finish(number, RunStatus.DONE, {"interviews": 3})
    (entry,) = project.runs.entries()
    assert (entry.number, entry.status, entry.version) == (1, RunStatus.DONE, "0.1.0")
    assert (entry.settings, entry.counts) == ({"язык": "ru", "seed": 7}, {"interviews": 3})
    assert entry.started <= entry.finished
    assert timedelta(0) <= datetime.now(UTC) - entry.started < timedelta(minutes=1)


def test_runs_are_numbered_from_one_and_stand_in_order(project):
    for status in (RunStatus.DONE, RunStatus.FAILED):
        project.runs.finish(project.runs.start({}, "1"), status, {})
    assert [(entry.number, entry.status) for entry in project.runs.entries()] == [(1, "done"), (2, "failed")]


def test_a_run_left_running_is_interrupted_when_the_next_one_starts(project):
    project.runs.start({}, "1")
    project.runs.start({}, "1")
    first, second = project.runs.entries()
    assert (first.status, first.finished) == (RunStatus.INTERRUPTED, None)
    assert second.status is RunStatus.RUNNING


def test_a_run_can_be_finished_once(project):
    number = project.runs.start({}, "1")
    project.runs.finish(number, RunStatus.FAILED, {})
    with pytest.raises(ValueError, match="run 1 is not running"):
        project.runs.finish(number, RunStatus.DONE, {})
    assert project.runs.entries()[0].status is RunStatus.FAILED


# ---------------------------------------------------------------- drafts


@given(st.lists(st.binary(max_size=20), max_size=4))
@settings(deadline=None)
def test_every_draft_comes_back_byte_for_byte(shared, drafts):
    run = shared.runs.start({}, "1")
    numbers = [shared.drafts.save(run, data) for data in drafts]
    assert [shared.drafts.load(number) for number in numbers] == drafts


def test_a_draft_equal_to_the_newest_is_not_stored_again(project):
    run = project.runs.start({}, "1")
    assert [project.drafts.save(run, data) for data in (b"a", b"a", b"b", b"b", b"a")] == [1, 1, 2, 2, 3]
    assert [entry.number for entry in project.drafts.entries()] == [1, 2, 3]


def test_an_equal_draft_of_a_later_run_keeps_the_run_that_made_it(project):
    first, second = project.runs.start({}, "1"), project.runs.start({}, "1")
    project.drafts.save(first, b"a")
    project.drafts.save(second, b"a")
    assert [entry.run for entry in project.drafts.entries()] == [first]


@pytest.mark.parametrize("statement", ["UPDATE drafts SET run = 1", "DELETE FROM drafts"])
def test_a_draft_can_neither_be_changed_nor_deleted(project, statement):
    project.drafts.save(project.runs.start({}, "1"), b"a")
    with pytest.raises(sqlite3.IntegrityError, match=r"a draft (never changes|stays)"):
        change(project, statement)
    assert project.drafts.load(1) == b"a"


def test_a_draft_belongs_to_a_run(project):
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        project.drafts.save(9, b"a")
    assert project.drafts.entries() == ()


def test_asking_for_a_missing_draft_says_which_there_are(project):
    with pytest.raises(StoreError, match="there is no draft 1; make one with 'cjm run'"):
        project.drafts.load(1)
    run = project.runs.start({}, "1")
    project.drafts.save(run, b"a")
    project.drafts.save(run, b"b")
    with pytest.raises(StoreError, match="there is no draft 7; there are drafts 1 to 2"):
        project.drafts.load(7)


@pytest.mark.parametrize("blob", [b"", zlib.compress(b"b")])
def test_a_damaged_draft_is_not_handed_out(project, blob):
    project.drafts.save(project.runs.start({}, "1"), b"a")
    change(project, "DROP TRIGGER drafts_never_change")
    change(project, "UPDATE drafts SET data = ?", blob)
    with pytest.raises(StoreError, match="draft 1 is damaged"):
        project.drafts.load(1)


# ---------------------------------------------------------------- corrections

RENAME = CorrectionEntry(
    id="c1", line='{"op":"rename","to":"Дорого"}', author="Ольга", time="2025-03-01T10:00+03:00"
)


def test_corrections_stand_in_the_order_they_came_and_a_known_one_is_left_out(project):
    drop = replace(RENAME, id="b2", line='{"op":"drop"}')
    assert project.corrections.append([RENAME]) == 1
    assert project.corrections.append([RENAME, drop]) == 1
    assert project.corrections.append([]) == 0
    assert project.corrections.entries() == (RENAME, drop)


def test_a_retracted_correction_stays_in_the_list(project):
    project.corrections.append([RENAME])
    project.corrections.retract("c1")
    assert project.corrections.entries() == (replace(RENAME, retracted=True),)


def test_an_unknown_correction_cannot_be_retracted(project):
    with pytest.raises(StoreError, match="there is no correction c9"):
        project.corrections.retract("c9")


@pytest.mark.parametrize("statement", ["UPDATE corrections SET line = ''", "DELETE FROM corrections"])
def test_a_correction_can_neither_be_changed_nor_deleted(project, statement):
    project.corrections.append([RENAME])
    with pytest.raises(sqlite3.IntegrityError, match="it is retracted"):
        change(project, statement)
    assert project.corrections.entries() == (RENAME,)

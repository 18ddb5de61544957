from __future__ import annotations

import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from build import utterances_of
from invented_records import make_transcript
from pipeline.errors import StoreError
from pipeline.store import opening
from pipeline.store.project import open_project
from pipeline.store.rows import RunStatus

posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights another way")


def run_python(code, *args):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
    )


# ---------------------------------------------------------------- the folder and the file


@posix
def test_a_new_project_lies_in_a_folder_for_its_owner_alone(tmp_path):
    with open_project(tmp_path) as project:
        assert project.path == tmp_path / ".cjm" / "project.db"
    assert stat.S_IMODE(project.path.parent.stat().st_mode) == 0o700


def test_version_control_is_told_to_leave_the_project_alone(tmp_path):
    open_project(tmp_path).close()
    assert (tmp_path / ".cjm" / ".gitignore").read_text() == "*\n"


def test_a_closed_project_is_one_file_without_a_log_beside_it(tmp_path):
    with open_project(tmp_path) as project:
        project.save_pseudonyms({("name", "анна"): "[ИМЯ 1]"})
    assert not list(project.path.parent.glob("project.db-*"))
    assert not (project.path.parent / "writer.pid").exists()


def test_a_study_keeps_its_own_name_for_good(tmp_path):
    (tmp_path / "other").mkdir()
    with open_project(tmp_path) as first, open_project(tmp_path / "other") as other:
        names = {first.study_id, other.study_id}
    assert len(names) == 2
    with open_project(tmp_path) as again:
        assert again.study_id in names


def test_a_study_may_have_any_name(tmp_path):
    study = tmp_path / "Интервью #1? 100% «ё»"
    study.mkdir()
    open_project(study).close()
    with open_project(study, readonly=True) as project:
        assert project.path.parent.parent == study


def test_the_store_is_imported_without_sqlalchemy_and_a_current_project_opened_without_alembic(tmp_path):
    open_project(tmp_path).close()
    code = """
import sys, pathlib
import pipeline.store
assert 'sqlalchemy' not in sys.modules
from pipeline.store.project import open_project
with open_project(pathlib.Path(sys.argv[1])) as project:
    project.transcripts()
assert 'alembic' not in sys.modules and 'numpy' not in sys.modules
"""
    assert run_python(code, tmp_path).stderr == ""


# ---------------------------------------------------------------- what is refused


def refusal(study, **options):
    with pytest.raises(StoreError) as caught:
        open_project(study, **options)
    message = str(caught.value)
    assert "; " in message, "a refusal names its remedy"
    return message


def test_a_study_that_is_not_there_is_refused_and_not_made(tmp_path):
    assert "there is no such study folder" in refusal(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_reading_a_study_without_a_project_is_refused_and_makes_none(tmp_path):
    assert "there is no project yet; run 'cjm run'" in refusal(tmp_path, readonly=True)
    assert not (tmp_path / ".cjm").exists()


def test_a_file_in_the_folder_s_place_is_refused(tmp_path):
    (tmp_path / ".cjm").write_text("notes")
    assert "the project folder cannot be made" in refusal(tmp_path)


@pytest.mark.parametrize("readonly", [False, True])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, readonly):
    (tmp_path / ".cjm").mkdir()
    path = tmp_path / ".cjm" / "project.db"
    path.write_text("Это заметки, а не база. " * 100, encoding="utf-8")
    before = path.read_bytes()
    assert "this file is no project database; move its folder away" in refusal(tmp_path, readonly=readonly)
    assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [False, True])
def test_another_program_s_database_is_refused_and_left_alone(tmp_path, readonly):
    (tmp_path / ".cjm").mkdir()
    path = tmp_path / ".cjm" / "project.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    before = path.read_bytes()
    assert "this is some other program's database" in refusal(tmp_path, readonly=readonly)
    assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [False, True])
def test_a_newer_program_s_project_is_refused_and_left_alone(tmp_path, readonly):
    open_project(tmp_path).close()
    path = tmp_path / ".cjm" / "project.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    message = refusal(tmp_path, readonly=readonly)
    assert "a newer version of the program made this project (schema 0999, known up to" in message
    assert "pip install --upgrade" in message
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0999",)]


def test_a_damaged_database_is_named_as_such(tmp_path):
    with open_project(tmp_path) as project:
        transcript = make_transcript("Слово. " * 50_000)
        project.save_transcript(transcript, utterances_of(transcript), "d")
    data = project.path.read_bytes()
    project.path.write_bytes(data[:16384] + b"\xff" * (len(data) - 16384))
    with pytest.raises(StoreError, match="the project database is damaged; restore a copy"):  # noqa: SIM117
        with open_project(tmp_path) as project:
            project.transcripts()


def test_a_refused_project_can_be_opened_once_it_is_mended(tmp_path):
    (tmp_path / ".cjm").mkdir()
    path = tmp_path / ".cjm" / "project.db"
    path.write_text("no database " * 100)
    refusal(tmp_path)
    path.unlink()
    with open_project(tmp_path) as project:
        assert project.transcripts() == ()


@contextmanager
def as_a_plain_user(folder):
    """Give up root's power to write anywhere, for the length of a block."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


@posix
@pytest.mark.parametrize("made", [False, True])
def test_a_read_only_folder_is_refused(made):
    with tempfile.TemporaryDirectory() as name:
        study = Path(name)
        if made:
            open_project(study).close()
            (study / ".cjm").chmod(0o555)
        study.chmod(0o555)
        with as_a_plain_user(study):
            assert re.search(r"cannot be (made|written to) \(Permission denied\)", refusal(study))


# ---------------------------------------------------------------- one writer, many readers


def test_a_second_run_is_refused_with_the_first_one_s_process_id(tmp_path):
    with open_project(tmp_path):
        assert f"another run is at work (pid {os.getpid()}); wait" in refusal(tmp_path)
    open_project(tmp_path).close()


def test_a_reader_sees_what_was_saved_while_a_run_is_at_work(tmp_path):
    with open_project(tmp_path) as writer:
        writer.runs.start({}, "1")
        with open_project(tmp_path, readonly=True) as reader:
            transcript = make_transcript("Дорого.")
            writer.save_transcript(transcript, (), "d")
            assert reader.transcripts() == (transcript,)
            assert reader.runs.entries()[0].status is RunStatus.RUNNING


def test_a_reader_cannot_write(tmp_path):
    open_project(tmp_path).close()
    with open_project(tmp_path, readonly=True) as reader:
        with pytest.raises(RuntimeError, match="opened for reading"):
            reader.save_artifact("kinds", "i1", "d", b"[]")
        with (
            pytest.raises(StoreError, match="cannot be written to"),
            reader._database.reading() as connection,
        ):
            connection.exec_driver_sql("DELETE FROM runs")


def test_a_closed_project_is_neither_read_nor_written(tmp_path):
    project = open_project(tmp_path)
    project.close()
    project.close()
    for use in (project.transcripts, lambda: project.save_artifact("kinds", "i1", "d", b"[]")):
        with pytest.raises(RuntimeError, match="this project is closed"):
            use()


@pytest.mark.parametrize("readonly", [False, True])
def test_a_run_whose_process_died_is_shown_as_interrupted(tmp_path, readonly):
    with open_project(tmp_path) as project:
        project.runs.start({}, "1")
    with open_project(tmp_path, readonly=readonly) as project:
        assert project.runs.entries()[0].status is RunStatus.INTERRUPTED


# ---------------------------------------------------------------- killed at any moment

SAVING = """
import itertools, pathlib, sys
sys.path[:0] = sys.argv[2:]
import numpy as np
from build import utterances_of
from invented_records import make_transcript
from pipeline.store.project import open_project
project = open_project(pathlib.Path(sys.argv[1]))
run = project.runs.start({}, "1")
for n in itertools.count(1):
    transcript = make_transcript(*[f"Версия {n}, реплика {k}." for k in range(200)])
    project.save_transcript(transcript, utterances_of(transcript), str(n))
    project.vectors.save("m", {f"{k}": np.full(384, n, np.float32) for k in range(50)})
    project.drafts.save(run, f"draft {n}".encode())
    print(n, flush=True)
"""


def kill_in_the_middle(study, pause):
    """Start a process that saves without end, kill it, return the last version it had reported."""
    here = Path(__file__).parent
    command = [sys.executable, "-c", SAVING, str(study), str(here), str(here.parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        last = int(child.stdout.readline())
        time.sleep(pause)
        assert "another run is at work" in refusal(study)
        child.kill()
        said = child.stdout.read().split("\n")[:-1]  # the last line may be cut
    assert child.returncode in (-getattr(signal, "SIGKILL", 9), 1)
    return int(said[-1]) if said else last


def check_whole(study, reported):
    with open_project(study) as project:
        (transcript,) = project.transcripts()
        versions = {re.match(r"Версия (\d+),", turn.text)[1] for turn in transcript.turns}
        assert versions == {project.transcript_digest(transcript.id)}, "an interview is of one piece"
        assert int(versions.pop()) >= reported, "what was reported as saved is there"
        assert len(transcript.turns) == len(project.utterances()) == 200
        loaded = project.vectors.load("m", [f"{k}" for k in range(50)])
        assert len(np.unique(np.stack(list(loaded.values())))) == 1, "vectors are of one piece"
        drafts = project.drafts.entries()
        assert [entry.number for entry in drafts] == list(range(1, len(drafts) + 1))
        assert project.drafts.load(len(drafts)).startswith(b"draft ")
        assert {entry.status for entry in project.runs.entries()} == {RunStatus.INTERRUPTED}
    with closing(sqlite3.connect(project.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_process_killed_while_saving_leaves_a_whole_project(tmp_path):
    for pause in (0.0, 0.013, 0.037):
        check_whole(tmp_path, kill_in_the_middle(tmp_path, pause))


def test_opening_knows_every_refusal_by_a_name_that_sqlite_uses():
    assert all(hasattr(sqlite3, name) for name in opening.REFUSALS)

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine

from pipeline.store import opening
from pipeline.store.project import open_project
from pipeline.store.tables import HEAD, metadata

MIGRATIONS = Path(opening.__file__).parent / "migrations"
OLDEST = Path(__file__).with_name("schema_0001.sql")


def config_for(folder):
    config = Config()
    config.set_main_option("script_location", str(folder))
    return config


def differences(path):
    """Return what Alembic would change to turn the file's schema into that of tables.py."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)


def statements(path):
    """Return each table's name and the sorted lines of the statement that made it."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
        ).fetchall()
    return {
        name: sorted(re.sub(r",?\s*$", "", line).strip() for line in sql.split("\n")) for name, sql in rows
    }


@pytest.fixture
def fresh(tmp_path):
    """Return the path of a new project's database."""
    with open_project(tmp_path) as project:
        return project.path


def make_oldest(study):
    path = study / ".cjm" / "project.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OLDEST.read_text(encoding="utf-8"))
    return path


def test_the_head_written_in_the_tables_is_the_newest_migration():
    assert ScriptDirectory.from_config(config_for(MIGRATIONS)).get_heads() == [HEAD]


def test_a_new_project_has_exactly_the_tables_of_the_code(fresh):
    assert differences(fresh) == []


def test_a_new_project_has_the_very_statements_that_the_tables_compile_to(fresh, tmp_path):
    path = tmp_path / "made.db"
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    metadata.create_all(engine)
    assert statements(fresh) == statements(path)


def test_alembic_would_notice_a_column_that_no_migration_makes(fresh):
    with closing(sqlite3.connect(fresh)) as connection:
        connection.execute("ALTER TABLE files DROP COLUMN message")
    assert differences(fresh) != []


def test_the_oldest_schema_is_brought_to_the_newest(tmp_path):
    path = make_oldest(tmp_path)
    open_project(tmp_path).close()
    assert differences(path) == []


def test_nothing_in_the_oldest_project_is_lost(tmp_path):
    make_oldest(tmp_path)
    with open_project(tmp_path) as project:
        assert project.study_id == "0b5a4f0e-1f63-4df3-9f0c-5f5d0a8c7e11"
        (transcript,) = project.transcripts()
        assert transcript.canonical == "Как вы выбирали?\nСпросил у соседа 🙂"
        assert [said.text for said in project.utterances()] == ["Спросил у соседа 🙂"]
        assert project.transcript_digests() == {"i1": "d1"}
        assert project.pseudonyms() == {("name", "анна"): "[ИМЯ 1]"}
        assert project.drafts.load(1) == b"{}\n"
        assert [entry.status for entry in project.runs.entries()] == ["done"]
        assert [entry.id for entry in project.corrections.entries()] == ["c1"]
        assert [verdict.path for verdict in project.verdicts()] == ["clients/01.txt"]
        assert project.vectors.load("m", ["t"])["t"].tolist() == [1.0, -2.0]
        assert project.load_artifact("kinds", "i1", "d1") == b"[]"


def test_reading_alone_brings_an_empty_file_to_the_newest_schema(tmp_path):
    (tmp_path / ".cjm").mkdir()
    path = tmp_path / ".cjm" / "project.db"
    path.touch()  # all that is left of a process killed in its first moment
    with open_project(tmp_path, readonly=True) as project:
        assert project.transcripts() == ()
    assert differences(path) == []


def test_a_migration_that_fails_leaves_the_file_without_a_trace(tmp_path, monkeypatch):
    whole = opening._upgrade

    def upgrade_and_fail(*args):
        whole(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "_upgrade", upgrade_and_fail)
    with pytest.raises(KeyboardInterrupt):
        open_project(tmp_path)
    assert statements(tmp_path / ".cjm" / "project.db") == {}
    monkeypatch.undo()
    with open_project(tmp_path) as project:
        assert project.transcripts() == ()


def test_a_new_migration_made_from_the_template_is_a_module(tmp_path):
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    command.revision(config_for(folder), message="more", rev_id="0002")
    scripts = ScriptDirectory.from_config(config_for(folder))
    assert scripts.get_revision("0002").down_revision == HEAD
    assert scripts.get_revision("0002").doc == "more."

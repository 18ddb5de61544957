"""Opening the file: its folder, the lock, the schema, and what SQLite's refusals mean to a person."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, create_engine, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from ..errors import Message, StoreError
from .tables import HEAD, meta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

FOLDER = ".cjm"
NAME = "project.db"
BUSY_SECONDS = 10.0

WRITING = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")
READING = ("PRAGMA query_only=ON",)
MIGRATING = (
    # Only a new file takes it: a vector of 768 numbers then lies whole in its page of ``vectors``, in
    # a table WITHOUT ROWID; with SQLite's 4,096 bytes each would spill and take twice its room.
    "PRAGMA page_size=16384",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    # A migration may rebuild a table; with keys on, dropping the old one would empty its children.
    "PRAGMA foreign_keys=OFF",
)

ABOUT = (
    "This project holds the names behind the pseudonyms. It belongs to the study and goes no further; "
    "drafts and exports are made to be shared."
)
AGAIN = Message("move its folder away and run 'cjm run' again; the interviews themselves are untouched")
DAMAGED = (
    Message("the project database is damaged"),
    Message(
        "restore a copy, or move its folder away and run 'cjm run' again;"
        " the interviews themselves are untouched"
    ),
)
REFUSALS = {  # by the beginnings of SQLite's own names
    "SQLITE_NOTADB": (Message("this file is no project database"), AGAIN),
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_FULL": (Message("the disk is full"), Message("free some space and run again")),
    "SQLITE_BUSY": (
        Message("another program keeps the project database busy"),
        Message("close it and run again"),
    ),
    "SQLITE_LOCKED": (
        Message("another program keeps the project database busy"),
        Message("close it and run again"),
    ),
    "SQLITE_READONLY": (Message("the project cannot be written to"), Message("make its folder writable")),
    "SQLITE_PERM": (
        Message("the project may not be opened"),
        Message("make its folder readable and writable"),
    ),
    "SQLITE_CANTOPEN": (
        Message("the project cannot be opened"),
        Message("make its folder readable and writable"),
    ),
    "SQLITE_IOERR": (
        Message("the disk refused to read or write the project"),
        Message("check the disk and run again"),
    ),
}


@contextmanager
def plain_refusals(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses for an outer reason into a StoreError; let mistakes of ours through."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        name = getattr(cause, "sqlite_errorname", "")
        for prefix, (fact, remedy) in REFUSALS.items():
            if name.startswith(prefix):
                raise StoreError(fact, place=str(path), remedy=remedy) from error
        raise


class Database:
    """An SQLite file with its two kinds of transaction."""

    def __init__(self, path: Path, pragmas: tuple[str, ...]) -> None:
        """Keep the place; nothing is opened before the first transaction."""
        self.path = path
        self._readonly = pragmas is READING
        self._closed = False
        self._engine = _engine(path, pragmas)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database throughout."""
        self._check_open()
        with plain_refusals(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes happen wholly or not at all.

        Raises RuntimeError when the project was opened for reading.
        """
        if self._readonly:
            msg = "this project was opened for reading"
            raise RuntimeError(msg)
        self._check_open()
        with plain_refusals(self.path), self._engine.connect() as connection:
            connection = connection.execution_options(cjm_writes=True)  # noqa: PLW2901 (the same one)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close every connection; the last one to go folds the write-ahead log into the file."""
        self._closed = True
        with plain_refusals(self.path):
            self._engine.dispose()

    def _check_open(self) -> None:
        """Refuse to go on without the lock: SQLAlchemy would quietly connect again."""
        if self._closed:
            msg = "this project is closed"
            raise RuntimeError(msg)


def _engine(path: Path, pragmas: tuple[str, ...]) -> Engine:
    def connect() -> sqlite3.Connection:
        # isolation_level=None leaves BEGIN to us: the driver's own begins late and never IMMEDIATE.
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            for pragma in pragmas:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(URL.create("sqlite"), creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("cjm_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def stored_version(path: Path) -> str | None:
    """Return the revision of the file's schema, None when there is none; the file is left as it is.

    Raises StoreError for a file that some other program made.
    """
    database = Database(path, READING)
    with closing(database), database.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = set(tables.scalars())
        if not names:
            return None
        if "alembic_version" not in names or "meta" not in names:
            raise StoreError("this is some other program's database", place=str(path), remedy=AGAIN)
        version: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return version


def migrate(path: Path) -> None:
    """Bring the file to the newest schema in one transaction, making it when it is not there.

    The caller holds the lock.  Raises StoreError for a schema that this program does not know: a
    newer one made it.
    """
    version = stored_version(path)
    if version == HEAD:  # no Alembic then: importing it takes longer than all the rest of opening
        return
    database = Database(path, MIGRATING)
    with closing(database), database.writing() as connection:
        _upgrade(connection, version, path)
        if not connection.scalar(select(meta.c.value).where(meta.c.key == "study_id")):
            rows = [{"key": "study_id", "value": str(uuid.uuid4())}, {"key": "about", "value": ABOUT}]
            connection.execute(meta.insert(), rows)


def _upgrade(connection: Connection, version: str | None, path: Path) -> None:
    from alembic import command  # noqa: PLC0415 (slow, and needed once in a project's life)
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreError(
            "a newer version of the program made this project (schema %(schema)s, known up to %(known)s)",
            place=str(path),
            remedy="update it: pip install --upgrade interview-cjm",
            schema=version,
            known=HEAD,
        )
    command.upgrade(config, "head")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        fact, remedy = DAMAGED
        raise StoreError(fact, place=str(path), remedy=remedy)

"""What was done to the study: runs, the drafts they made, and people's corrections."""

from __future__ import annotations

import hashlib
import json
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from ..errors import StoreError
from .rows import CorrectionEntry, DraftEntry, RunEntry, RunStatus, compact
from .tables import corrections, drafts, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from .opening import Database


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class RunLog:
    """The runs of a project, numbered from 1; times stand here and nowhere in a draft."""

    def __init__(self, database: Database) -> None:
        """Work on an opened project."""
        self._database = database

    def start(self, settings: Mapping[str, Any], version: str) -> int:
        """Open a new run and return its number; one that was left running becomes interrupted."""
        with self._database.writing() as connection:
            _interrupt(connection)
            number: int = connection.scalar(select(func.coalesce(func.max(runs.c.number), 0) + 1)) or 1
            row = {
                "number": number,
                "started": _now(),
                "status": RunStatus.RUNNING.value,
                "settings": compact(settings),
                "counts": "{}",
                "version": version,
            }
            connection.execute(runs.insert(), row)
            return number

    def finish(self, number: int, status: RunStatus, counts: Mapping[str, Any]) -> None:
        """Close a running run with what it counted; raises ValueError when it is not running."""
        running = runs.c.status == RunStatus.RUNNING.value
        values = {"finished": _now(), "status": status.value, "counts": compact(counts)}
        with self._database.writing() as connection:
            closing = update(runs).where(runs.c.number == number, running).values(values)
            if connection.execute(closing).rowcount != 1:
                msg = f"run {number} is not running"
                raise ValueError(msg)

    def interrupt(self) -> None:
        """Mark what a killed process left running; call it only while holding the lock."""
        with self._database.writing() as connection:
            _interrupt(connection)

    def running(self) -> bool:
        """Tell whether some run is marked as running."""
        with self._database.reading() as connection:
            found = connection.scalar(select(runs.c.number).where(runs.c.status == RunStatus.RUNNING.value))
        return found is not None

    def entries(self) -> tuple[RunEntry, ...]:
        """Return every run, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(runs).order_by(runs.c.number)).all()
        return tuple(
            RunEntry(
                number=row.number,
                started=datetime.fromisoformat(row.started),
                finished=datetime.fromisoformat(row.finished) if row.finished else None,
                status=RunStatus(row.status),
                settings=json.loads(row.settings),
                counts=json.loads(row.counts),
                version=row.version,
            )
            for row in rows
        )


def _interrupt(connection: Connection) -> None:
    """Close what runs, with no time of finishing: nobody knows it."""
    left = update(runs).where(runs.c.status == RunStatus.RUNNING.value)
    connection.execute(left.values(status=RunStatus.INTERRUPTED.value))


class DraftStore:
    """The drafts of a project, numbered from 1, never changed and never deleted."""

    def __init__(self, database: Database) -> None:
        """Work on an opened project."""
        self._database = database

    def save(self, run: int, data: bytes) -> int:
        """Keep the bytes of a draft.json and return its number.

        A draft equal to the newest one is not stored again: the newest one's number comes back.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        newest = select(drafts.c.number, drafts.c.sha256).order_by(drafts.c.number.desc()).limit(1)
        packed = zlib.compress(data)
        with self._database.writing() as connection:
            last = connection.execute(newest).first()
            if last is not None and last.sha256 == sha256:
                return int(last.number)
            number = 1 if last is None else int(last.number) + 1
            row = {"number": number, "run": run, "sha256": sha256, "made_at": _now(), "data": packed}
            connection.execute(drafts.insert(), row)
            return number

    def load(self, number: int) -> bytes:
        """Return the bytes of a draft; raises StoreError when there is none or it is damaged."""
        place = str(self._database.path)
        with self._database.reading() as connection:
            query = select(drafts.c.data, drafts.c.sha256).where(drafts.c.number == number)
            row = connection.execute(query).first()
            newest = connection.scalar(select(func.max(drafts.c.number)))
        if row is None:
            raise StoreError(
                "there is no draft %(number)s",
                place=place,
                remedy="there are drafts 1 to %(newest)s" if newest else "make one with 'cjm run'",
                number=number,
                newest=newest,
            )
        try:
            data = zlib.decompress(row.data)
        except zlib.error:
            data = b""
        if hashlib.sha256(data).hexdigest() != row.sha256:
            raise StoreError(
                "draft %(number)s is damaged",
                place=place,
                remedy="restore a copy of the project",
                number=number,
            )
        return data

    def entries(self) -> tuple[DraftEntry, ...]:
        """Return every draft without its bytes, oldest first."""
        columns = (drafts.c.number, drafts.c.run, drafts.c.sha256, drafts.c.made_at)
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns).order_by(drafts.c.number)).all()
        return tuple(
            DraftEntry(
                number=row.number, run=row.run, sha256=row.sha256, made_at=datetime.fromisoformat(row.made_at)
            )
            for row in rows
        )


class CorrectionLog:
    """People's corrections in the order they came; one is retracted, never changed or deleted."""

    def __init__(self, database: Database) -> None:
        """Work on an opened project."""
        self._database = database

    def append(self, entries: Iterable[CorrectionEntry]) -> int:
        """Add corrections, leaving out those whose id is known; return how many were new."""
        values = [
            {"id": e.id, "line": e.line, "author": e.author, "time": e.time, "retracted": e.retracted}
            for e in entries
        ]
        with self._database.writing() as connection:
            before = self._count(connection)
            if values:
                connection.execute(insert(corrections).prefix_with("OR IGNORE"), values)
            return self._count(connection) - before

    def entries(self) -> tuple[CorrectionEntry, ...]:
        """Return every correction, retracted ones too, in the order they were added."""
        with self._database.reading() as connection:
            rows = connection.execute(select(corrections).order_by(corrections.c.number)).all()
        return tuple(
            CorrectionEntry(
                id=row.id, line=row.line, author=row.author, time=row.time, retracted=bool(row.retracted)
            )
            for row in rows
        )

    def retract(self, id_: str) -> None:
        """Mark a correction as retracted; raises StoreError for an unknown one."""
        with self._database.writing() as connection:
            mark = update(corrections).where(corrections.c.id == id_).values(retracted=True)
            if connection.execute(mark).rowcount != 1:
                place = str(self._database.path)
                raise StoreError("there is no correction %(id)s", place=place, remedy="check its id", id=id_)

    @staticmethod
    def _count(connection: Connection) -> int:
        return connection.scalar(select(func.count()).select_from(corrections)) or 0

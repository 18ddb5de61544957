"""A study's project: ``STUDY/.cjm/project.db``.

Every public method that writes is one transaction, so that a process killed at any moment leaves a
project which the next run goes on with.
"""

from __future__ import annotations

import zlib
from contextlib import ExitStack, contextmanager, suppress
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import delete, select

from ..errors import StoreError, reason
from ..records import InterviewId
from .history import CorrectionLog, DraftStore, RunLog
from .lock import PATIENCE, WriterLock
from .opening import FOLDER, NAME, READING, WRITING, Database, migrate, stored_version
from .rows import FileVerdict, interview_row, transcript_of, turn_rows, utterance_of, utterance_rows
from .tables import HEAD, artifacts, files, interviews, listed, meta, pseudonyms, turns
from .tables import utterances as said
from .vectors import VectorStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from ..records import Transcript, Utterance

AGAIN = "run 'cjm run' on the study"


def open_project(study: Path, *, readonly: bool = False) -> Project:
    """Open the project of a study folder, making it when there is none; use it with ``with``.

    With ``readonly`` no lock is kept, so that a run may be at work meanwhile.  Raises StoreError:
    another process writes, the folder is read-only, the file is no project, a newer version's or
    damaged, or there is none to read.
    """
    study = study.resolve()
    if not study.is_dir():
        raise StoreError("there is no such study folder", place=str(study), remedy="check its name")
    return _open_to_read(study / FOLDER) if readonly else _open_to_write(study / FOLDER)


def _open_to_write(folder: Path) -> Project:
    _make_folder(folder)
    with ExitStack() as undo:
        lock = WriterLock(folder)
        lock.acquire()
        undo.callback(lock.release)
        migrate(folder / NAME)
        project = Project(Database(folder / NAME, WRITING), lock)
        undo.callback(project.close)
        project.runs.interrupt()  # the lock is ours, so whatever is marked as running is dead
        undo.pop_all()
    return project


def _open_to_read(folder: Path) -> Project:
    path = folder / NAME
    if not path.is_file():
        raise StoreError("there is no project yet", place=str(folder.parent), remedy=AGAIN)
    if stored_version(path) != HEAD:
        with _locked(folder):
            migrate(path)
    project = Project(Database(path, READING))
    with ExitStack() as undo:
        undo.callback(project.close)
        if project.runs.running():  # or killed: then nobody holds the lock
            with suppress(StoreError), _locked(folder, 0), Project(Database(path, WRITING)) as tidying:
                tidying.runs.interrupt()
        undo.pop_all()
    return project


@contextmanager
def _locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    lock = WriterLock(folder)
    lock.acquire(patience)
    try:
        yield
    finally:
        lock.release()


def _make_folder(folder: Path) -> None:
    """Make the folder for its owner's eyes only, and keep version control out of it."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")
    except OSError as error:
        raise StoreError(
            "the project folder cannot be made (%(reason)s)",
            place=str(folder),
            remedy="make the study folder writable",
            reason=reason(error),
        ) from error


class Project:
    """An opened project; its parts are ``runs``, ``drafts``, ``corrections`` and ``vectors``."""

    def __init__(self, database: Database, lock: WriterLock | None = None) -> None:
        """Take over the database and the lock; both are given back by ``close``."""
        self._database = database
        self._lock = lock
        self.runs = RunLog(database)
        self.drafts = DraftStore(database)
        self.corrections = CorrectionLog(database)
        self.vectors = VectorStore(database)

    def __enter__(self) -> Self:
        """Return the project itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the project."""
        self.close()

    def close(self) -> None:
        """Close the database and give the lock back; a second time has no effect."""
        try:
            self._database.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    @property
    def path(self) -> Path:
        """The place of the database file."""
        return self._database.path

    @property
    def study_id(self) -> str:
        """A random name given once; it tells another study's corrections file."""
        with self._database.reading() as connection:
            return str(connection.scalar(select(meta.c.value).where(meta.c.key == "study_id")))

    # ------------------------------------------------------------ files and names

    def save_verdicts(self, verdicts: Iterable[FileVerdict]) -> None:
        """Keep what was thought of these files, each replacing what was thought before."""
        fields = FileVerdict.__slots__
        values = [{name: getattr(verdict, name) for name in fields} for verdict in verdicts]
        self._put(files, values)

    def verdicts(self) -> tuple[FileVerdict, ...]:
        """Return the last verdict of every file, by path."""
        with self._database.reading() as connection:
            rows = connection.execute(select(files).order_by(files.c.path)).mappings().all()
        return tuple(FileVerdict(**row) for row in rows)

    def forget_files(self, keep: Iterable[str]) -> int:
        """Drop the verdicts of all paths but these; return how many went."""
        with self._database.writing() as connection:
            return connection.execute(delete(files).where(files.c.path.not_in(listed(keep)))).rowcount

    def save_pseudonyms(self, key: Mapping[tuple[str, str], str]) -> None:
        """Keep the key: (type, normal form) → pseudonym; a known normal form is given the new one."""
        names = ("type", "normal", "pseudonym")
        self._put(pseudonyms, [dict(zip(names, (*what, key[what]), strict=True)) for what in sorted(key)])

    def pseudonyms(self) -> dict[tuple[str, str], str]:
        """Return the whole key, (type, normal form) → pseudonym; it never leaves the project."""
        order = select(pseudonyms).order_by(pseudonyms.c.type, pseudonyms.c.normal)
        with self._database.reading() as connection:
            return {(row.type, row.normal): row.pseudonym for row in connection.execute(order)}

    def _put(self, table: Any, values: list[dict[str, Any]]) -> None:
        if values:
            with self._database.writing() as connection:
                connection.execute(table.insert().prefix_with("OR REPLACE"), values)

    # ------------------------------------------------------------ interviews

    def save_transcript(self, transcript: Transcript, utterances: Iterable[Utterance], digest: str) -> None:
        """Keep an interview and its utterances in the order given, replacing what was there.

        ``digest`` stands for everything it was made from.  Raises ValueError for an utterance whose
        text does not stand at its place in the transcript.
        """
        turn_values, said_values = turn_rows(transcript), utterance_rows(transcript, utterances)
        with self._database.writing() as connection:
            connection.execute(delete(interviews).where(interviews.c.id == transcript.id))
            connection.execute(interviews.insert(), interview_row(transcript, digest))
            for table, values in ((turns, turn_values), (said, said_values)):
                if values:
                    connection.execute(table.insert(), values)

    def transcript_digest(self, interview: InterviewId) -> str | None:
        """Return the digest an interview was saved with, None when it is not here."""
        return self.transcript_digests().get(interview)

    def transcript_digests(self) -> dict[InterviewId, str]:
        """Return the digest of every interview."""
        with self._database.reading() as connection:
            rows = connection.execute(select(interviews.c.id, interviews.c.digest).order_by(interviews.c.id))
            return {InterviewId(id_): digest for id_, digest in rows}

    def load_transcript(self, interview: InterviewId) -> Transcript:
        """Return one interview; raises StoreError when it is not here."""
        found = self.transcripts((interview,))
        if not found:
            raise StoreError("there is no interview %(id)s", place=str(self.path), remedy=AGAIN, id=interview)
        return found[0]

    def transcripts(self, ids: Iterable[InterviewId] | None = None) -> tuple[Transcript, ...]:
        """Return these interviews (all when None), by path and id; unknown ids give nothing."""
        heads = select(interviews).order_by(interviews.c.path, interviews.c.id)
        ids = None if ids is None else tuple(ids)
        if ids is not None:
            heads = heads.where(interviews.c.id.in_(listed(ids)))
        with self._database.reading() as connection:
            texts = _turns(connection, ids)
            return tuple(transcript_of(row, texts.get(row.id, ())) for row in connection.execute(heads))

    def utterances(self, ids: Iterable[InterviewId] | None = None) -> tuple[Utterance, ...]:
        """Return the utterances of these interviews (all when None), by path, id and saved order."""
        ids = None if ids is None else tuple(ids)
        query = select(said).join(interviews)
        query = query.order_by(interviews.c.path, interviews.c.id, said.c.number)
        if ids is not None:
            query = query.where(interviews.c.id.in_(listed(ids)))
        with self._database.reading() as connection:
            texts = {
                id_: "\n".join(row.text for row in rows) for id_, rows in _turns(connection, ids).items()
            }
            return tuple(utterance_of(row, texts[row.interview]) for row in connection.execute(query))

    def forget_transcripts(self, keep: Iterable[InterviewId]) -> int:
        """Drop all interviews but these with their utterances; return how many went."""
        with self._database.writing() as connection:
            gone = delete(interviews).where(interviews.c.id.not_in(listed(keep)))
            return connection.execute(gone).rowcount

    # ------------------------------------------------------------ results of steps

    def load_artifact(self, step: str, key: str, digest: str) -> bytes | None:
        """Return a step's stored result; None when there is none or it was made from something else."""
        query = select(artifacts.c.payload).where(
            artifacts.c.step == step, artifacts.c.key == key, artifacts.c.digest == digest
        )
        with self._database.reading() as connection:
            payload = connection.scalar(query)
        try:
            return None if payload is None else zlib.decompress(payload)
        except zlib.error:
            return None  # damaged, and it can be made again

    def save_artifact(self, step: str, key: str, digest: str, payload: bytes) -> None:
        """Keep a step's result with the digest of what it was made from, replacing the last one."""
        packed = zlib.compress(payload)
        self._put(artifacts, [{"step": step, "key": key, "digest": digest, "payload": packed}])

    def prune_artifacts(self, step: str, keep_keys: Iterable[str]) -> int:
        """Drop a step's results under all keys but these; return how many went."""
        gone = delete(artifacts).where(artifacts.c.step == step, artifacts.c.key.not_in(listed(keep_keys)))
        with self._database.writing() as connection:
            return connection.execute(gone).rowcount


def _turns(connection: Connection, ids: tuple[InterviewId, ...] | None) -> dict[str, list[Any]]:
    """Return the rows of ``turns`` in order, by interview."""
    query = select(turns).order_by(turns.c.interview, turns.c.number)
    if ids is not None:
        query = query.where(turns.c.interview.in_(listed(ids)))
    rows = connection.execute(query)
    return {id_: list(group) for id_, group in groupby(rows, key=attrgetter("interview"))}

"""The tables as the newest migration leaves them; a test holds the two together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
    select,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Select

HEAD = "0001"  # the newest revision, written here so that opening a current project needs no Alembic

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("path", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("mtime_ns", Integer, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("interview", Text),  # no foreign key: the verdict outlives a forgotten interview
)

interviews = Table(
    "interviews",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("segment", Text),
    Column("speakers", Text, nullable=False),
    Column("dropped", Text, nullable=False),
    Column("warnings", Text, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("interview", ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("speaker", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("spans", Text, nullable=False),
)

# An utterance is a span, not a copy: its text is cut from the turns when it is read, so that
# the store cannot hold a quote which nobody said.
utterances = Table(
    "utterances",
    metadata,
    Column("interview", ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("speaker_role", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("time_from", Float),
    Column("time_to", Float),
)

pseudonyms = Table(
    "pseudonyms",
    metadata,
    Column("type", Text, primary_key=True),
    Column("normal", Text, primary_key=True),
    Column("pseudonym", Text, nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    Column("model_sha", Text, primary_key=True),
    Column("text_hash", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float32, little-endian
    sqlite_with_rowid=False,
)

artifacts = Table(
    "artifacts",
    metadata,
    Column("step", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),  # zlib
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("started", Text, nullable=False),
    Column("finished", Text),
    Column("status", Text, nullable=False),
    Column("settings", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("version", Text, nullable=False),
    CheckConstraint("status IN ('running', 'done', 'interrupted', 'failed')", name="status"),
)

# Triggers refuse to change or delete a draft; they stand in the migration.
drafts = Table(
    "drafts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("run", ForeignKey("runs.number"), nullable=False),
    Column("sha256", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # zlib
)

# Triggers refuse to delete a correction or to change anything of it but ``retracted``.
corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("line", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("retracted", Boolean, nullable=False),
)


def listed(values: Iterable[str]) -> Select[Any]:
    """Return a sub-select of these strings for ``IN``.

    One JSON parameter carries them, so that neither their number (SQLite's limit on variables)
    nor the length of the statement matters.  Raises ValueError for a string with a NUL character,
    where SQLite's reading of JSON ends.
    """
    strings = list(values)
    if any("\0" in string for string in strings):
        msg = "an id or a key holds a NUL character"
        raise ValueError(msg)
    listing = func.json_each(json.dumps(strings)).table_valued("value")
    return select(listing.c.value)

"""The first schema.

It repeats the tables in its own words on purpose: ``tables.py`` moves on, this file must not.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _study()
    _interviews()
    _caches()
    _history()
    for trigger in TRIGGERS:
        op.execute(trigger)


def _study() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "files",
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("mtime_ns", sa.Integer, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("interview", sa.Text),
        sa.PrimaryKeyConstraint("path", name="pk_files"),
    )
    op.create_table(
        "pseudonyms",
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("normal", sa.Text, nullable=False),
        sa.Column("pseudonym", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("type", "normal", name="pk_pseudonyms"),
    )


def _interviews() -> None:
    op.create_table(
        "interviews",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("segment", sa.Text),
        sa.Column("speakers", sa.Text, nullable=False),
        sa.Column("dropped", sa.Text, nullable=False),
        sa.Column("warnings", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_interviews"),
    )
    op.create_table(
        "turns",
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("speaker", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("spans", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("interview", "number", name="pk_turns"),
        sa.ForeignKeyConstraint(
            ["interview"], ["interviews.id"], name="fk_turns_interview", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "utterances",
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("speaker", sa.Text, nullable=False),
        sa.Column("speaker_role", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("time_from", sa.Float),
        sa.Column("time_to", sa.Float),
        sa.PrimaryKeyConstraint("interview", "number", name="pk_utterances"),
        sa.ForeignKeyConstraint(
            ["interview"], ["interviews.id"], name="fk_utterances_interview", ondelete="CASCADE"
        ),
    )


def _caches() -> None:
    op.create_table(
        "vectors",
        sa.Column("model_sha", sa.Text, nullable=False),
        sa.Column("text_hash", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("model_sha", "text_hash", name="pk_vectors"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "artifacts",
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("step", "key", name="pk_artifacts"),
    )


def _history() -> None:
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("finished", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_runs"),
        sa.CheckConstraint(
            "status IN ('running', 'done', 'interrupted', 'failed')", name=op.f("ck_runs_status")
        ),
    )
    op.create_table(
        "drafts",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_drafts"),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name="fk_drafts_run"),
    )
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("time", sa.Text, nullable=False),
        sa.Column("retracted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_corrections"),
        sa.UniqueConstraint("id", name="uq_corrections_id"),
    )


TRIGGERS = (
    """CREATE TRIGGER drafts_never_change BEFORE UPDATE ON drafts
    BEGIN SELECT RAISE(ABORT, 'a draft never changes'); END""",
    """CREATE TRIGGER drafts_stay BEFORE DELETE ON drafts
    BEGIN SELECT RAISE(ABORT, 'a draft stays'); END""",
    """CREATE TRIGGER corrections_never_change
    BEFORE UPDATE OF number, id, line, author, time ON corrections
    BEGIN SELECT RAISE(ABORT, 'a correction never changes, it is retracted'); END""",
    """CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
    BEGIN SELECT RAISE(ABORT, 'a correction stays, it is retracted'); END""",
)

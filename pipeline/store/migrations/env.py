"""Alembic's door: runs the migrations on the connection that it is handed.

There is no alembic.ini; ``pipeline.store.opening.migrate`` builds the configuration and puts the
connection into ``config.attributes``.  The caller's transaction holds the whole upgrade.
"""

from __future__ import annotations

from alembic import context

from pipeline.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()

"""What Alembic runs to apply migrations: over the connection that `migrate` gives it."""

from __future__ import annotations

from alembic import context

from service.storage.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    # SQLite changes a table by making it anew.
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

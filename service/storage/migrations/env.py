"""What Alembic runs to apply migrations: over the connection that `migrate` gives it."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from service.storage.columns import CompressedText, Moment
from service.storage.tables import Table


def name_of_ours(kind: str, item: Any, _context: object) -> str | Literal[False]:  # noqa: ANN401 - any part of a table
    """How a new migration writes our own types (script.py.mako imports them)."""
    return f"{type(item).__name__}()" if kind == "type" and isinstance(item, Moment | CompressedText) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    # SQLite changes a table by making it anew.
    render_as_batch=True,
    compare_type=True,
    render_item=name_of_ours,
)
with context.begin_transaction():
    context.run_migrations()

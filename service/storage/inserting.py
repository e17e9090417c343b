"""Adding a row that somebody else may be adding at the same time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.storage.columns import Table


def insert_unless_there(session: Session, table: type[Table], **values: Any) -> bool:  # noqa: ANN401 - as the columns
    """Add a row unless its primary key or another unique key is taken; says whether it was added."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).values(**values).on_conflict_do_nothing()
    return session.execute(statement.returning(literal_column("1", Integer))).first() is not None

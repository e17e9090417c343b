"""Rows of the database as plain data for an export."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.orm import Session

from service.storage.columns import Table

Plain = dict[str, Any]
_SECRET = frozenset({"token_sha256", "hash", "request_sha256", "secret_encrypted", "client_secret_encrypted"})
"""Columns that help only whoever wants to get in."""


def plain(row: Table, leave_out: Iterable[str] = ()) -> Plain:
    """The columns of a row by name, in values that JSON knows."""
    hidden = _SECRET | set(leave_out)
    names = (column.name for column in row.__table__.columns if column.name not in hidden)
    return {name: _plain(getattr(row, name)) for name in names}


def rows(
    session: Session, table: type[Table], condition: ColumnElement[bool], leave_out: Iterable[str] = ()
) -> list[Plain]:
    """The rows of a table for which ``condition`` holds, in the order of their keys."""
    found = session.scalars(select(table).where(condition).order_by(*inspect(table).primary_key))
    return [plain(row, leave_out) for row in found]


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value

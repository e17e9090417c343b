"""Another time than the present, for what is stored.

The people of the demonstration centre did in past weeks what its rows say; nobody else may write a time that is not
the present one, and import-linter holds everybody to that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def pretended() -> datetime | None:
    """The moment that it is to be; None almost always, and then it is the present one."""
    return _pretended.get()


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Let it be another moment (aware of its time zone) for what is called within, in this thread."""
    token = _pretended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)

"""Long lists in pages: ``?limit=&after=``, answered with ``{"items": […], "next": cursor | null}``.

A page ends at a row, not at a number of rows: what is added or removed meanwhile makes no other row appear twice or
never. The cursor holds that row's place in the order, and whoever makes one up sees no more than she may anyway.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.errors import Fault, RequestInvalid

DEFAULT_LIMIT = 50
MOST = 200
_LONGEST = 500
_LARGEST = 2**31 - 1
Item = TypeVar("Item")
# PostgreSQL has no character for it.
Wanted = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")]
"""Text that rows are looked for by."""


class PageQuery(BaseModel):
    """The query parameters of every list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST, description="How many items to answer with at most.")
    after: str | None = Field(
        None, max_length=_LONGEST, description="`next` of the page before; the first page where it is left out."
    )


class Page(BaseModel, Generic[Item]):
    """Part of a list."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Item, ...] = Field(description="The items, in the list's order.")
    next: str | None = Field(description="What to send as `after` for the next page; null on the last one.")


def cursor(*place: str | int | datetime | UUID) -> str:
    """A row's place in the order, as callers send it back."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in place]
    written = json.dumps(plain, separators=(",", ":"), default=str)
    return urlsafe_b64encode(written.encode()).rstrip(b"=").decode()


def place_of(after: str, *kinds: Callable[[Any], Any]) -> list[Any]:
    """The values that `cursor` was given; ``kinds`` make each from a string or number (`UUID`, `moment`).

    Raises RequestInvalid where the cursor is none of ours.
    """
    try:
        plain = json.loads(urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        return [_storable(kind(value)) for kind, value in zip(kinds, plain, strict=True)]
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        raise RequestInvalid([Fault("#/query/after", "This is not the `next` of a page of this list.")]) from None


def moment(value: str) -> datetime:
    """An instant of a cursor; raises ValueError where it has no time zone."""
    at = datetime.fromisoformat(value)
    if at.tzinfo is None:
        raise ValueError
    return at


def _storable(value: object) -> object:
    """Raise ValueError for what no database would take."""
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise ValueError
    if isinstance(value, str) and b"\0" in value.encode():
        raise ValueError
    return value


def page_of(rows: Sequence[Any], limit: int, show: Callable[[Any], Item], place: Callable[[Any], str]) -> Page[Item]:
    """The page of ``rows``, of which one more than ``limit`` was asked for, to learn whether there is a next page."""
    shown = rows[:limit]
    return Page(items=tuple(show(row) for row in shown), next=place(shown[-1]) if len(rows) > limit else None)

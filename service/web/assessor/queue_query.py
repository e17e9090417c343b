"""What of the queue somebody wants to see, from a page's address or a form, and back into an address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError
from starlette.datastructures import ImmutableMultiDict

from service.errors import RequestInvalid
from service.queue.schemas import QueueQuery
from service.validation import faults_of

PAGE = 25
"""Rows on a page."""
_SEVERAL = frozenset({"group", "reason", "state"})
_NO_FILTERS = frozenset({"after", "limit"})


def query_of(fields: ImmutableMultiDict[str, Any]) -> QueueQuery:
    """The filters among the parameters of an address or the fields of a form; empty ones count as left out.

    Raises RequestInvalid.
    """
    given: dict[str, Any] = {"limit": PAGE}
    for name in QueueQuery.model_fields.keys() - {"limit"}:
        values = [value for value in fields.getlist(name) if isinstance(value, str) and value]
        if values:
            given[name] = values if name in _SEVERAL else values[0]
    try:
        return QueueQuery.model_validate(given)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False, include_context=False)
    raise RequestInvalid(faults_of(found))


def pairs_of(query: QueueQuery, **instead: str | None) -> list[tuple[str, str]]:
    """The filters as name and value; ``instead``: others in their place, None to leave one out."""
    kept = query.model_dump(mode="json", exclude_defaults=True, exclude=set(_NO_FILTERS))
    wanted: dict[str, Any] = kept | instead
    return [
        (name, str(value))
        for name, values in wanted.items()
        if values is not None
        for value in (values if isinstance(values, list | tuple) else [values])
    ]


def address_of(query: QueueQuery, **instead: str | None) -> str:
    """The address of the queue with these filters."""
    pairs = pairs_of(query, **instead)
    return f"/queue?{urlencode(pairs)}" if pairs else "/queue"


def is_filtered(query: QueueQuery) -> bool:
    """Whether anything is left out that she might see."""
    return bool(pairs_of(query))

"""Changing only what one has seen: ``ETag`` with each answer, ``If-Match`` with each change (RFC 9110, section 13)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Header

from service.errors import ChangedMeanwhile, PreconditionRequired

_OURS = re.compile(r'"([0-9]{1,9})"')
# The OpenAPI description of the header that `etag` makes.
ETAG: dict[str, Any] = {
    "ETag": {
        "description": "The version that was answered; send it as If-Match with a change.",
        "schema": {"type": "string"},
        "example": '"3"',
    }
}


def etag(version: int) -> str:
    """The header ETag of a version."""
    return f'"{version}"'


def _expected(
    if_match: Annotated[
        str | None,
        Header(description='The ETag of what you have seen, such as `"3"`; needed, so that nobody overwrites unseen.'),
    ] = None,
) -> int:
    if if_match is None:
        raise PreconditionRequired("Read it first and send its ETag as If-Match with the change.")
    ours = _OURS.fullmatch(if_match.strip())
    # A tag that was never given belongs to no version.
    return int(ours[1]) if ours else 0


ExpectedVersion = Annotated[int, Depends(_expected)]
"""The version that the caller has seen; a route that asks for it raises PreconditionRequired without it."""


def require_version(expected: int, present: int, *, by: str | None = None, at: datetime | None = None) -> None:
    """Raise ChangedMeanwhile unless the caller has seen the ``present`` version.

    ``by`` (a person's name) and ``at``: who changed it last and when, where the caller may know.
    """
    if expected == present:
        return
    who = f" by {by}" if by else ""
    when = f" on {at:%-d %B %Y at %H:%M} UTC" if at else ""
    raise ChangedMeanwhile(f"It was changed{who}{when}. Read it again before you change it.")

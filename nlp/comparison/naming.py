"""Which of two documents an error is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nlp.errors import DocumentError


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Let the message of a DocumentError begin with ``name``, such as "The first draft"; its class stays."""
    try:
        yield
    except DocumentError as error:
        raise type(error)(f"{name}: {error}") from error

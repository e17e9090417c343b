"""How many answers that go on for long one person may have at once: each holds a connection and looks again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from uuid import UUID

from service.errors import TooManyRequests

AT_ONCE = 10
_SECONDS = 10


class OpenStreams:
    """The streams that this process has open, by person."""

    def __init__(self) -> None:
        self._open: Counter[UUID] = Counter()
        self._lock = Lock()

    @contextmanager
    def one_of(self, person_id: UUID) -> Iterator[None]:
        """One more, until the block is left; raises TooManyRequests where she has ``AT_ONCE`` already."""
        with self._lock:
            if self._open[person_id] >= AT_ONCE:
                raise TooManyRequests(_SECONDS)
            self._open[person_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._open[person_id] -= 1
                self._open += Counter()  # forgets whoever has none

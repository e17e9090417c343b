"""Work that goes on behind a page: one thing at a time, each thing once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from threading import Lock, Thread

from service.logs import log_failure

logger = logging.getLogger(__name__)


class Behind:
    """Does what is asked for in threads that end with the process."""

    def __init__(self) -> None:
        self._asked: dict[Hashable, Thread] = {}
        self._lock, self._turn = Lock(), Lock()

    def ask(self, key: Hashable, work: Callable[[], None]) -> None:
        """Do ``work`` when those asked for before are done; nothing, where the same is asked for already."""
        with self._lock:
            if key in self._asked:
                return
            thread = Thread(target=self._do, args=(key, work), daemon=True, name="measuring")
            self._asked[key] = thread
        thread.start()

    def finish(self) -> None:
        """Wait until nothing is being done."""
        while threads := list(self._asked.values()):
            for thread in threads:
                thread.join()

    def _do(self, key: Hashable, work: Callable[[], None]) -> None:
        try:
            with self._turn:
                work()
        except Exception as error:  # noqa: BLE001 - whoever looks next asks for it again
            log_failure(logger, "not measured", error)
        finally:
            with self._lock:
                del self._asked[key]

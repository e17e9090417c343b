"""Where analyses run: a bounded number of threads with a bounded queue, off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from contextvars import copy_context
from threading import Lock
from typing import TypeVar

from service.errors import AnalysisTimedOut, ServiceBusy

Result = TypeVar("Result")
Timed = Callable[[], AbstractContextManager[None]]


class Workers:
    """Runs functions in ``workers`` threads; ``queue`` more may wait. ``timed`` is entered while somebody waits.

    A thread cannot be stopped: work that outlives its time limit goes on, unheard, and keeps its place until it ends.
    So no number of slow requests ever runs more than ``workers`` at once.
    """

    def __init__(self, *, workers: int, queue: int, timed: Timed = nullcontext) -> None:
        self._threads = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="analysis")
        self._places = workers + queue
        self._lock = Lock()
        self._timed = timed

    @property
    def executor(self) -> Executor:
        """The threads, for work that is not a request's and takes no place in the queue."""
        return self._threads

    async def run(self, function: Callable[[], Result], *, seconds: float) -> Result:
        """Call ``function`` in a thread and wait for what it returns, ``seconds`` at most.

        Raises:
            ServiceBusy: every place is taken.
            AnalysisTimedOut: the time is over; work that had not begun never will.
        """
        future = asyncio.wrap_future(self._submit(function))
        try:
            with self._timed():
                async with asyncio.timeout(seconds) as limit:
                    return await future
        except TimeoutError:
            if limit.expired():
                raise AnalysisTimedOut(
                    f"The analysis took longer than the {seconds:g} seconds allowed. Send a shorter text, or try later."
                ) from None
            raise

    def close(self) -> None:
        """Drop what waits; what runs is left to end by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _submit(self, function: Callable[[], Result]) -> Future[Result]:
        with self._lock:
            if not self._places:
                raise ServiceBusy("Too many texts are being analysed at the moment. Try again in a few seconds.")
            self._places -= 1
        # What is known of the request, such as its language, goes with it.
        future = self._threads.submit(copy_context().run, function)
        future.add_done_callback(self._give_back)
        return future

    def _give_back(self, _future: Future[Result]) -> None:
        with self._lock:
            self._places += 1

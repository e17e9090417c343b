"""Bounded work off the event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from threading import Event, Lock, get_ident

import pytest

from service.errors import AnalysisTimedOut, ServiceBusy
from service.workers import Workers


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers(workers=2, queue=1)
    yield workers
    workers.close()


def test_what_a_function_returns_or_raises_comes_back(workers: Workers) -> None:
    def fail() -> None:
        raise LookupError("as it is")

    assert asyncio.run(workers.run(get_ident, seconds=5)) != get_ident()
    with pytest.raises(LookupError, match="as it is"):
        asyncio.run(workers.run(fail, seconds=5))


def test_a_time_out_of_the_functions_own_is_not_ours(workers: Workers) -> None:
    def fail() -> None:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        asyncio.run(workers.run(fail, seconds=5))


def test_never_more_run_than_there_are_workers() -> None:
    workers, lock = Workers(workers=2, queue=10), Lock()
    running, most = 0, 0

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.01)
        with lock:
            running -= 1

    async def all_at_once() -> None:
        await asyncio.gather(*(workers.run(work, seconds=5) for _ in range(12)))

    asyncio.run(all_at_once())
    workers.close()
    assert most == 2


def test_work_that_is_given_up_keeps_its_place_until_it_ends(workers: Workers) -> None:
    ended = Event()

    async def scenario() -> None:
        for _ in range(2):
            with pytest.raises(AnalysisTimedOut):
                await workers.run(ended.wait, seconds=0.05)
        # Both threads are still taken: one more may wait, in vain, and leaves the queue when its time is over.
        with pytest.raises(AnalysisTimedOut):
            await workers.run(get_ident, seconds=0.05)
        waiting = asyncio.create_task(workers.run(get_ident, seconds=5))
        await asyncio.sleep(0)
        with pytest.raises(ServiceBusy):
            await workers.run(get_ident, seconds=5)
        ended.set()
        assert await waiting

    asyncio.run(scenario())


def test_what_waits_is_dropped_when_its_time_is_over(workers: Workers) -> None:
    ended, called = Event(), Event()

    async def scenario() -> None:
        taken = [asyncio.create_task(workers.run(ended.wait, seconds=5)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(AnalysisTimedOut):
            await workers.run(called.set, seconds=0.05)
        ended.set()
        await asyncio.gather(*taken)

    asyncio.run(scenario())
    assert not called.is_set()

"""Bounded work off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from threading import Barrier, Event, Lock, get_ident

import pytest

from service.errors import AnalysisTimedOut, ServiceBusy
from service.workers import Workers
from tests.patience import PATIENCE


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers(workers=2, queue=1)
    yield workers
    workers.close()


def test_what_a_function_returns_or_raises_comes_back(workers: Workers) -> None:
    def fail() -> None:
        raise LookupError("as it is")

    assert asyncio.run(workers.run(get_ident, seconds=PATIENCE)) != get_ident()
    with pytest.raises(LookupError, match="as it is"):
        asyncio.run(workers.run(fail, seconds=PATIENCE))


def test_a_time_out_of_the_functions_own_is_not_ours(workers: Workers) -> None:
    def fail() -> None:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        asyncio.run(workers.run(fail, seconds=PATIENCE))


def test_as_many_run_as_there_are_workers_and_never_more() -> None:
    workers, lock, both = Workers(workers=2, queue=10), Lock(), Barrier(2)
    running, most = 0, 0

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        both.wait(PATIENCE)
        with lock:
            running -= 1

    async def all_at_once() -> None:
        await asyncio.gather(*(workers.run(work, seconds=PATIENCE) for _ in range(12)))

    asyncio.run(all_at_once())
    workers.close()
    assert most == 2


def test_work_that_is_given_up_keeps_its_place_until_it_ends(workers: Workers) -> None:
    ended, begun = Event(), []

    def work() -> None:
        begun.append(get_ident())
        ended.wait()

    async def scenario() -> None:
        while len(begun) < 2:  # what a busy machine has not begun in time is dropped
            with pytest.raises(AnalysisTimedOut):
                await workers.run(work, seconds=0.05)
        # Both threads are still taken: one more may wait, in vain, and leaves the queue when its time is over.
        with pytest.raises(AnalysisTimedOut):
            await workers.run(get_ident, seconds=0.05)
        waiting = asyncio.create_task(workers.run(get_ident, seconds=PATIENCE))
        await asyncio.sleep(0)
        with pytest.raises(ServiceBusy):
            await workers.run(get_ident, seconds=PATIENCE)
        ended.set()
        assert await waiting

    asyncio.run(scenario())


def test_what_waits_is_dropped_when_its_time_is_over(workers: Workers) -> None:
    ended, called = Event(), Event()

    async def scenario() -> None:
        taken = [asyncio.create_task(workers.run(ended.wait, seconds=PATIENCE)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(AnalysisTimedOut):
            await workers.run(called.set, seconds=0.05)
        ended.set()
        await asyncio.gather(*taken)

    asyncio.run(scenario())
    assert not called.is_set()

"""Futures that go on while their caller does something else, handed out in the order in which they were asked for."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Group = TypeVar("Group")
Done = TypeVar("Done")
Given = ParamSpec("Given")


def done_ahead(groups: Iterable[tuple[Group, Iterable[Future[Done]]]], most: int) -> Iterator[tuple[Group, list[Done]]]:
    """Each group with what its futures came to, in order; while the caller looks at one, later ones go on.

    Groups and their futures are drawn one after another, and drawing a future is what begins it: no more are drawn
    while ``most`` are unfinished. Raises what a future or the drawing raised.
    """
    waiting: deque[tuple[Group, list[Future[Done]]]] = deque()
    begun: deque[Future[Done]] = deque()
    for group, futures in groups:
        waiting.append((group, []))
        for future in futures:
            waiting[-1][1].append(future)
            begun.append(future)
            if len(begun) >= most:
                begun.popleft().result()
        while waiting and all(future.done() for future in waiting[0][1]):
            yield _finished(waiting.popleft())
    yield from map(_finished, waiting)


def _finished(waiting: tuple[Group, list[Future[Done]]]) -> tuple[Group, list[Done]]:
    group, futures = waiting
    return group, [future.result() for future in futures]


def threads_for(count: int) -> Executor:
    """As many threads, 0 for one a core; where that is one, everything is done in its caller's own."""
    count = count or _cores()
    return ThreadPoolExecutor(count, "encoding") if count > 1 else AtOnce()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


class AtOnce(Executor):
    """Does everything in its caller's own thread, before it hands out the future."""

    def submit(self, function: Callable[Given, Done], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Done]:
        """A future that has its result; raises what the function raises."""
        return finished(function(*args, **kwargs))


def finished(result: Done) -> Future[Done]:
    """A future of what is known already."""
    future: Future[Done] = Future()
    future.set_result(result)
    return future

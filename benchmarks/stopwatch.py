"""Where a program spends its time, by wrapping functions of it from outside while it runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from time import perf_counter
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch

Arguments = ParamSpec("Arguments")
Returned = TypeVar("Returned")


class Stopwatch:
    """Seconds of each part; of a part inside another one, only the inner is charged. For one thread.

    ``called``, where one is given to `timing`, sees the arguments of every call.
    """

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Charge what happens inside to the part ``name``."""
        started = perf_counter()
        self._inner.append(0.0)
        try:
            yield
        finally:
            passed = perf_counter() - started
            self.seconds[name] += passed - self._inner.pop()
            if self._inner:
                self._inner[-1] += passed

    @contextmanager
    def timing(
        self, functions: dict[tuple[Any, str], str], called: Callable[..., object] = lambda *_: None
    ) -> Iterator[None]:
        """Charge calls of functions, given by their owner and name, to parts, until the block ends."""
        with ExitStack() as stack:
            for (owner, function), part in functions.items():
                stack.enter_context(patch.object(owner, function, self._timed(getattr(owner, function), part, called)))
            yield

    def take(self) -> dict[str, float]:
        """The seconds so far, which then start anew."""
        taken = dict(self.seconds)
        self.seconds.clear()
        return taken

    def _timed(
        self, function: Callable[Arguments, Returned], part: str, called: Callable[..., object]
    ) -> Callable[Arguments, Returned]:
        @wraps(function)
        def timed(*arguments: Arguments.args, **named: Arguments.kwargs) -> Returned:
            called(part, *arguments)
            with self.part(part):
                return function(*arguments, **named)

        return timed

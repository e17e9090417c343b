from __future__ import annotations

from types import SimpleNamespace

import pytest

from benchmarks import stopwatch
from benchmarks.stopwatch import Stopwatch


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(stopwatch, "perf_counter", lambda: clock.now)
    return clock


def test_what_an_inner_part_takes_is_not_charged_to_the_outer_one(clock: SimpleNamespace) -> None:
    watch = Stopwatch()

    with watch.part("outer"):
        clock.now += 1
        with watch.part("inner"):
            clock.now += 4
        clock.now += 2

    assert watch.take() == {"outer": 3.0, "inner": 4.0}
    assert watch.take() == {}


def test_functions_are_timed_from_outside_until_the_block_ends(clock: SimpleNamespace) -> None:
    class Worker:
        def work(self, seconds: float) -> str:
            clock.now += seconds
            return "done"

    worker = Worker()
    seen: list[object] = []
    watch = Stopwatch()

    with watch.timing({(Worker, "work"): "working"}, lambda part, *arguments: seen.append((part, arguments))):
        assert worker.work(5.0) == "done"
    worker.work(7.0)

    assert watch.take() == {"working": 5.0}
    assert seen == [("working", (worker, 5.0))]

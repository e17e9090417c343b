"""Processes that are kept running."""

from __future__ import annotations

import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

import pytest

from service.jobs import supervisor
from service.jobs.supervisor import supervised, supervised_workers
from service.settings import Settings

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def made() -> list[BaseProcess]:
    return []


@pytest.fixture
def make(made: list[BaseProcess]) -> Callable[[], BaseProcess]:
    """Makes processes that would run for longer than any test."""

    def one() -> BaseProcess:
        made.append(get_context("spawn").Process(target=time.sleep, args=(600,)))
        return made[-1]

    return one


def alive(process: BaseProcess) -> bool:
    return process.pid is not None and process.is_alive()


def test_a_process_that_dies_is_started_again_and_ended_in_the_end(
    make: Callable[[], BaseProcess], made: list[BaseProcess], until: Until
) -> None:
    with supervised(make, first_pause=0.01):
        for number in (1, 2):
            until(lambda number=number: len(made) == number and alive(made[-1]))  # type: ignore[misc]
            made[-1].kill()
        until(lambda: len(made) == 3 and alive(made[-1]))
    assert not any(map(alive, made))
    assert made[-1].exitcode == -15


def test_it_ends_at_once_while_it_pauses(
    make: Callable[[], BaseProcess], made: list[BaseProcess], until: Until
) -> None:
    with supervised(make, first_pause=600):
        until(lambda: len(made) == 1 and alive(made[0]))
        made[0].kill()
        made[0].join()
    assert len(made) == 1


@pytest.mark.parametrize(
    ("address", "wanted", "started"),
    [("", 1, 1), ("", 3, 1), ("", 0, 0), ("postgresql://x/y", 3, 3)],
)
def test_sqlite_has_one_worker_at_most(
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[], BaseProcess],
    made: list[BaseProcess],
    *,
    address: str,
    wanted: int,
    started: int,
) -> None:
    entered = []

    class Recorded:
        def __init__(self, _make: object) -> None:
            entered.append(make)

        def __enter__(self) -> None: ...

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(supervisor, "supervised", Recorded)
    with supervised_workers(Settings(database_url=address, job_workers=wanted)):
        assert len(entered) == started
    assert made == []

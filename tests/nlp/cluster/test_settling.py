"""Each key has one row in the end, and none is ever lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.cluster import settling
from nlp.cluster.places import Place
from nlp.cluster.rows import ANALYSED, FAILED, RESULTS
from nlp.cluster.settling import keys, settle
from nlp.cluster.tables import Table

KEYS = [f"{number:064x}" for number in range(8)]


class Killed(Exception):
    """The process is gone."""


class Mortal(Place):
    """A place whose process is killed before one of its changes, and that lets others in between."""

    def between(self, happens: Callable[[], None]) -> Mortal:
        self.__dict__["happens"] = happens
        return self

    def commit(self, name: str, write: Callable[[BinaryIO], None]) -> None:
        self.__dict__["happens"]()
        super().commit(name, write)

    def remove(self, names: list[str]) -> None:
        for name in names:
            self.__dict__["happens"]()
            super().remove([name])


def row(key: str, outcome: str = ANALYSED) -> dict[str, Any]:
    return {"key": key, "content_sha256": "a" + key[1:], "outcome": outcome, "source": f"{key} {outcome}"}


def table(folder: Path) -> Table:
    return Table(Place.of(str(folder)), "results", RESULTS)


def commit(table: Table, *rows: dict[str, Any]) -> None:
    table.commit(table.block_name(f"{some['key']}{some['outcome']}" for some in rows), rows)


def everything(table: Table) -> list[dict[str, Any]]:
    """All rows of the settled files, as a reader finds them."""
    return [
        found
        for name in table.files("a")
        for found in pq.read_table(table.place.path(name), partitioning=None).to_pylist()
    ]


def test_rows_of_blocks_move_into_their_partitions(tmp_path: Path) -> None:
    results = table(tmp_path)
    commit(results, row(KEYS[0]), {**row(KEYS[1]), "content_sha256": "b" * 64})

    assert [settle(results, digit) for digit in "abc"] == [1, 1, 0]
    assert keys(results, "a") == [bytes.fromhex(KEYS[0])]
    assert keys(results, "b") == [bytes.fromhex(KEYS[1])]


def test_a_second_run_adds_a_file_and_writes_none_anew(tmp_path: Path) -> None:
    results = table(tmp_path)
    commit(results, row(KEYS[0]))
    settle(results, "a")
    (first,) = results.files("a")
    commit(results, row(KEYS[0]), row(KEYS[1]))
    settle(results, "a")

    assert first in results.files("a")
    assert sorted(found["key"] for found in everything(results)) == KEYS[:2]


def test_a_result_takes_the_place_of_a_failure_and_never_the_reverse(tmp_path: Path) -> None:
    results = table(tmp_path)
    for outcome in (FAILED, ANALYSED, FAILED):
        commit(results, row(KEYS[0], outcome))
        settle(results, "a")
        results.place.remove(results.blocks())

    assert [found["outcome"] for found in everything(results)] == [ANALYSED]
    assert keys(results, "a", results_only=True)


def test_large_partitions_are_written_some_rows_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "_ROWS_A_GROUP", 2)
    results = table(tmp_path)
    for key in KEYS:
        commit(results, row(key))
    settle(results, "a")

    (name,) = results.files("a")
    assert pq.ParquetFile(results.place.path(name)).num_row_groups == 4


blocks = st.lists(
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from([ANALYSED, FAILED]), min_size=1), min_size=1, max_size=4
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=blocks, during=blocks, dies_at=st.integers(0, 6), meets_at=st.integers(0, 6))
def test_nothing_is_lost_or_doubled_whoever_is_killed_and_whoever_else_settles(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[dict[str, str]],
    during: list[dict[str, str]],
    dies_at: int,
    meets_at: int,
) -> None:
    """One settles and is killed at a change; between its changes another commits, and settles from end to end."""
    folder = tmp_path_factory.mktemp("target")
    mine, others = table(folder), table(folder)
    for block in before:
        commit(mine, *(row(key, outcome) for key, outcome in block.items()))
    changes = Counter[str]()

    def happens() -> None:
        changes["made"] += 1
        if changes["made"] == meets_at:
            for block in during:
                commit(others, *(row(key, outcome) for key, outcome in block.items()))
            settle(others, "a")
        if changes["made"] == dies_at:
            raise Killed

    one = Table(Mortal(str(folder)).between(happens), "results", RESULTS)
    try:
        seen = one.blocks()
        settle(one, "a")
        one.place.remove(seen)
    except Killed:
        pass
    committed = [*before, *(during if changes["made"] >= meets_at > 0 else [])]
    settle(mine, "a")

    found = {result["key"]: result["outcome"] for result in everything(mine)}
    best = {key: min(block[key] for block in committed if key in block) for block in committed for key in block}
    assert found == best  # "analysed" sorts before "failed"
    assert len(everything(mine)) == len(found)

"""Bring one partition of a table in order: each key one row, of which none is lost (`nlp.cluster.tables`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from nlp.cluster.rows import FAILED
from nlp.cluster.tables import CODEC, Table, groups_of, name_of

_ROWS_A_GROUP = 2_000
_TRIES = 20


class _Choice(NamedTuple):
    """The row that stands for a key: its file, its position in the file's part of the partition, and its worth."""

    name: str
    position: int
    is_result: bool


class _Contents(NamedTuple):
    """The rows of a partition by key, and the settled files that have to be written anew."""

    chosen: dict[bytes, _Choice]
    outdated: set[str]


def settle(table: Table, partition: str) -> int:
    """Take a partition's rows out of all blocks into a settled file, each key once; the number of keys it then has.

    The blocks stay: they are removed when every partition has been settled. Memory: the keys of the partition, and
    2,000 rows.
    """
    for _ in range(_TRIES):
        try:
            contents = _settle(table, partition)
        except FileNotFoundError:
            continue  # somebody else settles too, and has removed what is written elsewhere by now: look again
        if contents is not None:
            table.place.remove_abandoned(table.folder(partition))
            return len(contents.chosen)
    raise OSError("Others change the target all the time. End other runs, and run the same command again.")


def keys(table: Table, partition: str, *, results_only: bool = False) -> list[bytes]:
    """The keys of a settled partition, in order; ``results_only``: without those of documents that failed."""
    found = _contents(table, partition, table.files(partition), []).chosen
    return sorted(key for key, choice in found.items() if choice.is_result or not results_only)


def _settle(table: Table, partition: str) -> _Contents | None:
    """The contents, or None where something had to be written, so that it has to be looked at again."""
    settled = table.files(partition)
    contents = _contents(table, partition, settled, table.blocks())
    staying = set(settled) - contents.outdated
    moving = {key: choice for key, choice in contents.chosen.items() if choice.name not in staying}
    if not moving:
        return contents
    written = _write(table, partition, moving)
    table.place.remove(sorted(contents.outdated - {written}))
    return None


def _contents(table: Table, partition: str, settled: list[str], blocks: list[str]) -> _Contents:
    chosen: dict[bytes, _Choice] = {}
    outdated: set[str] = set()
    of_settled = set(settled)
    for name in [*settled, *blocks]:
        for position, (key, is_result) in enumerate(_keys(table, name, partition)):
            known = chosen.get(key)
            better = known is not None and is_result and not known.is_result
            if known and known.name in of_settled and (better or name in of_settled):
                outdated |= {known.name, name} & of_settled
            if known is None or better:
                chosen[key] = _Choice(name, position, is_result)
    return _Contents(chosen, outdated)


def _keys(table: Table, name: str, partition: str) -> Iterator[tuple[bytes, bool]]:
    with table.place.open(name) as opened:
        file = pq.ParquetFile(opened)
        groups = groups_of(file, partition)
        columns = [column for column in ("key", "outcome") if column in table.schema.names]
        for group in groups:
            rows = file.read_row_group(group, columns=columns)
            outcomes = rows["outcome"].to_pylist() if "outcome" in columns else [None] * len(rows)
            for key, outcome in zip(rows["key"].to_pylist(), outcomes, strict=True):
                yield bytes.fromhex(key), outcome != FAILED


def _write(table: Table, partition: str, moving: dict[bytes, _Choice]) -> str:
    """Write these rows as one settled file; its name, which says what rows it holds."""
    positions: dict[str, list[int]] = {}
    for choice in moving.values():
        positions.setdefault(choice.name, []).append(choice.position)
    held = name_of(f"{key.hex()} {choice.is_result}" for key, choice in moving.items())
    final = f"{table.folder(partition)}/{held}.parquet"

    def write(file: BinaryIO) -> None:
        with pq.ParquetWriter(file, table.schema, compression=CODEC) as writer:
            for rows in _gathered(table, partition, positions):
                writer.write_table(rows)

    table.place.commit(final, write)
    return final


def _gathered(table: Table, partition: str, positions: dict[str, list[int]]) -> Iterator[pa.Table]:
    """The rows at these positions, some thousand at a time."""
    waiting: list[pa.Table] = []
    for name in sorted(positions):
        for rows in _rows(table, name, partition, sorted(positions[name])):
            waiting.append(rows)
            if sum(map(len, waiting)) >= _ROWS_A_GROUP:
                yield pa.concat_tables(waiting)
                waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def _rows(table: Table, name: str, partition: str, positions: list[int]) -> Iterator[pa.Table]:
    with table.place.open(name) as opened:
        file = pq.ParquetFile(opened)
        start = 0
        for group in groups_of(file, partition):
            rows = file.read_row_group(group)
            here = [position - start for position in positions if start <= position < start + len(rows)]
            start += len(rows)
            if here:
                yield _in_shape(rows.take(here), table.schema)


def _in_shape(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Rows of an earlier version with the columns that have been added since, empty."""
    columns = [
        rows[field.name].cast(field.type) if field.name in rows.column_names else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)

"""A table of rows with keys, of which each key has one row in the end, whatever is stopped and whoever else writes.

Work is committed as it is done, each block of rows as one file in ``<table>/unsettled``. `settle` brings the rows of
all blocks into partitions, ``<table>/hash=0`` to ``hash=f`` by the first digit of their content's hash, and leaves out
those that are there already. The rules that make this safe without locks or renaming of objects:

- No file changes. Its name is a hash of the keys and outcomes in it, so that the same work has the same name.
- A file is removed only after another one that holds all its rows, or better ones, has been written.

So rows are never lost, and two that settle at once come to the same: whoever looks last finds what both have written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from nlp.cluster.places import Place
from nlp.cluster.rows import Row

PARTITIONS = "0123456789abcdef"
UNSETTLED = "unsettled"
CODEC = "zstd"
_DIGITS = b"partitions"


@dataclass(frozen=True)
class Table:
    """One of the tables of a target: ``name`` is its folder."""

    place: Place
    name: str
    schema: pa.Schema

    def block_name(self, keys: Iterable[str]) -> str:
        """Where a block of new rows with these keys is committed."""
        return f"{self.name}/{UNSETTLED}/{name_of(keys)}.parquet"

    def commit(self, name: str, rows: Sequence[Row]) -> None:
        """Commit a block: its rows in groups, one for each partition, so that each can be read alone."""
        parts: dict[str, list[Row]] = {}
        for row in rows:
            parts.setdefault(partition_of(row), []).append(row)
        digits = sorted(parts)
        schema = self.schema.with_metadata({_DIGITS: "".join(digits).encode()})

        def write(file: BinaryIO) -> None:
            with pq.ParquetWriter(file, schema, compression=CODEC) as writer:
                for digit in digits:
                    writer.write_table(pa.Table.from_pylist(parts[digit], schema=schema))

        self.place.commit(name, write)

    def blocks(self) -> list[str]:
        """The blocks that are not settled yet."""
        return self.place.names(f"{self.name}/{UNSETTLED}")

    def files(self, partition: str) -> list[str]:
        """The settled files of a partition."""
        return self.place.names(self.folder(partition))

    def folder(self, partition: str) -> str:
        """Where a partition lies; other programs read the name as a column ``hash``."""
        return f"{self.name}/hash={partition}"


def groups_of(file: pq.ParquetFile, partition: str) -> list[int]:
    """Which row groups of a file hold rows of a partition: all of a settled one."""
    digits: bytes | None = (file.schema_arrow.metadata or {}).get(_DIGITS)
    if digits is None:
        return list(range(file.num_row_groups))
    position = digits.decode().find(partition)
    return [position] if position >= 0 else []


def partition_of(row: Row) -> str:
    """The first digit of the content's hash; of the key where there is no content."""
    return str(row.get("content_sha256") or row["key"])[0]


def name_of(keys: Iterable[str]) -> str:
    """What a file with these keys is called."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:32]

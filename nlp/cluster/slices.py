"""The work of a run in slices: so many files of a folder, or so many rows of a Parquet file.

A slice says where documents lie; only the process that analyses them reads them, so that no learner's words pass
through the memory that machines of a cluster share.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from nlp.cluster.piece import Piece, Unreadable
from nlp.cluster.places import Place, hidden
from nlp.errors import PlaceUnusable
from nlp.readers import Limits

PARQUET = ".parquet"
DOCUMENTS_A_SLICE = 512
SOURCE_COLUMNS = ("source", "id")
CONTENT_COLUMNS = ("text", "bytes")
NAME_COLUMN = "name"
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Slice:
    """Files of a folder (``names``), or ``count`` rows of a row group of a Parquet file from ``start`` on."""

    path: str
    names: tuple[str, ...] = field(default=())
    group: int = 0
    start: int = 0
    count: int = 0

    @classmethod
    def of_json(cls, text: str) -> Slice:
        """The slice that `to_json` made it of."""
        values = json.loads(text)
        return cls(**{**values, "names": tuple(values["names"])})

    def to_json(self) -> str:
        """It as one line of text, which travels well."""
        return json.dumps(asdict(self))


def folders_and_tables(place: Place) -> list[str]:
    """What a corpus consists of: its Parquet files where there are any, else its folders of documents.

    Names within ``place``; raises PlaceUnusable where there is neither.
    """
    try:
        if place.address.endswith(PARQUET) and not place.files.isdir(place.root):
            return [""] if place.holds("") else _nothing(place)
        folders = list(place.walk())
    except FileNotFoundError:
        return _nothing(place)
    tables = [name for folder in folders for name in _names(place, folder) if name.endswith(PARQUET)]
    return tables or folders


def slices(place: Place, part: str, size: int = DOCUMENTS_A_SLICE) -> Iterator[Slice]:
    """The slices of a Parquet file or a folder (without the folders in it); raises PlaceUnusable."""
    if not place.path(part).endswith(PARQUET):
        names = (name for name in _names(place, part) if not hidden(name))
        while some := tuple(itertools.islice(names, size)):
            yield Slice(part, some)
        return
    with place.open(part) as opened:
        file = pq.ParquetFile(opened)
        _columns(file.schema_arrow, place, part)
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            for start in range(0, rows, size):
                yield Slice(part, (), group, start, min(size, rows - start))


def pieces(place: Place, slice_: Slice) -> Iterator[Piece | Unreadable]:
    """The documents of a slice, read one after another."""
    if slice_.names:
        yield from (_file(place, name) for name in slice_.names)
    else:
        yield from _rows(place, slice_)


def _file(place: Place, name: str) -> Piece | Unreadable:
    # A name that is no Unicode text (from another system) is told with its odd bytes as \xNN.
    source = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    try:
        with place.open(name) as file:
            return Piece.of_file(source, file.read(Limits().file_bytes + 1), name)
    except OSError as error:
        return Unreadable(source, error)


def _rows(place: Place, slice_: Slice) -> Iterator[Piece]:
    with place.open(slice_.path) as opened:
        file = pq.ParquetFile(opened)
        columns = _columns(file.schema_arrow, place, slice_.path)
        batches = file.iter_batches(batch_size=_BATCH, row_groups=[slice_.group], columns=list(columns))
        rows = (row for batch in batches for row in batch.to_pylist())
        for row in itertools.islice(rows, slice_.start, slice_.start + slice_.count):
            yield _row(row, *columns)


def _row(row: dict[str, Any], source: str, content: str, name: str | None = None) -> Piece:
    found = row[content]
    if content == "text":
        return Piece.of_text(str(row[source]), found or "")
    return Piece.of_file(str(row[source]), found or b"", row[name] if name else None)


def _columns(schema: pa.Schema, place: Place, part: str) -> tuple[str, ...]:
    """Which columns hold a document's name, its content and, for files, the name of the file."""
    source = next((column for column in SOURCE_COLUMNS if column in schema.names), None)
    content = next((column for column in CONTENT_COLUMNS if column in schema.names), None)
    if source is None or content is None:
        raise PlaceUnusable(
            f"'{place.path(part)}' lacks columns. It needs 'source' or 'id', and 'text' (words) or 'bytes' (whole "
            "files, with 'name' for their names)."
        )
    return (source, content, NAME_COLUMN) if content == "bytes" and NAME_COLUMN in schema.names else (source, content)


def _names(place: Place, folder: str) -> Iterator[str]:
    prefix = f"{folder}/" if folder else ""
    for entry in place.files.ls(place.path(folder), detail=True):
        name = entry["name"].rstrip("/").rsplit("/", 1)[-1]
        if entry["type"] == "file" or entry.get("islink"):
            yield f"{prefix}{name}"


def _nothing(place: Place) -> list[str]:
    raise PlaceUnusable(
        f"There is no corpus at '{place.address}'. Give a folder, a .parquet file, or an s3:// address."
    )

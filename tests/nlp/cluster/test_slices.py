"""What a corpus consists of, and how its documents are read."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nlp.cluster.piece import Piece, Unreadable
from nlp.cluster.places import Place
from nlp.cluster.slices import Slice, folders_and_tables, pieces, slices
from nlp.errors import PlaceUnusable


def found(place: Place, size: int = 3) -> list[Piece | Unreadable]:
    parts = folders_and_tables(place)
    whole = [some for part in parts for some in slices(place, part, size)]
    assert [Slice.of_json(some.to_json()) for some in whole] == whole
    return [piece for some in whole for piece in pieces(place, some)]


def test_a_folder_is_read_with_the_folders_in_it_and_without_hidden_files(corpus: Path) -> None:
    sources = [piece.source for piece in found(Place.of(str(corpus)), size=2)]

    assert sorted(sources) == ["amira.txt", "ben.txt", "empty.txt", "group b/amira again.txt"]


def test_a_file_that_cannot_be_opened_is_told_of(corpus: Path) -> None:
    (corpus / "gone.txt").symlink_to(corpus / "nowhere.txt")

    unreadable = [piece for piece in found(Place.of(str(corpus))) if isinstance(piece, Unreadable)]
    assert [piece.source for piece in unreadable] == ["gone.txt"]


def test_words_from_a_table_come_in_slices_of_its_row_groups(tmp_path: Path) -> None:
    rows = pa.table({"id": list(range(10)), "text": [f"Account {number}." for number in range(9)] + [None]})
    pq.write_table(rows, tmp_path / "accounts.parquet", row_group_size=4)

    place = Place.of(str(tmp_path / "accounts.parquet"))
    assert [some.count for some in slices(place, "", 3)] == [3, 1, 3, 1, 2]
    read = [piece for piece in found(place) if isinstance(piece, Piece)]
    assert [(piece.source, piece.content.decode()) for piece in read] == [
        *((str(number), f"Account {number}.") for number in range(9)),
        ("9", ""),
    ]


def test_whole_files_from_a_table_are_told_apart_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    rows = pa.table({"source": ["a", "b"], "bytes": [b"# One", b"Two"], "name": ["one.md", None]})
    pq.write_table(rows, tmp_path / "part" / "0.parquet")

    read = found(Place.of(str(tmp_path)))
    assert [piece.format for piece in read if isinstance(piece, Piece)] == [".md", ""]


def test_a_table_without_the_columns_is_refused_with_what_it_needs(tmp_path: Path) -> None:
    pq.write_table(pa.table({"number": [1]}), tmp_path / "0.parquet")

    with pytest.raises(PlaceUnusable, match="'source' or 'id'"):
        found(Place.of(str(tmp_path)))


@pytest.mark.parametrize("name", ["nowhere", "nowhere.parquet"])
def test_where_there_is_nothing_that_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(PlaceUnusable, match="no corpus"):
        found(Place.of(str(tmp_path / name)))


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(PlaceUnusable, match="cannot be used"):
        Place.of("carrier-pigeon://coop")

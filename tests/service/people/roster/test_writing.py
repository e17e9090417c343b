"""Tables that go out calculate nothing in whatever program opens them, and come back as they were."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.people.roster.reading import read_table
from service.people.roster.table import clean
from service.people.roster.writing import as_csv, harmless


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-7", "@SUM(A1)", " =1", "'=1", "\t=1", "\r=1"])
def test_what_looks_like_a_formula_is_marked_as_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Ann", "ann@example.org", "A-7", "1=1", "O'Neil", "'tis"])
def test_everything_else_stays(cell: str) -> None:
    assert harmless(cell) == cell


names = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@' \t,;\"")).map(clean).filter(bool)


@given(st.lists(st.tuples(names, names, names, names, names), max_size=6))
def test_no_cell_is_a_formula_and_every_cell_comes_back(rows: list[tuple[str, ...]]) -> None:
    content = as_csv(rows)
    written = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for row in written for cell in row)
    assert [row.cells for row in read_table(content).rows] == rows

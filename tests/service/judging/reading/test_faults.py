"""What cannot be read is told row by row, kept out and counted; what is no table at all is refused with advice."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.judging.reading.errors import ColumnsUnclear, ReadingError, RowsFaulty, TableUnreadable
from service.judging.reading.reading import read_decisions
from service.judging.reading.results import Choices
from tests.service.judging.reading.files import HEADINGS, ROW, csv_of, decisions, xlsx_of

SECRET = "Her mother, Mrs Garstang, rang"


@pytest.mark.parametrize(
    ("fault", "column", "said"),
    [
        ({"assessor": ""}, "assessor", "nothing here"),
        ({"submission": "#REF!"}, "submission", "shows an error"),
        ({"marking_point": "x" * 201}, "marking_point", "longer than 200"),
        ({"status": ""}, "status", "no decision"),
        ({"status": "not assessed"}, "status", "no decision"),
        ({"status": SECRET}, "status", "--status"),
        ({"decided_on": ""}, "decided_on", "no date"),
        ({"decided_on": "31/02/2026"}, "decided_on", "no such day"),
        ({"decided_on": "soon"}, "decided_on", "no date that can be read"),
    ],
)
def test_a_row_without_what_every_decision_needs_is_left_out_and_told(
    fault: dict[str, str], column: str, said: str
) -> None:
    reading = read_decisions(decisions({}, {"submission": "S2", **fault}, {"submission": "S3"}))
    assert len(reading.table) == 2
    (one,) = reading.left_out
    assert (one.row, one.column, one.heading, one.whole_row) == (3, column, column, True)
    assert said in one.fault
    assert SECRET not in one.fault


@pytest.mark.parametrize(
    ("column", "odd"),
    [
        ("suggestion", "perhaps"),
        ("words", "many"),
        ("probability_met", "1.2"),
        ("opened_on", "yesterday"),
        ("blind", "rather"),
        ("source", "because"),
        ("words", "-4"),
    ],
)
def test_an_optional_cell_that_cannot_be_read_is_left_out_alone(column: str, odd: str) -> None:
    good = {"suggestion": "met", "words": "400", "probability_met": "40%", "opened_on": "2026-03-24T10:00"}
    usual = {**good, "decided_on": "2026-03-25T10:00", "blind": "yes", "source": "second marker"}
    reading = read_decisions(
        decisions({**usual, "submission": "S2"}, {**usual, "submission": "S3"}, {**usual, column: odd})
    )
    assert len(reading.table) == 3
    (one,) = reading.left_out
    assert (one.row, one.column, one.whole_row) == (4, column, False)
    assert (reading.rows_left_out, reading.cells_left_out) == (0, 1)


def test_what_stands_for_nothing_is_no_fault() -> None:
    reading = read_decisions(decisions({"suggestion": "N/A", "words": "-", "opened_on": "none", "blind": "n/a"}))
    assert not reading.left_out


def test_rows_that_are_there_twice_too_long_or_headings_again_are_told() -> None:
    other = ("Bo", *ROW[1:])
    reading = read_decisions(csv_of(HEADINGS, ROW, ROW, HEADINGS, (*other, "and", "more"), other, ("", "", "")))
    assert len(reading.table) == 2
    assert [(one.row, one.fault.split(".")[0]) for one in reading.left_out] == [
        (3, "This row is the same as row 2"),
        (4, "These are the headings once more"),
        (
            5,
            "The row has more cells than there are headings; most often a comma within a text without quotation marks",
        ),
    ]


def test_dates_in_which_days_and_months_are_mixed() -> None:
    days = ("25/03/2026", "04/05/2026", "03/25/2026")
    reading = read_decisions(decisions(*({"decided_on": day, "submission": day} for day in days)))
    assert [one.row for one in reading.left_out] == [4]
    assert sorted(at.month for at in reading.table["decided_on"]) == [3, 5]


def test_faults_can_be_fatal() -> None:
    file = decisions({}, {"status": "?"})
    with pytest.raises(RowsFaulty, match=r"1 of the rows cannot be used.*row 3 \(status\)"):
        read_decisions(file, Choices(strict=True))
    assert len(read_decisions(decisions({}), Choices(strict=True)).table) == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "nothing in the file"),
        (b"\n\n , ,\n", "nothing in the file"),
        (csv_of(HEADINGS), "nothing below it"),
        (b"%PDF-1.7 \0", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", "old kind"),
        (b"PK\x03\x04 torn", "cannot be read"),
        (csv_of(HEADINGS, ROW).replace(b"met", b"m\0t"), "neither CSV nor XLSX"),
        (csv_of(HEADINGS) + b'Ann,"S1,MP1,met,2026\n', "quotation marks"),
        (csv_of((*HEADINGS, "comment"), (*ROW, "x" * 200_000)), "quotation marks"),
        (decisions({"decided_on": "soon"}), "None of 1 rows can be used. Most often, 1 times (decided_on)"),
        (xlsx_of(("Empty", [])), "nothing in the file"),
    ],
)
def test_what_is_no_table_of_decisions_is_refused_with_advice(file: bytes, said: str) -> None:
    with pytest.raises(TableUnreadable) as refused:
        read_decisions(file)
    assert said in str(refused.value)


def test_a_sheet_that_is_not_there() -> None:
    with pytest.raises(TableUnreadable, match="Those that there are: One"):
        read_decisions(xlsx_of(("One", [HEADINGS, ROW])), Choices(sheet="Two"))


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (("assessor",), "one column only"),
        (HEADINGS[:-1], '--column decided_on="…"'),
        ((*HEADINGS[:2], "1.1", *HEADINGS[3:]), "a column for each criterion has to be turned first"),
        (("a", "b", "c"), "Row 1 was taken for the headings: a, b, c"),
        ((*HEADINGS, "status"), r"status (D), status (F). Say which: --column status=\"D\""),
    ],
)
def test_columns_that_are_missing_or_there_twice(headings: tuple[str, ...], said: str) -> None:
    with pytest.raises(ColumnsUnclear) as refused:
        read_decisions(csv_of(headings, [*ROW, "met"][: len(headings)]))
    assert said.replace("\\", "") in str(refused.value)


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with suppress(ReadingError):
        read_decisions(data)


@given(st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), max_size=6))
def test_any_cells_are_taken_or_told(rows: list[list[str]]) -> None:
    try:
        reading = read_decisions(csv_of(HEADINGS, ROW, *rows))
    except ReadingError:
        return
    assert reading.rows == len(reading.table) + reading.rows_left_out

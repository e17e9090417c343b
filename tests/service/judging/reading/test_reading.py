"""Decisions as centres keep them: whatever headings, words, dates and programs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from service.judging.reading.errors import ColumnsUnclear, StatusesUnclear
from service.judging.reading.reading import read_decisions
from service.judging.reading.results import Choices
from tests.service.judging.reading.files import HEADINGS, ROW, csv_of, decisions, xlsx_of

ROOT = Path(__file__).parents[4]


def test_the_plain_form_is_read_as_it_is() -> None:
    reading = read_decisions(csv_of(HEADINGS, ROW))
    (row,) = reading.table.to_dict("records")
    assert [row[name] for name in HEADINGS[:-1]] == list(ROW[:-1])
    assert row["decided_on"] == datetime(2026, 3, 25, tzinfo=UTC)
    assert (row["source"], row["knowledge"], row["in_force"], row["contested"]) == ("assessment", "none", True, False)
    assert (reading.rows, reading.left_out, reading.notes, reading.names) == (1, [], [], {})


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    written = csv_of(HEADINGS, ("Siân", *ROW[1:]), delimiter=delimiter).decode().encode(encoding)
    reading = read_decisions(written)
    assert list(reading.table["assessor"]) == ["Siân"]
    assert any("cp1252" in note for note in reading.notes) == (encoding == "cp1252")


def test_other_headings_are_known_and_what_is_not_used_is_said() -> None:
    reading = read_decisions(
        csv_of(
            ("Marked by:", "Candidate No.", "A.C.", "Decision (met/not met)", "DATE ASSESSED", "Portfolio", "Sign-off"),
            ("Ann", "C7", "1.1", "Achieved", "25/03/2026", "P7", "yes"),
        )
    )
    (row,) = reading.table.to_dict("records")
    assert [row[name] for name in HEADINGS[:-1]] == ["Ann", "P7", "1.1", "met"]
    assert row["learner"] == "C7"
    assert reading.mapping["assessor"] == "Marked by:"
    assert "Not used: Sign-off." in reading.notes


def test_a_heading_is_named_where_it_says_nothing() -> None:
    file = csv_of(("Who", "Work", "AC", "Decision", "When"), ("Ann", "S1", "1.1", "met", "2026-03-25"))
    with pytest.raises(ColumnsUnclear, match=r'--column assessor="…" --column submission="…"'):
        read_decisions(file)
    reading = read_decisions(file, Choices(columns={"assessor": "who", "submission": "B"}))
    assert list(reading.table["assessor"]) == ["Ann"]
    assert list(reading.table["submission"]) == ["S1"]
    assert any("'When' was taken for when it was decided" in note for note in reading.notes)
    with pytest.raises(ColumnsUnclear, match="There is no column 'Whom'"):
        read_decisions(file, Choices(columns={"assessor": "Whom"}))


def test_two_columns_that_could_be_one_are_asked_about() -> None:
    file = csv_of((*HEADINGS[1:], "Marked by", "Examiner"), (*ROW[1:], "Ann", "Bo"))
    with pytest.raises(ColumnsUnclear, match=r'Marked by \(E\), Examiner \(F\).*--column assessor="Marked by"'):
        read_decisions(file)
    reading = read_decisions(file, Choices(columns={"assessor": "Examiner"}))
    assert list(reading.table["assessor"]) == ["Bo"]
    assert "Not used: Marked by." in reading.notes


def test_a_columns_own_name_wins_over_other_words_for_it() -> None:
    reading = read_decisions(csv_of((*HEADINGS, "Marker"), (*ROW, "Bo")))
    assert list(reading.table["assessor"]) == ["Ann"]


def test_learners_can_stand_for_their_one_piece_of_work_where_somebody_says_so() -> None:
    file = csv_of(("Assessor", "Candidate", "AC", "Decision", "Date"), ("Ann", "C1", "1.1", "met", "2026-03-25"))
    with pytest.raises(ColumnsUnclear, match='--column submission="Candidate"'):
        read_decisions(file)
    reading = read_decisions(file, Choices(columns={"submission": "Candidate"}))
    assert (reading.table["submission"][0], reading.table["learner"][0]) == ("C1", "C1")


def test_titles_above_the_headings_are_passed_over() -> None:
    reading = read_decisions(
        csv_of(
            ("North College",), ("Return of decisions", "", "March"), (), HEADINGS, ROW, (), (*ROW[:2], "MP2", *ROW[3:])
        )
    )
    assert reading.rows == len(reading.table) == 2
    assert "What stands above the headings (row 4) was not read." in reading.notes


@pytest.mark.parametrize(
    ("written", "statuses"),
    [
        (("Achieved", "Not yet", "Partially met"), ("met", "not", "partial")),
        (("Pass", "Refer", "PASS"), ("met", "not", "met")),
        (("Y", "N", "y"), ("met", "not", "met")),
        (("0", "1", "2"), ("not", "partial", "met")),
        (("P", "R", "P"), ("met", "not", "met")),
        (("P", "M", "N"), ("partial", "met", "not")),
        (("✓", "✗", "✓"), ("met", "not", "met")),
    ],
)
def test_words_and_scales_for_statuses(written: tuple[str, ...], statuses: tuple[str, ...]) -> None:
    rows = [{"status": word, "marking_point": f"MP{number}"} for number, word in enumerate(written)]
    reading = read_decisions(decisions(*rows))
    assert tuple(reading.table["status"]) == statuses
    assert any(note.startswith("Statuses were read so") for note in reading.notes)


@pytest.mark.parametrize("written", [("0", "1"), ("P",), ("1", "2", "3"), ("56", "71")])
def test_scales_that_could_mean_several_things_are_asked_about(written: tuple[str, ...]) -> None:
    rows = [{"status": word, "marking_point": f"MP{number}"} for number, word in enumerate(written)]
    with pytest.raises(StatusesUnclear, match="--status"):
        read_decisions(decisions(*rows))
    reading = read_decisions(decisions(*rows), Choices(statuses=dict.fromkeys(written, "met")))
    assert set(reading.table["status"]) == {"met"}


def test_what_is_asked_wins_over_what_words_usually_mean() -> None:
    reading = read_decisions(decisions({"status": "Complete"}), Choices(statuses={"complete": "partial"}))
    assert list(reading.table["status"]) == ["partial"]


def test_the_sheet_with_the_decisions_is_found_and_said() -> None:
    file = xlsx_of(("Read me", [("Notes",), ("Nothing",)]), ("2026", [HEADINGS, (*ROW[:-1], date(2026, 3, 4))]))
    reading = read_decisions(file)
    assert list(reading.table["decided_on"]) == [pd.Timestamp("2026-03-04", tz="UTC")]
    assert reading.notes == ["The sheet '2026' was read, and not: Read me. Another one is read by --sheet."]


def test_numbers_in_a_workbook_are_names_too() -> None:
    rows = [HEADINGS, (7, 12.0, 1.1, True, datetime(2026, 3, 4, 9, 30))]
    (row,) = read_decisions(xlsx_of(("1", rows))).table.to_dict("records")
    assert [row[name] for name in HEADINGS] == ["7", "12", "1.1", "met", datetime(2026, 3, 4, 9, 30, tzinfo=UTC)]


def test_what_was_blind_says_what_was_known_of_a_suggestion() -> None:
    reading = read_decisions(
        decisions(
            {"marking_point": "1", "blind": "yes", "suggestion": "met"},
            {"marking_point": "2", "blind": "no", "suggestion": "not"},
            {"marking_point": "3", "blind": "yes"},
            {"marking_point": "4", "suggestion": "met"},
        )
    )
    assert list(reading.table["knowledge"]) == ["hidden", "shown", "none", "shown"]


def test_blind_to_something_else_is_said_not_to_be_used() -> None:
    reading = read_decisions(decisions({"blind": "yes"}))
    assert list(reading.table["knowledge"]) == ["none"]
    assert any("no column has suggestions" in note for note in reading.notes)


def test_spellings_that_differ_in_capitals_and_blanks_are_one_person() -> None:
    names = ("Ann Lee", "ann lee", " Ann  Lee ", "Bo")
    reading = read_decisions(decisions(*({"assessor": name, "submission": f"S{i}"} for i, name in enumerate(names))))
    assert list(reading.table["assessor"]) == ["Ann Lee", "Ann Lee", "Ann Lee", "Bo"]
    assert "Names that differ only in capitals were taken for the same (assessor, 1 name)." in reading.notes


def test_tasks_of_one_name_are_another_submission_with_each_learner() -> None:
    reading = read_decisions(decisions({"learner": "L1"}, {"learner": "L2"}))
    assert list(reading.table["submission"]) == ["L1, S1", "L2, S1"]
    assert len(reading.notes) == 1


def test_a_portfolio_on_several_units_is_compared_unit_by_unit() -> None:
    reading = read_decisions(decisions({"unit": "U1"}, {"unit": "U2"}))
    assert list(reading.table["draft"]) == ["S1, U1", "S1, U2"]
    assert list(reading.table["submission"]) == ["S1", "S1"]


def test_numbers_of_drafts_begin_anew_with_each_submission() -> None:
    rows = [{"submission": name, "draft": draft} for name, draft in (("S1", 1), ("S1", 2), ("S2", 1), ("S3", "S3-A"))]
    reading = read_decisions(decisions(*rows))
    assert list(reading.table["draft"]) == ["S1, 1", "2", "S2, 1", "S3-A"]
    assert not reading.notes


def test_the_last_of_somebodys_decisions_is_of_record_where_the_file_does_not_say() -> None:
    reading = read_decisions(
        decisions(
            {"status": "met", "decided_on": "2026-03-26"},
            {"status": "not", "decided_on": "2026-03-25"},
            {"status": "not", "assessor": "Bo"},
        )
    )
    assert list(zip(reading.table["assessor"], reading.table["status"], reading.table["in_force"], strict=True)) == [
        ("Ann", "not", False),
        ("Bo", "not", True),
        ("Ann", "met", True),
    ]
    assert len(reading.notes) == 1


def test_days_alone_say_nothing_of_how_long_somebody_read() -> None:
    day = read_decisions(decisions({"opened_on": "2026-03-25"}))
    assert day.table["opened_on"].isna().all()
    assert any("no time of day" in note for note in day.notes)
    times = read_decisions(decisions({"opened_on": "2026-03-25T09:00", "decided_on": "2026-03-25T09:07"}))
    assert times.table["opened_on"].notna().all()


def test_an_optional_column_that_is_another_one_is_not_used() -> None:
    rows = [{"marking_point": f"MP{number}", "standard": "Level 3 Customer Service"} for number in range(3)]
    reading = read_decisions(decisions(*rows))
    assert reading.table["standard"].isna().all()
    assert any("Column 'standard' was taken for" in note for note in reading.notes)
    assert not reading.left_out


def test_groups_of_learners_are_columns_of_any_name() -> None:
    reading = read_decisions(
        decisions({"Level of English": "B1", "group.form": "diary", "Sex": "F"}), Choices(columns={"group.sex": "Sex"})
    )
    (row,) = reading.table.to_dict("records")
    assert (row["group.level_of_english"], row["group.form"], row["group.sex"]) == ("B1", "diary", "F")


def test_the_example_of_the_manual_is_read_whole() -> None:
    reading = read_decisions((ROOT / "examples" / "decisions.csv").read_bytes())
    assert not reading.left_out
    assert set(reading.table["assessor"]) == {f"Assessor {letter}" for letter in "ABCD"}
    assert set(reading.mapping) == {*HEADINGS, "learner"}

"""A tidy table that is written to a file is read back as it was, whatever stands in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from service.judging.columns import STATUSES, Knowledge, Source
from service.judging.reading.grid import clean, is_spreadsheet_error
from service.judging.reading.reading import read_decisions
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from service.judging.table import complete
from tests.service.judging.reading.files import tidy_csv, tidy_xlsx

WRITERS = pytest.mark.parametrize("written", [tidy_csv, tidy_xlsx])
# Control characters are none that a workbook holds, and line breaks become one kind of them in XML.
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n"), max_size=40)
IDS = WORDS.map(clean).filter(lambda text: bool(text) and not is_spreadsheet_error(text) and text == clean(text))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC))
SHARES = st.floats(0, 1, allow_nan=False)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def not_taken_for_marked(text: str) -> bool:
    """An apostrophe before what looks like a formula is a spreadsheet's mark, and is not read."""
    return not text.startswith("'")


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Tables in which a submission is one learner's and on one unit, and a draft is of one submission."""
    people = draw(st.lists(IDS.filter(not_taken_for_marked), min_size=1, max_size=3, unique_by=str.casefold))
    points = draw(st.lists(IDS.filter(not_taken_for_marked), min_size=1, max_size=3, unique_by=str.casefold))
    submissions = draw(st.lists(IDS.filter(not_taken_for_marked), min_size=1, max_size=4, unique_by=str.casefold))
    comments = optional(WORDS.filter(lambda text: bool(text.strip()) and not_taken_for_marked(text)))
    rows = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "assessor": st.sampled_from(people),
                    "submission": st.sampled_from(submissions),
                    "marking_point": st.sampled_from(points),
                    "status": st.sampled_from(STATUSES),
                    "decided_on": MOMENTS,
                    "opened_on": optional(MOMENTS),
                    "source": st.sampled_from(list(Source)).map(str),
                    "knowledge": st.sampled_from(list(Knowledge)).map(str),
                    "suggestion": optional(st.sampled_from(STATUSES)),
                    "probability_met": optional(SHARES),
                    "words": optional(st.integers(0, 5000)),
                    "comment": comments,
                    "contested": st.booleans(),
                    "in_force": st.booleans(),
                    "group.sector": optional(st.sampled_from(("care", "retail"))),
                }
            ),
            min_size=1,
            max_size=8,
            unique_by=lambda row: (row["assessor"], row["submission"], row["marking_point"], row["decided_on"]),
        )
    )
    learners = {name: f"L{number}" for number, name in enumerate(submissions)}
    return complete(pd.DataFrame([{**row, "learner": learners[row["submission"]]} for row in rows]))


def with_times(table: pd.DataFrame) -> bool:
    return bool((table["decided_on"] != table["decided_on"].dt.normalize()).any())


@WRITERS
@settings(max_examples=25)
@given(tables().filter(with_times))
def test_what_was_written_is_read_back(written: Any, table: pd.DataFrame) -> None:
    reading = read_decisions(written(table))
    assert not reading.left_out
    assert_frame_equal(reading.table, table, check_categorical=False)


@WRITERS
def test_a_simulated_centre_is_read_back(written: Any) -> None:
    assessors = tuple(SimulatedAssessor(name) for name in ("Ann", "Bo", "Cy"))
    table = simulate(SimulatedCentre(assessors, submissions=30, shared=0.5), seed=3)
    for column in ("decided_on", "opened_on"):
        table[column] = table[column].dt.floor("s")
    reading = read_decisions(written(table))
    assert (reading.rows, list(reading.left_out)) == (len(table), [])
    table["comment"] = table["comment"].where(table["comment"].notna(), None)
    assert_frame_equal(reading.table, table, check_categorical=False)

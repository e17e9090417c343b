from __future__ import annotations

import pytest

from nlp.checks.entries import opens_with_date
from tests.nlp.checks.checking import Bench
from tests.nlp.judgement.saying import Said


@pytest.mark.parametrize(
    "text",
    [
        "Mon 4 March",
        "Tuesday 5th March. Rang the depot.",
        "3rd June: first visit",
        "04/03/26 Rang the ward",
        "12.03.2026 Rang the ward",
        "2026-03-12 Rang the ward",
        "On 12 May I rang the ward",
        "Date: 12 May",
        "Entry 2 - 12 May",
        "Monday - customer come with broken zip",
        "Friday",
        "Friday Rang the ward",
        "Week 2",
        "W/c 3 March",
    ],
)
def test_a_paragraph_that_begins_with_a_date_is_an_entry(text: str) -> None:
    assert opens_with_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "Friday is pay day",
        "Tuesday mornings are quiet",
        "On Fridays we ring them",
        "On Friday I rang",
        "I rang on 12 May",
        "",
    ],
)
def test_a_day_or_date_inside_a_sentence_is_none(text: str) -> None:
    assert not opens_with_date(text)


@pytest.mark.parametrize(
    ("text", "entry"),
    [("Mon 4 March", True), ("4/3 Rang the ward", True), ("12 May was a long day", False), ("On 12 May I rang", False)],
)
def test_inside_a_paragraph_the_date_must_be_set_off(text: str, entry: bool) -> None:
    assert opens_with_date(text, paragraph=False) == entry


@pytest.mark.parametrize(
    ("entries", "status"), [(0, "missing"), (1, "partly"), (2, "partly"), (3, "found"), (4, "found")]
)
def test_entries_are_counted_and_cited(bench: Bench, entries: int, status: str) -> None:
    log = [[Said(text=f"{day} March: I rang the ward.")] for day in range(4, 4 + entries)]

    found = bench.check([Said(text="My log.")], *log)["dated_entries"]

    assert found.status == status
    assert len(found.evidence) == entries
    assert entries == 0 or str(entries) in found.message

"""What makes a submission risky, each sign by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from pydantic import ValidationError

from service.judging.columns import COLUMNS
from service.judging.sampling.risks import FACTORS, risks
from service.judging.sampling.rules import Rules, rules
from service.judging.table import table_of

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def row(submission: int, assessor: str = "ada", **other: Any) -> dict[str, Any]:
    usual: dict[str, Any] = dict.fromkeys(COLUMNS) | {
        "assessor": assessor,
        "submission": f"s{submission}",
        "marking_point": "MP1",
        "status": "met",
        "decided_on": MONDAY + timedelta(hours=submission),
        "source": "assessment",
        "knowledge": "none",
    }
    return usual | other


def found(*rows: dict[str, Any]) -> pd.DataFrame:
    table = table_of([[one[name] for name in COLUMNS] for one in rows], list(COLUMNS))
    return risks(table, rules(), at=MONDAY + timedelta(days=30))


def test_new_people_are_those_who_have_decided_little() -> None:
    facts = found(*(row(number) for number in range(25)), row(30, "mary"))
    assert list(facts.loc[["s0", "s19", "s20", "s30"], "new_assessor"]) == [1, 1, 0, 1]


def test_evidence_against_counts_for_more_the_stronger_it_is() -> None:
    def held(met: float) -> dict[str, Any]:
        return {"probability_met": met, "probability_partial": 0.0, "probability_not": 1 - met}

    facts = found(row(1, **held(0.5)), row(2, **held(0.2)), row(3, **held(0.05)), row(4, **held(0.0)))
    assert list(facts["against_evidence"]) == [0, 1, 3, 5]
    assert list(facts["uncertain"]) == [1, 0, 0, 0]


def test_without_probabilities_a_suggestion_will_do() -> None:
    facts = found(row(1, suggestion="partial"), row(2, suggestion="met"), row(3))
    assert list(facts["against_evidence"]) == [1, 0, 0]


def test_contested_borderline_and_hasty() -> None:
    at = MONDAY + timedelta(hours=1)
    facts = found(
        row(1, contested=True),
        row(2, status="partial"),
        row(3, words=1000, opened_on=at, decided_on=at + timedelta(minutes=2)),
        row(4, words=1000, opened_on=at, decided_on=at + timedelta(minutes=9)),
    )
    signs = {name: [factor for factor in FACTORS if facts.loc[name, factor]] for name in facts.index}
    usual = ["new_assessor", "unsampled"]
    assert signs == {
        "s1": ["contested", *usual],
        "s2": ["new_assessor", "borderline", "unsampled"],
        "s3": ["new_assessor", "hasty", "unsampled"],
        "s4": usual,
    }


def test_a_record_is_held_against_nobody_for_one_bad_day() -> None:
    once = [row(1), row(1, "q", source="sampling", status="not")]
    often = [one for number in range(40) for one in (row(number), row(number, "q", source="sampling", status="not"))]
    fine = [one for number in range(40, 80) for one in (row(number, "mary"), row(number, "q", source="sampling"))]
    assert found(*once, *fine).loc["s1", "record"] == 0
    facts = found(*often, *fine)
    assert (facts.loc["s1", "record"], facts.loc["s50", "record"]) == (3, 0)
    assert facts.loc["s1", "unsampled"] == 0


def test_marks_of_an_exercise_are_a_record_too() -> None:
    marks = [row(n, source="standardisation", standard="not", marking_point=f"MP{n}") for n in range(60)]
    marks += [row(n, "mary", source="standardisation", standard="met", marking_point=f"MP{n}") for n in range(60)]
    facts = found(*marks, row(100), row(101, "mary"))
    assert list(facts.index) == ["s100", "s101"]
    assert list(facts["record"]) == [3, 0]


def test_whoever_decided_most_is_the_assessor() -> None:
    points = [row(1, "ada", marking_point=f"MP{number}") for number in range(3)]
    facts = found(*points, row(1, "mary", marking_point="MP9", source="contest"))
    assert list(facts["assessor"]) == ["ada"]
    assert list(facts["decisions"]) == [4]


def test_bands_end_at_nothing() -> None:
    content = rules().model_dump(by_alias=True)
    content["bands"] = content["bands"][:1]
    with pytest.raises(ValidationError, match="end with one from 0"):
        Rules.model_validate(content)

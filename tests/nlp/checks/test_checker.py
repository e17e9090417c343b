"""All checks together, over whatever a document may hold."""

from __future__ import annotations

import re

import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria_bank.schema import Unit
from nlp.documents import Document
from nlp.errors import DocumentEmpty
from nlp.pipeline import Analyser, fake_analyser
from tests.nlp.checks.checking import Bench
from tests.nlp.judgement.saying import Said

GRADE_AT_12 = 7.0
HARDEST_MESSAGE = 10.0
"""Flesch-Kincaid grades: years of American school; a child of 12 is in grade 6 or 7."""

PHRASES = ["I did a SWOT", "12 May", "AC 3.1", "(3.1, 4.2)", "Assessor:", "by Friday", "Kano’s", "I must improve"]
PIECES = [*PHRASES, "not", "don't", "I", "61", "78%", "because", "\n\n", *"“”'.?,İ😀–"]


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return fake_analyser()


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), min_size=1, max_size=40).map(" ".join))
def test_any_text_gets_one_finding_for_each_check_with_places_in_it(analyser: Analyser, text: str) -> None:
    try:
        result = analyser.analyse(Document.from_paragraphs(text.split("\n\n")))
    except DocumentEmpty:
        return

    assert [finding.id for finding in result.checks] == [check.id for check in analyser.unit.checks]
    for finding in result.checks:
        assert len(finding.evidence) <= 5
        assert len(set(finding.evidence)) == len(finding.evidence)
        assert all(0 <= place.start < place.end <= len(result.text.content) for place in finding.evidence)


def test_the_same_account_always_gets_the_same_findings(analyser: Analyser) -> None:
    document = Document.from_paragraphs(["I did a SWOT with Jo.", "12 May: I rang 61 of 78 members (AC 3.1)."])

    assert analyser.analyse(document).checks == fake_analyser().analyse(document).checks


def test_a_text_without_an_own_word_does_nothing_and_shows_no_mistake(bench: Bench) -> None:
    asked = Said(
        dict.fromkeys(("1.theory", "uniform", "4.plan"), 1.0), text="Assessor: Did you use SERVQUAL by Friday?"
    )

    findings = bench.check([asked])

    assert {finding.status for finding in findings.values()} <= {"missing", "not_applicable"}
    assert all(finding.status == "not_applicable" for finding in findings.values() if finding.id == "same_for_all")


def test_messages_can_be_read_at_twelve(unit: Unit) -> None:
    messages = [
        re.sub(r"\{\w+\}", "this", text)
        for check in unit.checks
        for text in check.messages.model_dump(exclude_none=True).values()
    ]

    assert textstat.flesch_kincaid_grade(" ".join(messages)) <= GRADE_AT_12
    assert [text for text in messages if textstat.flesch_kincaid_grade(text) > HARDEST_MESSAGE] == []

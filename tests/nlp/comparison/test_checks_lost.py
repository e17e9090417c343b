"""A check is told to be lost only where nothing of it is left and a sentence that carried it changed."""

from __future__ import annotations

import pytest

from nlp.comparison.alignment import align
from nlp.comparison.comparison import compare
from nlp.results import AnalysisResult, CheckFinding, CheckStatus, Extent
from tests.nlp.comparison.scripted import draft, plain_unit, scripted

DESK = "I work on the bookings desk of a small ferry company."
MODEL = "I used the gap model to see where we fell short of what she expected."
GREEN = "The office is painted green."


def with_check(result: AnalysisResult, status: CheckStatus, carried_by: str | None = None) -> AnalysisResult:
    """The result with one check of that status."""
    content = result.text.content
    start = content.index(carried_by) if carried_by else 0
    evidence = (Extent(start=start, end=start + len(carried_by)),) if carried_by else ()
    identifier = plain_unit().checks[0].id
    check = CheckFinding(
        id=identifier, kind="advice", status=status, message="You do this.", cites=("TIP1",), evidence=evidence
    )
    return result.model_copy(update={"checks": (check,)})


@pytest.mark.parametrize(
    ("after", "second", "told"),
    [
        ("missing", [DESK, GREEN], "lost"),
        ("missing", [DESK, MODEL.replace("gap model", "a drawing"), GREEN], "lost"),
        ("partly", [DESK, GREEN], "uncertain"),
        ("missing", [DESK, MODEL], "uncertain"),
    ],
)
def test_a_check_is_lost_with_the_sentence_that_carried_it(after: CheckStatus, second: list[str], told: str) -> None:
    first = [DESK, MODEL, GREEN]
    analyser = scripted({})
    before = with_check(analyser.analyse(draft(first)), "found", MODEL)
    later = with_check(analyser.analyse(draft(second)), after)

    (change,) = compare(before, later, analyser.unit, align(first, second)).checks

    assert change.change == told

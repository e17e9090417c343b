"""One more sentence: good ones lower nothing, empty and repeated ones earn no `met`."""

from __future__ import annotations

import pytest

from nlp.documents import Document
from nlp.evaluation.behaviour.cases import Cases
from nlp.evaluation.behaviour.directional import PLACES, Moved, Place, additions, insert, moved
from nlp.pipeline import Analyser, fake_analyser
from tests.behaviour.conftest import Bounds

EVIDENCE = [f"evidence, {place}" for place in PLACES]
EMPTY = ["irrelevant", "best sentence repeated", "account pasted twice"]


@pytest.fixture(scope="module")
def measured(analyser: Analyser, cases: Cases) -> dict[str, Moved]:
    """Of every fourth account; benchmarks/behaviour.py measures all."""
    accounts = [account.plain for account in cases.accounts[::4]]
    return moved(additions(analyser, accounts, cases.additions))


@pytest.mark.parametrize("what", EVIDENCE)
def test_a_good_sentence_lowers_nothing(measured: dict[str, Moved], bounds: Bounds, what: str) -> None:
    changes, bound = measured[what].changes, bounds.additions.of(what)

    assert changes.lowered / changes.compared <= bound.lowered
    assert measured[what].lost.value <= bound.lost


@pytest.mark.parametrize("what", EMPTY)
def test_an_empty_or_repeated_sentence_earns_no_met(measured: dict[str, Moved], bounds: Bounds, what: str) -> None:
    changes, bound = measured[what].changes, bounds.additions.of(what)

    assert measured[what].raised_to_met.value <= bound.met
    assert changes.lowered / changes.compared <= bound.lowered


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("start", "New. One. Two.\n\nThree."),
        ("middle", "One. Two. New.\n\nThree."),
        ("end", "One. Two.\n\nThree. New."),
        ("own paragraph", "One. Two.\n\nNew.\n\nThree."),
    ],
)
def test_where_a_sentence_is_put(place: Place, expected: str) -> None:
    result = fake_analyser().analyse(Document.from_paragraphs(["One. Two.", "Three."]))

    assert insert(result, "New.", place) == expected


def test_sentences_name_elements_of_the_unit_and_cover_several_points(analyser: Analyser, cases: Cases) -> None:
    named = {name for sentence in cases.additions.evidence for name in sentence.elements}

    assert named <= {element.id for element in analyser.unit.elements}
    touched = {point.id for point in analyser.unit.marking_points if named & {each.id for each in point.elements}}
    assert len(touched) >= 6

"""How much of each learning outcome is shown, and where."""

from __future__ import annotations

from criteria_bank.schema import Unit
from tests.nlp.quality.conftest import Given, Hints, Judge

TEXT = (
    "I asked what he needed and why.\n\nHe trusted me after that.\n\nThe rule forbids it.\n\nI rang him again "
    "in the week. "
    "He told me more."
)


def outcome(hints: Hints, name: str) -> Given:
    (found,) = (hint for hint in hints.given if hint.message.startswith(f"{name}:"))
    return found


def test_every_outcome_is_told_of_once_in_the_units_order(judge: Judge, unit: Unit) -> None:
    told = [hint.message[:3] for hint in judge(TEXT).given if hint.id.startswith("outcome_")]
    assert told == [one.id for one in unit.learning_outcomes]


def test_an_outcome_that_nothing_shows(judge: Judge) -> None:
    hint = outcome(judge(TEXT), "LO2")
    assert (hint.id, hint.places) == ("outcome_not_shown", ())
    assert "any of its seven parts" in hint.message


def test_several_paragraphs(judge: Judge) -> None:
    hint = outcome(judge(TEXT, {"needed": "1.needs", "trusted": "5.trust"}), "LO1")
    assert hint.id == "outcome_in_several_places"
    assert "evidence for two of its seven parts, in two paragraphs" in hint.message


def test_one_sentence_that_carries_everything_is_thin(judge: Judge) -> None:
    hint = outcome(judge(TEXT, {"needed": "1.needs 5.trust 1.benefits"}), "LO1")
    assert hint.id == "outcome_in_one_sentence"
    assert hint.places == ("I asked what he needed and why.",)


def test_one_paragraph_is_one_occasion(judge: Judge) -> None:
    hint = outcome(judge(TEXT, {"rang him": "3.interaction", "told me": "3.effectiveness"}), "LO3")
    assert hint.id == "outcome_in_one_paragraph"


def test_a_text_without_paragraphs_is_not_told_so(judge: Judge) -> None:
    run_on = TEXT.replace("\n\n", " ")
    hint = outcome(judge(run_on, {"rang him": "3.interaction", "told me": "3.effectiveness"}), "LO3")
    assert hint.id == "outcome_shown"


def test_nothing_missing_is_all(judge: Judge, unit: Unit) -> None:
    everything = " ".join(one.id for point in unit.marking_points for one in point.elements)
    hint = outcome(judge(TEXT, {"needed": everything, "told me": everything}), "LO3")
    assert "evidence for all of its six parts, in two paragraphs" in hint.message


def test_no_message_is_a_mark(judge: Judge) -> None:
    for hint in judge(TEXT, {"needed": "1.needs"}).given:
        assert "%" not in hint.message
        assert "/" not in hint.message

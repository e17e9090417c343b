"""Names, numbers and addresses that left an account or came into it, and that a comparison does not say again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.comparison.results import Comparison, Quoted
from nlp.results import Extent
from service.cli.comparison_report import report
from service.cli.comparison_report.pair import Pair
from service.cli.terminal import show
from tests.nlp.comparison.scripted import compared, plain_unit

DESK = "I work on the bookings desk of a small ferry company."
NAMED = "In May Margaret Thackeray rang us, on 07700 900461, because the steps were too much for her."
UNNAMED = "In May a passenger rang us, because the steps were too much for her."
ADDRESS = "She lives at 14 Harbour Row, Whitby, YO21 3PU."
BY_SURNAME = "I rang Mrs Thackeray back the same day, which she had not expected."
OTHER = "In June I helped Ronald Whitcombe, whose number is 07700 900462."
BOOKED = "I booked her on the quiet sailing and rang the harbour about the ramp."
PIECES = [DESK, NAMED, UNNAMED, ADDRESS, BY_SURNAME, OTHER, BOOKED]


def comparison_of(*drafts: list[str]) -> Comparison:
    return compared(drafts[0], drafts[1], {BOOKED: {"3.technique": 0.9}}).comparison


def kinds(comparison: Comparison, which: str) -> list[str]:
    return [item.kind for item in getattr(comparison.personal_data, which)]


def test_who_it_was_is_gone_and_that_is_said_first() -> None:
    comparison = comparison_of([DESK, NAMED, ADDRESS, BOOKED], [DESK, UNNAMED, BOOKED])

    assert kinds(comparison, "gone") == ["full_name", "phone", "postal_address"]
    assert kinds(comparison, "new") == kinds(comparison, "kept") == []
    assert comparison.summary.startswith("Your account no longer shows who the customer is")
    assert "full name, telephone number, postal address" in comparison.summary


def test_a_surname_that_stayed_still_says_who_it_is() -> None:
    comparison = comparison_of([DESK, NAMED, BY_SURNAME, BOOKED], [DESK, UNNAMED, BY_SURNAME, BOOKED])

    assert kinds(comparison, "gone") == ["phone"]
    assert kinds(comparison, "kept") == ["name_again"]
    assert "no longer shows who" not in comparison.summary
    assert "Some are still there" in comparison.summary


def test_new_personal_data_is_named_by_its_kind() -> None:
    comparison = comparison_of([DESK, UNNAMED, BOOKED], [DESK, NAMED, BOOKED])

    assert kinds(comparison, "new") == ["full_name", "phone"]
    assert comparison.summary.startswith("Your new draft shows who somebody is: full name, telephone number.")


def test_one_out_and_one_in_are_both_said() -> None:
    comparison = comparison_of([DESK, NAMED, BOOKED], [DESK, UNNAMED, OTHER, BOOKED])

    assert kinds(comparison, "gone") == kinds(comparison, "new") == ["full_name", "phone"]
    assert "Some new ones came in: full name, telephone number." in comparison.summary


def test_what_stands_in_both_drafts_is_no_change() -> None:
    comparison = comparison_of([DESK, NAMED, BOOKED], [DESK, BOOKED, NAMED])

    assert kinds(comparison, "gone") == kinds(comparison, "new") == []
    assert comparison.summary.startswith("You moved")


def test_of_two_other_accounts_nothing_is_called_gone() -> None:
    comparison = comparison_of([NAMED], ["Our launderette opens at six and closes at nine in the evening."])

    assert comparison.summary.startswith("These two texts have very little in common.")
    assert "who the customer is" not in comparison.summary


def test_a_person_has_the_same_letter_in_both_drafts() -> None:
    comparison = comparison_of([DESK, NAMED, OTHER, BOOKED], [DESK, OTHER.replace("helped", "could help"), BOOKED])

    (changed,) = [change for change in comparison.text.changes if change.kind == "reworded"]
    assert changed.first[0].text == "In June I helped Person B, whose number is [telephone number 2]."
    assert changed.second[0].text == "In June I could help Person B, whose number is [telephone number 2]."


def test_the_words_that_changed_are_marked_around_stand_ins(capsys: pytest.CaptureFixture[str]) -> None:
    comparison = comparison_of([DESK, NAMED, BOOKED], [DESK, NAMED.replace(", on 07700 900461,", ""), BOOKED])

    show(report(Pair(comparison, plain_unit()), ("a", "b")))

    shown = " ".join(capsys.readouterr().out.split())
    assert "In May Person A rang us[-, on [telephone number 1],-] because the steps" in shown
    assert "In the place of private details: Person A, [telephone number 1]" in shown


def test_a_lost_sentence_is_quoted_without_the_name() -> None:
    first = [DESK, "I let Margaret Thackeray choose the sailing herself.", BOOKED]
    comparison = compared(first, [DESK, BOOKED], {first[1]: {"5.empathy": 0.9}}).comparison

    assert "“I let Person A choose the sailing herself”" in comparison.summary


@settings(max_examples=25, deadline=None)
@given(first=st.lists(st.sampled_from(PIECES), min_size=1), second=st.lists(st.sampled_from(PIECES), min_size=1))
def test_no_comparison_says_again_what_either_draft_says_for_certain(first: list[str], second: list[str]) -> None:
    drafts = compared(first, second, {NAMED: {"1.needs": 0.9, "6.questioning": 0.7}, OTHER: {"3.technique": 0.9}})
    said = drafts.comparison.model_dump_json()
    found = {
        result.text.content[item.start : item.end]
        for result in (drafts.first, drafts.second)
        for item in result.personal_data
        if item.certainty == "strong"
    }

    assert not {string for string in found if string in said}
    if NAMED in [*first, *second]:
        assert "Thackeray" not in said


@settings(max_examples=25, deadline=None)
@given(first=st.lists(st.sampled_from(PIECES), min_size=1), second=st.lists(st.sampled_from(PIECES), min_size=1))
def test_places_count_in_the_drafts_and_lead_to_what_is_shown(first: list[str], second: list[str]) -> None:
    drafts = compared(first, second, {})

    for change in drafts.comparison.text.changes:
        sides = ((drafts.first, change.first, change.removed), (drafts.second, change.second, change.inserted))
        for result, sentences, places in sides:
            for quoted in sentences:
                _check_sentence(quoted, result.text.content)
                for place in places:
                    start, end = quoted.within(place)
                    assert end <= len(quoted.text)
                    if quoted.start <= place.start < quoted.end:
                        assert 0 <= start < end
                        assert (
                            quoted.stand_ins or quoted.text[start:end] == result.text.content[place.start : place.end]
                        )


def _check_sentence(quoted: Quoted, content: str) -> None:
    rebuilt, reached = "", quoted.start
    for item in quoted.stand_ins:
        rebuilt += content[reached : item.start] + item.text
        reached = item.end
        start, end = quoted.within(Extent(start=item.start, end=item.end))
        assert quoted.text[start:end] == item.text
    assert rebuilt + content[reached : quoted.end] == quoted.text

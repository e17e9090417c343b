"""The recognisers that ship are complete, and a broken one is refused."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from nlp.documents import Span
from nlp.personal_data.candidates import Candidate, Kind, without_overlaps
from nlp.personal_data.matching import Matcher, matchers
from nlp.personal_data.name_rules import name_rules
from nlp.personal_data.recognisers import Recogniser, RecogniserFile, compile_pattern, recogniser_file


def test_every_kind_has_a_recogniser_with_an_id_and_an_explanation_of_its_own() -> None:
    recognisers = recogniser_file().recognisers
    assert {recogniser.kind for recogniser in recognisers} | {"full_name", "titled_surname"} == set(get_args(Kind))
    assert len({recogniser.id for recogniser in recognisers}) == len(recognisers)
    assert len({recogniser.explanation for recogniser in recognisers}) == len(recognisers)


def test_no_pattern_repeats_without_bound() -> None:
    for matcher in matchers():
        outside_classes = re.sub(r"\[(?:\\.|[^\]])*\]|\\.", "", matcher.pattern.pattern)
        assert not re.search(r"[*+]|,\}", outside_classes), matcher.recogniser.id


def test_an_unknown_key_or_validator_is_refused() -> None:
    rules = {"id": "x", "kind": "phone", "explanation": "X.", "pattern": "x"}
    assert Recogniser.model_validate(rules).context == ()
    for fault in ({"colour": "red"}, {"validator": "luck"}, {"kind": "shoe_size"}, {"explanation": ""}):
        with pytest.raises(ValidationError):
            Recogniser.model_validate({**rules, **fault})


def test_a_pattern_may_stand_on_parts_and_fragments() -> None:
    recogniser = Recogniser(id="x", kind="phone", explanation="X.", pattern="{{call}}!")
    rules = RecogniserFile(
        fillers=("is",),
        fragments={"call": "hey {{who}}"},
        parts={"who": ("you", "you there")},
        recognisers=(recogniser,),
    )
    assert compile_pattern(recogniser, rules).fullmatch("hey you there!")
    with pytest.raises(KeyError):
        compile_pattern(Recogniser(id="x", kind="phone", explanation="X.", pattern="{{nobody}}"), rules)


def test_given_names_are_lower_case_and_hold_the_doubtful_ones() -> None:
    rules = name_rules()
    assert len(rules.given_names) > 4000
    assert all(name == name.lower() for name in rules.given_names)
    assert rules.given_names_of_places - rules.given_names <= {"jubilee", "regent", "alma", "prince", "princess"}
    assert not rules.given_names & (rules.not_surnames.small_words - {"will"})


def test_of_two_that_overlap_the_longer_stands() -> None:
    short, long, apart = (
        Candidate("phone", Span(start, end), name, "X.") for start, end, name in ((2, 5, "a"), (0, 4, "b"), (5, 6, "c"))
    )
    assert without_overlaps([short, long, apart]) == [long, apart]
    assert without_overlaps([]) == []


@pytest.mark.parametrize("matcher", matchers(), ids=lambda matcher: matcher.recogniser.id)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_a_pattern_finds_holds_what_it_needs(matcher: Matcher, data: st.DataObject) -> None:
    string = data.draw(st.from_regex(matcher.pattern))
    found = matcher.pattern.search(string)
    assert found is not None
    assert matcher.needs.search(found[0])


def test_titles_that_are_nothing_else_are_titles() -> None:
    assert name_rules().titles_only <= name_rules().titles

"""What an assessor sees next, and why."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from criteria_bank.quality import Condition
from nlp.results import DepthLabel, Status
from service.triage.facts import AnalysisState, Known, facts_of
from service.triage.judging import triage
from service.triage.rules import TriageRules, rules_hash, triage_rules
from service.triage.signals import FlagSignal, PointSignal, Signals
from tests.service.triage.texts import analysed, point, signals

RULES = triage_rules()
MUST_FIX = (FlagSignal(id="data_protection", severity="must_fix"),)


def place(known: Known, *, blind: bool = False) -> tuple[str, list[str]]:
    judged = triage(known, RULES, blind=blind)
    return judged.group, [reason.code for reason in judged.reasons]


@pytest.mark.parametrize(
    ("known", "group", "codes"),
    [
        (analysed("mmmmmmmm"), "ready", ["all_met"]),
        (analysed("mmmmmmmp"), "ready", ["nearly_all_met"]),
        (analysed("mmmmmppn"), "nearly", ["few_short"]),
        (analysed("mmmmmmmn"), "nearly", ["few_short"]),
        (analysed("mmmmmmmm", flags=MUST_FIX), "nearly", ["must_fix"]),
        (analysed("mmppnnnn"), "refer_back", ["points_missing", "points_partial"]),
        (
            analysed("nnnnnnnn", depth="descriptive", flags=MUST_FIX, words=80),
            "refer_back",
            ["too_short", "points_missing", "descriptive", "must_fix_first"],
        ),
        (analysed("pppppppp"), "refer_back", ["points_partial"]),
        (Known(), "look", ["analysis_waiting"]),
        (Known(analysis=AnalysisState.FAILED), "look", ["analysis_failed"]),
        (Known(contested=("MP1",)), "look", ["contested", "analysis_waiting"]),
        (analysed(personal_data=1), "look", ["personal_data"]),
        (analysed(overlap_share=0.1), "look", ["overlap"]),
        (analysed(content_share=0.6), "look", ["lists_and_headings"]),
        (analysed(repeated_share=0.1), "look", ["repeats"]),
        (analysed("mmmmnnnn", hints=("advice",)), "look", ["general_talk"]),
        (analysed("nnnnnnnn", evidence_share=0.05), "look", ["off_the_point"]),
        (analysed(english_share=0.2), "look", ["not_english"]),
    ],
)
def test_a_submission_is_in_the_group_of_the_first_rule_that_applies(
    known: Known, group: str, codes: list[str]
) -> None:
    assert place(known) == (group, codes)


def test_three_unsure_points_of_eight_are_for_a_person_to_look_at() -> None:
    unsure = [point(number, "met", (0.5, 0.3, 0.2)) for number in (1, 2)]
    sure = [point(number, "met") for number in range(4, 9)]
    third = point(3, "partial", (0.3, 0.45, 0.25))
    known = Known(analysis=AnalysisState.DONE, signals=signals(points=(*unsure, third, *sure)))
    assert place(known) == ("look", ["unsure"])
    (reason,) = triage(known, RULES).reasons
    assert dict(reason.facts) == {"points": 8, "points_unsure": 3, "least_certain": "MP3"}


def test_overlap_is_the_larger_of_what_the_analysis_and_the_comparison_found() -> None:
    known = Known(analysis=AnalysisState.DONE, signals=signals(overlap_share=0.02), overlap_share=0.29)
    (reason,) = triage(known, RULES).reasons
    assert reason.facts == {"overlap_percent": 29}


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        (analysed("mmmmmmmn"), "MP8 seems to fall short."),
        (analysed("mmmmmppm"), "2 seem to fall short: MP6 and MP7."),
        (analysed("mmmppppp"), "Some evidence, and not enough yet, seems to be there for MP4, MP5, "
         "MP6, MP7 and MP8."),
        (Known(contested=("MP1", "MP2", "MP5")), "The learner asks for another person to look at MP1, MP2 and MP5."),
    ],
)  # fmt: skip
def test_reasons_are_sentences(known: Known, sentence: str) -> None:
    reason = triage(known, RULES).reasons[0]
    rule = RULES.rule(reason.code)
    assert rule
    assert rule.sentence(reason.facts) == sentence


def test_nothing_of_the_suggestions_is_given_away_where_they_are_hidden() -> None:
    assert place(analysed("mmmmmmmm"), blind=True) == ("waiting", ["handed_in"])
    assert place(analysed("nnnnnnnn", depth="descriptive"), blind=True) == ("waiting", ["handed_in"])
    assert place(analysed("mmmmmmmm", personal_data=1), blind=True) == ("look", ["personal_data"])


shares = st.floats(0, 1)
points = st.builds(
    PointSignal,
    id=st.sampled_from(["MP1", "MP2", "A"]),
    status=st.sampled_from(get_args(Status)),
    met=shares,
    partial=shares,
    not_met=shares,
)
any_signals: st.SearchStrategy[Signals] = st.builds(
    Signals,
    points=st.lists(points, min_size=1, max_size=12).map(tuple),
    words=st.integers(0, 10_000),
    sentences=st.integers(0, 500),
    evidence_share=shares,
    content_share=shares,
    repeated_share=shares,
    english_share=shares,
    depth=st.sampled_from(get_args(DepthLabel)),
    reflective_share=shares,
    flags=st.sampled_from([(), MUST_FIX]),
    hints=st.lists(st.sampled_from(get_args(Condition))).map(tuple),
    personal_data=st.integers(0, 9),
    personal_data_weak=st.integers(0, 9),
    overlap_share=shares,
)
any_known = st.one_of(
    st.builds(Known, analysis=st.just(AnalysisState.DONE), signals=any_signals, overlap_share=shares),
    st.builds(Known, analysis=st.sampled_from([AnalysisState.WAITING, AnalysisState.FAILED]), overlap_share=shares),
)


@given(any_known, st.booleans())
def test_every_submission_has_one_group_and_a_reason_that_can_be_said(known: Known, blind: bool) -> None:
    judged = triage(known, RULES, blind=blind)
    assert judged.rank == RULES.rank(judged.group)
    assert judged.reasons
    for reason in judged.reasons:
        rule = RULES.rule(reason.code)
        assert rule
        assert rule.group == judged.group
        assert "{" not in rule.sentence(reason.facts)


@given(any_signals, any_signals)
def test_a_blind_place_is_the_same_whatever_is_suggested(one: Signals, other: Signals) -> None:
    # All but what the model says of marking points, depth and flags.
    suggested = ("points", "depth", "reflective_share", "flags", "hints", "evidence_share")
    swapped = one.model_copy(update={name: getattr(other, name) for name in suggested})
    places = [triage(Known(analysis=AnalysisState.DONE, signals=known), RULES, blind=True) for known in (one, swapped)]
    assert places[0] == places[1]


def test_the_installed_rules_name_facts_that_there_are() -> None:
    facts = facts_of(Known(), RULES.unsure_below)
    for rule in RULES.rules:
        assert rule.named <= facts.keys()
        assert rule.when.keys() <= facts.keys()
    assert len(rules_hash()) == 16


def changed(**changes: Any) -> dict[str, Any]:
    return RULES.model_dump() | changes


@pytest.mark.parametrize(
    "rules",
    [
        changed(groups=[]),
        changed(groups=RULES.model_dump()["groups"][:2]),
        changed(rules=RULES.model_dump()["rules"][:1]),
        changed(groups=[*RULES.model_dump()["groups"], RULES.model_dump()["groups"][0]]),
        changed(rules=[{**RULES.model_dump()["rules"][0], "counts": "points"}, RULES.model_dump()["rules"][-1]]),
        changed(unknown=1),
    ],
)
def test_rules_that_leave_a_submission_without_a_place_are_refused(rules: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TriageRules.model_validate(rules)

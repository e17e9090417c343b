"""What always holds of feedback, whatever was found, and what each policy lets through."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria_bank.entries import FeedbackPolicy
from criteria_bank.feedback import Message
from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.feedback.findings import Findings
from nlp.feedback.quotes import ELLIPSIS
from nlp.results import Feedback, PersonalData
from tests.nlp.feedback.findings import (
    SENTENCES,
    TEXT,
    all_points,
    any_findings,
    cite,
    depth,
    element,
    feedback,
    findings,
    point,
    raised,
)

POLICIES: tuple[FeedbackPolicy, ...] = ("full", "signpost", "off")


@cache
def the_unit() -> Unit:
    return load_unit(default_unit_id()).unit


@pytest.fixture
def unit() -> Unit:
    return the_unit()


def spoken(composed: Feedback) -> list[str]:
    """Every sentence that the feedback says of its own."""
    return [
        composed.summary,
        *composed.cautions,
        *(item.text for item in composed.strengths),
        *(text for item in composed.next_steps for text in (item.text, item.question, item.tip) if text),
        *(text for item in composed.corrections for text in (item.text, item.question, item.correction) if text),
    ]


def as_pattern(message: Message) -> str:
    """What the message looks like once its names are filled in."""
    return re.sub(r"\\\{\w+\\\}", ".+?", re.escape(message.text))


def bank_texts(unit: Unit) -> list[str]:
    """Every text for learners outside the messages."""
    texts = [text for one in (*unit.elements, *unit.flags) for text in (one.question, *one.question_at_level.values())]
    texts += [text for flag in unit.flags for text in (flag.message, flag.correction) if text]
    texts += [text for tip in unit.guidance for text in (tip.plain, tip.question) if text]
    texts += [one.correction for one in unit.common_mistakes]
    return texts + [text for one in unit.misconceptions for text in (one.advice, *one.advice_at_level.values()) if text]


@settings(max_examples=60, deadline=None)
@given(any_findings(the_unit()), st.sampled_from([2, 3, 4, 5]), st.sampled_from(POLICIES))
def test_whatever_is_found(found: Findings, level: int, policy: FeedbackPolicy) -> None:
    unit = the_unit()
    composed = feedback(unit, found, level, policy)
    steps, strengths = composed.next_steps, composed.strengths

    assert composed == feedback(unit, found, level, policy)
    assert max(len(strengths), len(steps), len(composed.corrections)) <= 3
    assert len({step.question for step in steps}) == len(steps)
    assert len({item.evidence for item in strengths}) == len(strengths)
    assert len(re.findall(r"[.?!](?=\s|$)", composed.summary)) == 2
    sentences = {(cite(n, 0).start, cite(n, 0).end) for n in range(len(SENTENCES))}
    cited = [place for item in strengths for place in item.evidence]
    cited += [place for item in steps for place in item.evidence]
    assert {(place.start, place.end) for place in cited} <= sentences
    for item in strengths:
        assert item.quote
        assert item.quote.removesuffix(f" {ELLIPSIS}") in TEXT


@settings(max_examples=40, deadline=None)
@given(any_findings(the_unit()), st.sampled_from([3, 4]), st.sampled_from(POLICIES))
def test_every_sentence_stands_in_the_unit(found: Findings, level: int, policy: FeedbackPolicy) -> None:
    unit = the_unit()
    known = [re.escape(text) for text in bank_texts(unit)] + [as_pattern(message) for message in unit.feedback.messages]
    summaries = [
        f"{as_pattern(one)} {as_pattern(other)}"
        for one in unit.feedback.of("summary")
        for other in unit.feedback.of("depth")
    ]
    for text in spoken(feedback(unit, found, level, policy)):
        assert any(re.fullmatch(pattern, text) for pattern in [*known, *summaries]), text


def test_every_message_is_said_to_somebody(unit: Unit) -> None:
    """Beyond what lint proves of the conditions: the composer itself brings each situation about."""
    one, two, three, *others = unit.marking_points
    first, *_ = one.elements
    rest = [point(definition, "not") for definition in others]
    some = [
        point(one, "met", element(first.id, cite(0, 0.9)), unsure=True),
        point(two, "partial", element(two.elements[0].id, cite(2, 0.4), weak=True)),
        point(three, "partial", element(three.elements[1].id, cite(1, 0.6))),
        *rest,
    ]
    thin = [
        point(one, "partial", *(element(item.id, cite(3, 0.8)) for item in one.elements)),
        *(point(definition, "met") for definition in (two, three, *others)),
    ]
    weak = [point(one, "partial", element(first.id, cite(0, 0.4), weak=True)), *all_points(unit, "met")[1:]]
    said = [
        text
        for found in (
            findings(some, depth("descriptive", 0.1)),
            findings(some, depth("descriptive", 0.0)),
            findings(some, depth("descriptive", 0.0), text="Trop court."),
            findings(thin, depth("analytical", 0.8), matching="similarity"),
            findings(all_points(unit, "met"), depth("analytical", 0.8)),
            findings(all_points(unit, "not")),
            findings([point(one, "partial"), *all_points(unit, "not")[1:]]),
            findings([point(one, "met"), *all_points(unit, "not")[1:]]),
            findings(all_points(unit, "met"), personal_data=[PersonalData(kind="phone", start=0, end=4)]),
            findings(weak),
            findings(weak, told=()),
            findings(thin, told=()),
        )
        for level in (3, 4)
        for policy in POLICIES
        for text in spoken(feedback(unit, found, level, policy))
    ]
    unsaid = [
        message.id
        for message in unit.feedback.messages
        if message.slot != "explanation" and not any(re.search(as_pattern(message), text) for text in said)
    ]
    assert unsaid == []


def test_signposts_say_nothing_of_single_marking_points(unit: Unit) -> None:
    one, *others = unit.marking_points
    found = findings(
        [
            point(one, "met", element(one.elements[0].id, cite(0, 0.9)), unsure=True),
            *(point(definition, "not") for definition in others),
        ],
        flags=[raised(unit, "descriptive")],
    )
    composed = feedback(unit, found, policy="signpost")
    assert composed.strengths == ()
    assert [step.marking_point for step in composed.next_steps] == [None, None, None]
    assert [step.guidance for step in composed.next_steps] == list(unit.feedback.general_tips[:3])
    assert [item.flag for item in composed.corrections] == ["descriptive"]
    labels = [definition.label for definition in unit.marking_points] + [item.label for item in unit.elements]
    assert [label for label in labels if any(label in text for text in spoken(composed))] == []


def test_off_says_nothing_of_the_account(unit: Unit) -> None:
    found = findings(all_points(unit, "met"), flags=[raised(unit, "descriptive")])
    composed = feedback(unit, found, policy="off")
    assert (composed.strengths, composed.next_steps, composed.corrections) == ((), (), ())
    assert composed.summary == feedback(unit, findings(all_points(unit, "not")), policy="off").summary

"""What two drafts gained, lost and left open, where it is known what the model makes of each sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.comparison.alignment import align
from nlp.comparison.comparison import compare, compare_documents
from nlp.comparison.results import Comparison, ElementChange
from nlp.documents import Document
from nlp.errors import DocumentEmpty, NotComparable
from nlp.pipeline import fake_analyser
from tests.nlp.comparison.scripted import Labels, ScriptedClassifier, compared, draft, scripted
from tests.nlp.judgement.saying import Said

DESK = "I work on the bookings desk of a small ferry company."
RANG = "In May a man rang whose mother could no longer manage the steps."
ASKED = "I asked him what she found hardest, and let him take his time."
WAITING = "It was the waiting that wore her out, because nobody ever told her how long."
BOOKED = "I booked them on the quiet sailing and rang the harbour about the ramp."
TRUST = "He believed us after that, since the ramp was down when I had said it would be."
GDPR = "I kept his number on the locked system and nowhere else."
UNIFORM = "We treat every passenger exactly the same."
FIRST = [DESK, RANG, ASKED, BOOKED]
SCRIPT: Mapping[str, Said | Labels] = {
    RANG: {"3.interaction": 0.9},
    ASKED: {"6.questioning": 0.9, "6.listening": 0.8},
    WAITING: {"1.needs": 0.9},
    BOOKED: {"3.technique": 0.7},
    TRUST: Said({"5.trust": 0.9, "4.strength": 0.8}, stage="analysis"),
    GDPR: {"data_protection": 0.9},
    UNIFORM: {"uniform": 0.95},
}


def changes(comparison: Comparison) -> dict[str, ElementChange]:
    return {element.id: element for point in comparison.marking_points for element in point.elements}


def told(comparison: Comparison) -> dict[str, str]:
    """What is told for sure."""
    return {name: change.change for name, change in changes(comparison).items() if change.change != "uncertain"}


def test_what_a_new_sentence_shows_is_gained_and_quoted() -> None:
    comparison = compared(FIRST, [*FIRST[:3], WAITING, BOOKED], SCRIPT).comparison

    assert told(comparison) == {"1.needs": "gained"}
    (quoted,) = changes(comparison)["1.needs"].sentences
    assert quoted.text == WAITING
    assert [point.id for point in comparison.marking_points if point.change == "gained"] == ["MP1"]
    assert "what the customer needs" in comparison.summary
    assert "MP1" in comparison.summary


def test_what_a_removed_sentence_showed_is_lost_and_the_summary_says_where_it_was() -> None:
    comparison = compared([*FIRST, WAITING], FIRST, SCRIPT).comparison

    assert told(comparison) == {"1.needs": "lost"}
    assert [quoted.text for quoted in changes(comparison)["1.needs"].sentences] == [WAITING]
    assert "“It was the waiting that wore her out …”" in comparison.summary
    assert "put it back" in comparison.summary


def test_moving_a_paragraph_changes_nothing_but_the_text() -> None:
    comparison = compared(FIRST, [DESK, BOOKED, RANG, ASKED], SCRIPT).comparison

    assert changes(comparison) == {}
    assert comparison.text.counts["moved"] == 1
    assert comparison.summary.startswith("You moved parts of your text and kept the words.")


def test_only_what_is_new_or_changed_is_judged_again() -> None:
    analyser = scripted({})
    classifier = analyser.classifier
    assert isinstance(classifier, ScriptedClassifier)
    reworded = ASKED.replace("hardest", "the hardest part")

    compare_documents(analyser, draft(FIRST), draft([DESK, BOOKED, reworded, WAITING, RANG, WAITING, DESK]))

    assert classifier.judged == [*FIRST, reworded, WAITING, WAITING]


def test_two_drafts_that_are_the_same_are_called_so() -> None:
    comparison = compared(FIRST, FIRST, SCRIPT).comparison

    assert comparison.text.changes == ()
    assert comparison.text.shared == 1
    assert all(point.change == "unchanged" for point in comparison.marking_points)
    assert comparison.summary == "The words are the same in both drafts, so nothing has changed."


def test_two_different_accounts_may_not_be_drafts_of_one() -> None:
    other = ["Our launderette opens at six.", "A nurse comes in with her uniforms every Tuesday after nights."]

    comparison = compared(FIRST, other, SCRIPT).comparison

    assert comparison.text.shared == 0
    assert comparison.summary.startswith("These two texts have very little in common.")


def test_a_draft_that_has_grown_tenfold_is_still_a_draft_of_the_same() -> None:
    more = [f"On day {number} I rang the harbour again to ask about the ramp." for number in range(40)]

    assert compared(FIRST, [*FIRST, *more], SCRIPT).comparison.text.shared == 1


MENDED = "I asked him what she finds hardest, and I let him take his time."


@pytest.mark.parametrize(("before", "after"), [(0.49, 0.56), (0.56, 0.49), (0.35, 0.6)])
def test_a_threshold_crossed_by_mending_a_sentence_is_not_announced(before: float, after: float) -> None:
    script = {**SCRIPT, ASKED: {"6.questioning": before}, MENDED: {"6.questioning": after}}

    comparison = compared(FIRST, [DESK, RANG, MENDED, BOOKED], script).comparison

    assert changes(comparison)["6.questioning"].change == "uncertain"
    assert changes(comparison)["6.questioning"].sentences == ()
    assert "has stayed the same" in comparison.summary


def test_a_sentence_that_was_continued_may_show_something_new() -> None:
    why = ASKED.removesuffix(".") + ", because he sounded as if he had been fobbed off before."
    script = {**SCRIPT, why: {"6.questioning": 0.9, "6.listening": 0.8, "6.cues": 0.65}}

    comparison = compared(FIRST, [DESK, RANG, why, BOOKED], script).comparison

    assert told(comparison) == {"6.cues": "gained"}
    (change,) = comparison.text.changes
    assert change.kind == "reworded"
    (inserted,) = change.inserted
    text = why[inserted.start - change.second[0].start : inserted.end - change.second[0].start]
    assert text == ", because he sounded as if he had been fobbed off before"


def test_a_change_that_no_changed_sentence_explains_is_not_announced() -> None:
    """As where both drafts were analysed in full and a neighbour's context differs."""
    before = scripted({TRUST: Said({"5.trust": 0.2})})
    after = scripted({TRUST: Said({"5.trust": 0.95})})
    sentences = [*FIRST, TRUST]

    results = before.analyse(draft(sentences)), after.analyse(draft(sentences))
    comparison = compare(*results, before.unit, align(sentences, sentences))

    assert changes(comparison)["5.trust"].change == "uncertain"
    assert {point.change for point in comparison.marking_points} == {"uncertain", "unchanged"}


def test_steps_are_taken_tried_or_open() -> None:
    first = compared(FIRST, FIRST, SCRIPT).first
    steps = {step.element: step for step in first.feedback.next_steps if step.element}
    element = next(iter(steps))
    shown, hinted = "Now I say it outright and in full.", "I say a little about it now."

    taken = compared(FIRST, [*FIRST, shown], {**SCRIPT, shown: {element: 0.95}}).comparison
    tried = compared(FIRST, [*FIRST, hinted], {**SCRIPT, hinted: {element: 0.4}}).comparison
    untouched = compared(FIRST, [*FIRST, "The office is painted green."], SCRIPT).comparison

    outcomes = [
        next(
            (step.outcome, [quoted.text for quoted in step.sentences])
            for step in one.next_steps
            if step.element == element
        )
        for one in (taken, tried)
    ]
    assert outcomes == [("taken", [shown]), ("tried", [hinted])]
    assert {step.outcome for step in untouched.next_steps if not step.sentences} == {"open"}
    assert all(step.message for one in (taken, tried, untouched) for step in one.next_steps)


def test_new_text_at_the_place_of_a_step_is_an_attempt_at_it() -> None:
    drafts = compared(FIRST, FIRST, SCRIPT)
    step = next(step for step in drafts.first.feedback.next_steps if step.evidence)
    place = drafts.first.text.content[step.evidence[0].start : step.evidence[0].end]
    index = FIRST.index(place)
    beside = "It took most of the morning."

    comparison = compared(FIRST, [*FIRST[: index + 1], beside, *FIRST[index + 1 :]], SCRIPT).comparison

    (outcome,) = [one for one in comparison.next_steps if one.question == step.question]
    assert (outcome.outcome, [quoted.text for quoted in outcome.sentences]) == ("tried", [beside])


def test_a_constraint_that_is_now_addressed_settles_its_flag() -> None:
    first = [*FIRST, "He gave me his number, 07700 900461."]

    comparison = compared(first, [*first, GDPR], SCRIPT).comparison

    assert [(one.id, one.change) for one in comparison.constraints] == [("data_protection", "gained")]
    assert [quoted.text for quoted in comparison.constraints[0].sentences] == [GDPR]
    assert {one.id: one.change for one in comparison.flags}["data_protection"] == "resolved"
    assert "data protection and confidentiality" in comparison.summary


def test_a_mistake_that_was_taken_out_is_settled_and_a_new_one_is_named() -> None:
    settled = compared([*FIRST, UNIFORM], FIRST, SCRIPT).comparison
    brought_in = compared(FIRST, [*FIRST, UNIFORM], SCRIPT).comparison

    (flag,) = [one for one in settled.flags if one.id == "uniform"]
    assert (flag.change, [quoted.text for quoted in flag.sentences]) == ("resolved", [UNIFORM])
    (flag,) = [one for one in brought_in.flags if one.id == "uniform"]
    assert (flag.change, [quoted.text for quoted in flag.sentences]) == ("new", [UNIFORM])
    assert "something new to look at again" in brought_in.summary


def test_depth_is_deeper_only_by_enough() -> None:
    deeper = compared(FIRST, [*FIRST, TRUST], SCRIPT).comparison
    same = compared(FIRST, [*FIRST, "The office is painted green."], SCRIPT).comparison

    assert deeper.depth is not None
    assert same.depth is not None
    assert (deeper.depth.change, same.depth.change) == ("deeper", "unchanged")
    assert "about 20% of your sentences" in deeper.summary


@pytest.mark.parametrize("policy", ["signpost", "off"])
def test_what_a_learner_may_not_see_is_not_compared(policy: str) -> None:
    analyser = fake_analyser()
    drafts = compared(FIRST, [*FIRST[1:], TRUST, GDPR], SCRIPT)
    second = drafts.second.model_copy(update={"feedback": drafts.second.feedback.model_copy(update={"policy": policy})})
    pairs = align(FIRST, [*FIRST[1:], TRUST, GDPR])

    comparison = compare(drafts.first, second, analyser.unit, pairs)

    assert comparison.policy == policy
    assert comparison.text == drafts.comparison.text
    assert (comparison.marking_points, comparison.next_steps, comparison.constraints, comparison.checks) == (
        (),
        (),
        (),
        (),
    )
    assert (comparison.depth is None) == (policy == "off")
    assert (comparison.flags == ()) == (policy == "off")
    for label in analyser.unit.labels:
        assert label.label not in comparison.summary
    assert compare(drafts.first, second, analyser.unit, pairs, everything=True) == drafts.comparison


def test_results_of_different_units_are_not_compared() -> None:
    drafts = compared(FIRST, FIRST, SCRIPT)
    other = drafts.second.model_copy(update={"unit": drafts.second.unit.model_copy(update={"version": "9.9.9"})})

    with pytest.raises(NotComparable, match="Analyse both drafts anew"):
        compare(drafts.first, other, fake_analyser().unit, align(FIRST, FIRST))


def test_a_unit_without_a_trained_model_is_compared_with_a_caution() -> None:
    drafts = compared(FIRST, [*FIRST, WAITING], SCRIPT)
    analyser = drafts.first.analyser.model_copy(update={"matching": "similarity"})
    first, second = (one.model_copy(update={"analyser": analyser}) for one in (drafts.first, drafts.second))

    comparison = compare(first, second, fake_analyser().unit, align(FIRST, [*FIRST, WAITING]))

    assert comparison.summary.endswith("take this as a rough guide.")
    assert "rough guide" not in drafts.comparison.summary


@pytest.mark.parametrize(
    ("first", "second", "which"), [([], FIRST, "The first draft"), (FIRST, [], "The second draft")]
)
def test_an_empty_draft_is_named(first: list[str], second: list[str], which: str) -> None:
    with pytest.raises(DocumentEmpty, match=f"^{which}: There are no words"):
        compared(first, second, SCRIPT)


sentences = st.lists(st.sampled_from([*SCRIPT, DESK, MENDED, "Yes.", "It rained all day."]), min_size=1, max_size=8)


@settings(max_examples=40)
@given(first=sentences, second=sentences)
def test_every_comparison_is_whole(first: list[str], second: list[str]) -> None:
    drafts = compared(first, second, SCRIPT)
    comparison = drafts.comparison

    assert Comparison.model_validate(json.loads(comparison.model_dump_json())) == comparison
    contents = drafts.first.text.content, drafts.second.text.content
    for change in comparison.text.changes:
        for side, quotes in zip(contents, (change.first, change.second), strict=True):
            assert all(side[quoted.start : quoted.end] == quoted.text for quoted in quotes)
    for one in changes(comparison).values():
        if one.change in ("gained", "lost"):
            texts = {quoted.text for quoted in one.sentences}
            assert texts
            assert texts <= set(second if one.change == "gained" else first)


def test_a_sentence_said_twice_counts_once_and_losing_one_copy_loses_nothing() -> None:
    comparison = compared([*FIRST, WAITING, WAITING], [*FIRST, WAITING], SCRIPT).comparison

    assert comparison.text.counts["removed"] == 1
    assert changes(comparison) == {}


def test_a_further_copy_keeps_what_was_found_in_the_first() -> None:
    analyser = scripted({WAITING: Said({"1.needs": 0.9})})
    classifier = analyser.classifier
    assert isinstance(classifier, ScriptedClassifier)

    drafts = compare_documents(analyser, draft([*FIRST, WAITING]), Document.from_paragraphs([WAITING, *FIRST, WAITING]))

    assert classifier.judged == [*FIRST, WAITING]
    assert changes(drafts.comparison) == {}


def close_to(second: list[str], sure: float) -> str | None:
    """What MP5 is close to where the one sentence for it is that sure and another one is added."""
    drafts = compared([*FIRST, TRUST], second, {**SCRIPT, TRUST: {"5.trust": sure}})
    (point,) = [point for point in drafts.comparison.marking_points if point.id == "MP5"]
    return point.close_to


def test_a_status_near_its_bound_names_the_other_one_where_sentences_were_not_read_again() -> None:
    added = [*FIRST, TRUST, "The office is painted green."]
    close = {sure: close_to(added, sure) for sure in (0.02, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)}

    assert None in close.values()
    assert {"partial", "not"} & set(close.values())
    near = next(sure for sure, status in close.items() if status)
    assert close_to([*FIRST, TRUST], near) is None  # nothing changed: both readings are one

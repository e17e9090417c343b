"""Particulars against general claims."""

from __future__ import annotations

import pytest

from nlp.corpus.variants.second_language import second_language
from tests.nlp.corpus.variants.chance import seeded
from tests.nlp.quality.conftest import Judge

STORY = (
    "On Thursday Mrs Cole brought her kettle back for the third time. She put it on the counter and would not "
    "sit down. "
    "I asked her what she used it for most. She said “porridge, at five in the morning”. I rang the maker while "
    "she waited. "
    "They promised a new one by the 14th."
)
HANDBOOK = (
    "Good communication is important in every shop. Customers should always be greeted with a smile. Trust is "
    "the basis of "
    "any relationship. Staff must listen to the customer. Empathy means standing in the shoes of the other person. "
    "Complaints should be handled quickly."
)
CLUMSY = (
    "Customer come to my desk and she is very angry. She say the money not come for two week. I listen her and "
    "I write all "
    "what she say. After I call the office and ask for check. In three day the money is come. She come back and "
    "say thank you."
)


def test_a_handbook_is_told_that_particulars_are_missing(judge: Judge) -> None:
    hint = judge(HANDBOOK)["few_particulars"]
    assert "thing that happened: hardly any." in hint.message
    assert hint.places == (
        "Good communication is important in every shop.",
        "Trust is the basis of any relationship.",
        "Empathy means standing in the shoes of the other person.",
    )


def test_a_story_is_not(judge: Judge) -> None:
    assert judge(STORY).ids.isdisjoint({"few_particulars", "general_claims"})


def test_a_story_with_many_claims_hears_of_the_claims(judge: Judge) -> None:
    claims = " Good communication is very important. Customers want to be heard. People should never be kept waiting."
    hint = judge(STORY + claims)["general_claims"]
    assert hint.message.startswith("In about a third of your sentences")
    assert hint.places[0] == "Good communication is very important."
    assert "few_particulars" not in judge(STORY + claims).ids


def test_a_claim_that_counts_as_evidence_needs_no_example(judge: Judge) -> None:
    told = judge(HANDBOOK, evidence={"Trust is": "5.trust"})["few_particulars"]
    assert not any(place.startswith("Trust is") for place in told.places)


def test_clumsy_english_is_as_specific_as_any(judge: Judge) -> None:
    assert judge(CLUMSY).ids.isdisjoint({"few_particulars", "general_claims", "advice", "who_did_it"})


@pytest.mark.parametrize("seed", range(20))
def test_slips_of_second_language_writers_change_nothing(judge: Judge, seed: int) -> None:
    told = judge(second_language(STORY, seeded(seed)))
    assert told.ids.isdisjoint({"few_particulars", "general_claims"})
    assert "few_particulars" in judge(second_language(HANDBOOK, seeded(seed))).ids


def test_notes_of_a_log_are_specific(judge: Judge) -> None:
    log = (
        "Mon 4 March\n\nRang the depot, van gone. Told Mr Okoro, not happy.\n\nTues 5 March\n\nVan came 8.15. "
        "Dropped the rug off myself. Said sorry again, got a cuppa.\n\nFri 8 March\n\nRang him. All fine."
    )
    assert judge(log, headings=("Mon", "Tues", "Fri")).ids.isdisjoint({"few_particulars", "general_claims"})


def test_what_an_assessor_says_is_not_held_against_the_learner(judge: Judge) -> None:
    discussion = (
        "Assessor: Good communication is important, and customers should always be heard. Trust is key. How do "
        "you do it?\n\n"
        "Learner: I had a lady in on Friday with a torn coat. She wanted it for a wedding. I took it round to "
        "the tailor. "
        "He did it by four. She cried. I drove it to her house."
    )
    assert judge(discussion).ids.isdisjoint({"few_particulars", "general_claims"})


def test_the_label_of_a_turn_is_no_person_in_general(judge: Judge) -> None:
    turns = [f"Assessor: And {word}?\n\nLearner: Probably the {word}, over in the annexe." for word in ("this", "that")]
    assert "general_claims" not in judge("\n\n".join([STORY, *turns])).ids


def test_claims_as_bullets_are_claims(judge: Judge) -> None:
    bullets = "\n\n".join(f"• {claim.strip()}." for claim in HANDBOOK.split(".") if claim.strip())
    assert "few_particulars" in judge(bullets).ids


@pytest.mark.parametrize("text", ["Customers should always be greeted.", "Yes.", "1.2", "She rang me on Friday."])
def test_of_a_sentence_or_two_no_share_is_told(judge: Judge, text: str) -> None:
    assert judge(text).ids.isdisjoint({"few_particulars", "general_claims", "advice"})


@pytest.mark.parametrize(
    "claim",
    [
        "I think that good communication is very important.",
        "In my opinion customers want to be treated well.",
        "A good adviser always listens to what he or she is told.",
        "Loyalty is worth more than advertising (Reichheld, 1996).",
    ],
)
def test_opinions_citations_and_both_sexes_make_nothing_specific(judge: Judge, claim: str) -> None:
    assert (
        claim
        in judge(f"{claim} " + HANDBOOK.replace("Good communication is important in every shop. ", ""))[
            "few_particulars"
        ].places
    )


@pytest.mark.parametrize(
    "particular",
    [
        "Customers like Mr Abara should be rung first.",
        "Customers pay £40 for it.",
        "Customers always say “is that it?” when they see the room.",
        "Customers want their bread by seven in the morning.",
        "Customers are told by me that the bus has gone.",
        "This is important.",
        "Customers wait for 40 minutes.",
        "40 customers want a place here.",
        "Should customers be greeted with a smile?",
    ],
)
def test_a_name_figure_quotation_time_or_i_makes_no_claim(judge: Judge, particular: str) -> None:
    assert particular not in judge(f"{particular} {HANDBOOK}")["few_particulars"].places

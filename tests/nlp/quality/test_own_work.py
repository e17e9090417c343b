"""Whose work it is."""

from __future__ import annotations

from tests.nlp.quality.conftest import Judge

WE = (
    "We rang every tenant on the landing and wrote down what they wanted.\n\nWe moved the drop-in to Tuesday "
    "evening for "
    "them.\n\nWe asked forty people what they thought of it in June.\n\nThe manager signed the plan off."
)
EVIDENCE = {"We rang": "3.interaction", "We moved": "8.improvements", "We asked": "4.mechanism"}


def test_where_we_did_it_the_writers_part_is_asked_for(judge: Judge) -> None:
    hint = judge(WE, EVIDENCE)["we_or_i"]
    assert hint.places[0].startswith("We rang every tenant")
    assert len(hint.places) == 3
    assert hint.message.endswith("?")


def test_a_neighbour_that_says_i_makes_it_clear(judge: Judge) -> None:
    parts = WE.replace("they wanted.", "they wanted. I did the top floor.").replace(
        "for them.", "for them. That was my idea."
    )
    assert "we_or_i" not in judge(parts, EVIDENCE).ids


def test_a_neighbour_in_another_paragraph_does_not(judge: Judge) -> None:
    assert "we_or_i" in judge(WE.replace("The manager", "I was glad when the manager"), EVIDENCE).ids


def test_we_that_is_no_evidence_is_not_asked_about(judge: Judge) -> None:
    assert "we_or_i" not in judge(WE).ids


def test_once_is_not_enough(judge: Judge) -> None:
    assert "we_or_i" not in judge(WE, {"We rang": "3.interaction"}).ids


def test_what_we_are_or_will_do_has_no_part_of_hers(judge: Judge) -> None:
    text = (
        "We were strong on empathy in the survey.\n\nWe have two vans for the round.\n\nWe will ring them all in May."
    )
    assert "we_or_i" not in judge(text, {"strong": "1.theory", "vans": "2.constraints", "May": "8.improvements"}).ids


def test_advice_is_asked_what_the_writer_did(judge: Judge) -> None:
    text = (
        "You should always smile at a customer. A good adviser would listen first and then speak. Staff must "
        "write calls "
        "down. I work at the front desk. It is busy on Fridays. Most people come for keys."
    )
    hint = judge(text)["advice"]
    assert hint.places[:2] == (
        "You should always smile at a customer.",
        "A good adviser would listen first and then speak.",
    )
    assert "When did you do it yourself" in hint.message


def test_her_own_lesson_is_no_advice(judge: Judge) -> None:
    text = (
        "I should have rung her on the Monday. I would ask sooner next time. He should have told me. It should "
        "have been on "
        "the board. We must not forget her again. I could have sent it by post."
    )
    assert "advice" not in judge(text).ids


PASSIVE = (
    "The customer was contacted on the same day. The refund was issued at once. A letter was sent to the "
    "branch. The line was "
    "checked and the fault was found. The account was closed in May. The file was stored."
)


def test_an_account_in_which_nobody_acts_is_asked_who_did_it(judge: Judge) -> None:
    hint = judge(PASSIVE)["who_did_it"]
    assert hint.places[0] == "The customer was contacted on the same day."


def test_one_who_says_i_may_write_in_the_passive(judge: Judge) -> None:
    assert "who_did_it" not in judge(PASSIVE + " I wrote the letter.").ids


def test_who_did_it_is_said_by_by(judge: Judge) -> None:
    named = (
        PASSIVE.replace(" on the same day", " by Dev").replace(" at once", " by Dev").replace("to the branch", "by Ann")
    )
    named = named.replace("checked and the fault was found", "mended by Col").replace("in May", "by Col")
    assert "who_did_it" not in judge(named).ids


def test_notes_without_a_subject_are_the_writers_own(judge: Judge) -> None:
    notes = (
        "Rang her back, said sorry. Told Dev, he was annoyed. Checked the line twice. Found the fault was on "
        "our side. Rang "
        "again Friday. Wrote it in the book. The parcel was sent and the label was changed."
    )
    assert "who_did_it" not in judge(notes).ids


def test_an_assessors_you_is_no_advice(judge: Judge) -> None:
    asked = "\n\n".join(
        f"Assessor: What should you do when {n} ring?\n\nLearner: I ring them back the same day." for n in range(6)
    )
    assert judge(asked).ids.isdisjoint({"advice", "we_or_i", "who_did_it"})

from __future__ import annotations

import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.corpus.variants.data import regular_past, variant_data
from nlp.corpus.variants.deeds import deed_of
from nlp.corpus.variants.losing import LOSING
from nlp.corpus.variants.wording import negations
from nlp.language.verbs import is_past
from tests.nlp.corpus.variants.chance import seeded


def evidence(text: str, *elements: str, constraints: tuple[str, ...] = ()) -> LabelledSentence:
    return LabelledSentence(text, "description", elements or ("6.questioning",), constraints)


def made(name: str, sentence: LabelledSentence, unit: Unit) -> set[str]:
    """All that the rewrite makes of ``sentence``, over many draws."""
    random = seeded(3)
    copies = [LOSING[name].apply(sentence, unit, random) for _ in range(60)]
    return {copy.text for copy in copies if copy}


@pytest.mark.parametrize(
    ("text", "verb", "rest"),
    [
        ("I asked her what mattered most, and she told me.", "ask", "her what mattered most"),
        ("He looked lost so I explained the form to him.", "explain", "the form to him"),
        ("Asked him about the parking.", "ask", "him about the parking"),
        ("Learner: I rang both sisters because neither had heard.", "ring", "both sisters"),
        ("I never knew why, but I wrote to them in May and waited.", "write", "to them in May"),
    ],
)
def test_the_deed_of_a_sentence(text: str, verb: str, rest: str) -> None:
    deed = deed_of(evidence(text))

    assert deed is not None
    assert (deed.verb.base, deed.rest) == (verb, rest)


@pytest.mark.parametrize(
    "text",
    [
        "She asked me what I wanted.",
        "I would have asked her.",
        "I did not ask her anything.",
        "I asked Jan and Kim to come in.",
        "I asked the manager, Mr Boateng, for a room.",
        "I used to ask everybody the same.",
        "I asked nobody else.",
        '"It is late," she said, "and I asked you twice."',
        "Asked by the caller, we checked.",
        "I felt sorry for her.",
        "I flabbergasted the whole queue.",
        "",
    ],
)
def test_no_deed_where_it_cannot_be_sure(text: str, unit: Unit) -> None:
    assert deed_of(evidence(text)) is None
    assert not made("negated", evidence(text), unit)
    assert not made("hypothetical", evidence(text), unit)
    assert not made("attributed", evidence(text), unit)


def test_no_deed_of_a_sentence_with_a_constraint(unit: Unit) -> None:
    sentence = evidence("I asked her for the password first.", constraints=("data_protection",))

    assert not made("negated", sentence, unit)
    assert not made("hypothetical", sentence, unit)


def test_negated(unit: Unit) -> None:
    assert made("negated", evidence("I asked her what she needed, so she told me."), unit) == {
        "I did not ask her what she needed.",
        "I didn't ask her what she needed.",
        "I never asked her what she needed.",
    }


@pytest.mark.parametrize("text", ["I wrote it in the log.", "I promised her a date.", "I told her the price."])
def test_what_it_would_be_a_mistake_or_a_limit_not_to_have_done_is_not_negated(text: str, unit: Unit) -> None:
    assert not made("negated", evidence(text), unit)


def test_hypothetical_looks_back_and_uses_the_participle(unit: Unit) -> None:
    variants = made("hypothetical", evidence("I rang every member twice."), unit)

    assert "With hindsight I would have rung every member twice." in variants
    assert all("I would have rung" in variant for variant in variants)


def test_attributed_to_somebody_else(unit: Unit) -> None:
    variants = made("attributed", evidence("I asked him about my idea."), unit)

    assert "My manager asked him about their idea." in variants
    assert not any("staff" in variant for variant in variants)  # "him" is somebody in particular
    assert "The handbook says that staff should ask open questions." in made(
        "attributed", evidence("I asked open questions."), unit
    )
    assert not made("attributed", evidence("I asked him to ring me."), unit)


def test_claimed_and_listed_name_the_unit_s_own_elements(unit: Unit) -> None:
    sentence = evidence("She frowned, which I took for worry.", "5.empathy")

    assert "I can demonstrate empathy." in made("claimed", sentence, unit)
    for listed in made("listed", sentence, unit):
        assert "empathy" in listed.lower()
        assert listed.count(",") >= 2


def test_a_claim_may_repeat_the_deed(unit: Unit) -> None:
    assert "This account shows that I asked her twice." in made("claimed", evidence("I asked her twice."), unit)


def test_nothing_to_claim_or_list_without_elements(unit: Unit) -> None:
    sentence = LabelledSentence("We keep notes for a year.", "description", (), ("data_protection",))

    assert not made("claimed", sentence, unit)
    assert not made("listed", sentence, unit)


def test_stages_of_what_is_left(unit: Unit) -> None:
    assert {name: loss.stage for name, loss in LOSING.items()} == {
        "negated": "description",
        "hypothetical": "conclusion",
        "attributed": "description",
        "claimed": "other",
        "listed": "other",
    }
    assert {loss.stage for loss in LOSING.values()} <= {stage.id for stage in unit.stages}


@pytest.mark.parametrize("name", LOSING)
def test_copies_of_real_sentences_carry_nothing_and_read_as_sentences(
    name: str, unit: Unit, accounts: list[Account]
) -> None:
    random = seeded(0)
    sentences = [each for account in accounts for each in account.sentences]

    copies = [copy for each in sentences if (copy := LOSING[name].apply(each, unit, random))]

    assert copies
    for copy in copies:
        assert not copy.labels
        assert copy.stage == LOSING[name].stage
        assert copy.text.endswith(".")
        assert copy.text[0].isupper()
        assert "{" not in copy.text
        assert negations(copy.text) or name != "negated"


def test_the_language_rules_know_every_verb_by_its_past() -> None:
    verbs = variant_data().verbs

    assert all(is_past(past) for past in verbs.by_past)
    assert verbs.never_lost | verbs.negatable <= {verb.base for verb in verbs.by_past.values()}
    assert not verbs.never_lost & verbs.negatable


@pytest.mark.parametrize(
    ("base", "past", "doubling"),
    [("ask", "asked", False), ("notice", "noticed", False), ("try", "tried", False), ("stay", "stayed", False),
     ("plan", "planned", True)],
)  # fmt: skip
def test_regular_pasts(base: str, past: str, *, doubling: bool) -> None:
    assert regular_past(base, doubling=doubling) == past

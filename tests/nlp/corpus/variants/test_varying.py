from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.corpus.variants.joining import MOST_CHARACTERS, MOST_SENTENCES, Origin, join_neighbours
from nlp.corpus.variants.keeping import KEEPING
from nlp.corpus.variants.varying import VariantShares, keep_variant, vary, vary_traced
from nlp.errors import CorpusError
from tests.nlp.corpus.variants.chance import seeded

EVERYTHING = VariantShares(joined=1, kept=1, lost=1, turned=1)


def run_on(*sentences: LabelledSentence, unit: Unit, lower: frozenset[str] = frozenset()) -> list[Origin]:
    """The sentences of one paragraph, each joined to the one before wherever it may be."""
    return join_neighbours([Origin(each, (i,)) for i, each in enumerate(sentences)], unit, lower, seeded(1), chance=1)


def test_a_run_on_carries_all_labels_and_the_furthest_stage(unit: Unit) -> None:
    (joined,) = run_on(
        LabelledSentence("She rang at nine.", "description", ("3.interaction",), ("records",)),
        LabelledSentence("It rebuilt some trust.", "analysis", ("5.trust", "3.interaction")),
        LabelledSentence("I was relieved.", "feelings", (), ("records",), ("politeness",)),
        unit=unit,
    )

    assert joined.sentence.stage == "analysis"
    assert joined.sentence.elements == ("3.interaction", "5.trust")
    assert joined.sentence.constraints == ("records",)
    assert joined.sentence.mistakes == ("politeness",)
    assert joined.sources == (0, 1, 2)
    assert joined.sentence.text.startswith("She rang at nine")
    assert "it rebuilt some trust" in joined.sentence.text
    assert joined.sentence.text.endswith("I was relieved.")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("She nodded.", "she nodded."),
        ("Rang him back.", "rang him back."),
        ("Parcels came late.", "parcels came late."),
        ("I'd heard.", "I'd heard."),
        ("GDPR applies.", "GDPR applies."),
        ("Priya agreed.", "Priya agreed."),
    ],
)
def test_what_follows_loses_its_capital_unless_it_is_a_name(text: str, inside: str, unit: Unit) -> None:
    first = LabelledSentence("We spoke.", "description")

    (joined,) = run_on(first, LabelledSentence(text, "description"), unit=unit, lower=frozenset({"parcels"}))

    assert joined.sentence.text.endswith(inside)


def test_what_begins_with_a_conjunction_gets_no_other(unit: Unit) -> None:
    (joined,) = run_on(
        LabelledSentence("We spoke.", "description"), LabelledSentence("So I rang.", "description"), unit=unit
    )

    assert joined.sentence.text == "We spoke so I rang."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LabelledSentence("What happened", "other"), LabelledSentence("She rang.", "description")),
        (LabelledSentence("She rang.", "description"), LabelledSentence("12 May", "other")),
        (LabelledSentence("She rang.", "description"), LabelledSentence("Learner: I rang back.", "description")),
        (LabelledSentence("She rang.", "description"), LabelledSentence("- rang back", "description")),
        (LabelledSentence("She rang.", "description"), LabelledSentence("x" * MOST_CHARACTERS, "description")),
    ],
)
def test_headings_turns_list_items_and_long_sentences_stay_apart(
    first: LabelledSentence, second: LabelledSentence, unit: Unit
) -> None:
    assert [each.sentence for each in run_on(first, second, unit=unit)] == [first, second]


def test_no_run_on_is_of_more_than_four_sentences(unit: Unit) -> None:
    joined = run_on(*[LabelledSentence("It went well.", "evaluation")] * 10, unit=unit)

    assert [len(each.sources) for each in joined] == [MOST_SENTENCES, MOST_SENTENCES, 2]


def test_nothing_is_varied_by_default(unit: Unit, accounts: list[Account]) -> None:
    assert [vary(account, unit, seeded(0), VariantShares()) for account in accounts] == accounts


def test_joining_keeps_paragraphs_labels_and_order(unit: Unit, accounts: list[Account]) -> None:
    for account in accounts:
        varied = vary_traced(account, unit, seeded(0), VariantShares(joined=1))

        assert len(varied.account.paragraphs) == len(account.paragraphs)
        assert [number for own in varied.sources for number in own] == list(range(len(account.sentences)))
        for sentence, sources in zip(varied.account.sentences, varied.sources, strict=True):
            assert sentence.labels == frozenset().union(*(account.sentences[number].labels for number in sources))
            assert len({account.sentence_paragraphs[number] for number in sources}) == 1


def test_only_the_asked_share_of_accounts_is_joined(unit: Unit, accounts: list[Account]) -> None:
    random = seeded(0)
    many = accounts * 8

    joined = sum(vary(account, unit, random, VariantShares(joined=0.25)) != account for account in many)

    assert 0.15 < joined / len(many) < 0.35


def test_lost_copies_are_extra_carry_nothing_and_stand_in_the_paragraph(unit: Unit, accounts: list[Account]) -> None:
    for account in accounts:
        varied = vary_traced(account, unit, seeded(0), VariantShares(lost=1))

        for before, after in zip(account.paragraphs, varied.account.paragraphs, strict=True):
            extra = [each for each in after if each not in before]
            assert [each for each in after if each not in extra] == list(before)
            assert not any(each.labels for each in extra)
        assert len(varied.account.sentences) > len(account.sentences) or not any(s.elements for s in account.sentences)


def test_turned_copies_claim_and_list_nothing(unit: Unit, accounts: list[Account]) -> None:
    extra = [
        sentence
        for account in accounts
        for varied in [vary_traced(account, unit, seeded(0), VariantShares(turned=1))]
        for sentence, sources in zip(varied.account.sentences, varied.sources, strict=True)
        if not sources
    ]

    assert {sentence.stage for sentence in extra} == {"description", "conclusion"}
    assert not any(sentence.labels for sentence in extra)


def test_no_copy_stands_behind_its_source_where_there_is_another_place(unit: Unit, accounts: list[Account]) -> None:
    filler = LabelledSentence("The shop is in Stoke.", "description")
    source = LabelledSentence("I asked her what she needed.", "description", ("6.questioning",))
    account = replace(accounts[0], paragraphs=((filler, source, filler, filler),), personal_data=())

    for seed in range(40):
        texts = [each.text for each in vary(account, unit, seeded(seed), VariantShares(lost=1)).sentences]
        assert len(texts) == 5
        assert texts[-2:].count(filler.text) < 2
        assert texts[:2] == [filler.text, source.text]


def test_mistakes_and_plain_sentences_get_no_copy(unit: Unit, accounts: list[Account]) -> None:
    plain = LabelledSentence("I asked her twice.", "description")
    mistake = LabelledSentence("I asked her to smile.", "evaluation", ("5.trust",), (), ("politeness",))
    account = replace(accounts[0], paragraphs=((plain, mistake),), personal_data=())

    assert vary(account, unit, seeded(0), VariantShares(lost=1)) == account


def test_the_asked_share_of_sentences_is_rewritten(unit: Unit, accounts: list[Account]) -> None:
    random = seeded(0)
    changed = total = 0
    for account in accounts * 3:
        varied = vary(account, unit, random, VariantShares(kept=0.5))
        total += len(account.sentences)
        changed += sum(new.text != old.text for new, old in zip(varied.sentences, account.sentences, strict=True))

    assert 0.3 < changed / total < 0.5  # a rewrite finds nothing to change in some sentences


def test_variants_repeat_with_the_state_of_chance_and_differ_without(unit: Unit, accounts: list[Account]) -> None:
    account = accounts[0]

    assert vary(account, unit, seeded(5), EVERYTHING) == vary(account, unit, seeded(5), EVERYTHING)
    assert vary(account, unit, seeded(5), EVERYTHING) != vary(account, unit, seeded(6), EVERYTHING)


def test_variants_are_accounts_whose_text_and_spans_agree(unit: Unit, accounts: list[Account]) -> None:
    for account in accounts:
        varied = vary(account, unit, seeded(1), EVERYTHING)
        text = varied.document().text

        assert [text[span.start : span.end] for span in varied.sentence_spans()] == [
            sentence.text for sentence in varied.sentences
        ]
        assert (varied.id, varied.decisions, varied.flags) == (account.id, account.decisions, account.flags)


@pytest.mark.parametrize("name", KEEPING)
def test_a_kept_variant_has_the_same_sentences_labels_and_personal_data(name: str, accounts: list[Account]) -> None:
    for account in accounts:
        variant = keep_variant(account, name, seeded(0))

        assert [replace(each, text="") for each in variant.sentences] == [
            replace(each, text="") for each in account.sentences
        ]
        assert variant.sentence_paragraphs == account.sentence_paragraphs
        assert variant.document().text != account.document().text
        assert len(variant.personal_data) == len(account.personal_data)
        assert all(string in variant.document().text for string in variant.personal_data)


def test_an_unknown_rewrite_is_an_error_that_names_the_known_ones(accounts: list[Account]) -> None:
    with pytest.raises(CorpusError, match="Use one of: typos, no_punctuation"):
        keep_variant(accounts[0], "shouting", seeded(0))


@pytest.mark.parametrize("shares", [{"joined": 1.5}, {"kept": -0.1}, {"lots": 1.0}])
def test_shares_are_shares(shares: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        VariantShares(**shares)

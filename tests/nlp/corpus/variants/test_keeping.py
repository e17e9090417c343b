from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.corpus.accounts import Account
from nlp.corpus.variants.data import variant_data
from nlp.corpus.variants.keeping import KEEPING, kept
from nlp.corpus.variants.speech import spoken_numbers
from nlp.corpus.variants.wording import digits, has_words, negations
from tests.nlp.corpus.variants.chance import seeded

WITHOUT_NUMBERS = [name for name in KEEPING if name != "dictated"]

WORDS = """
I she the a we was were not never no nobody didn't don’t cannot wasn't without asked told her is waiting wants because
going to have got information in on at with something very Mrs Ankrah SERVQUAL LAST GDPR 14 £3.50 9:30 92% now know note
o.ankrah@shop.example 07700 900123 knot 3.interaction , . ; ? - Learner: … ' “ ”
"""
vocabulary = st.sampled_from(WORDS.split())
sentences = st.lists(vocabulary, min_size=1, max_size=25).map(" ".join) | st.text(min_size=1, max_size=60)
seeds = st.integers(0, 2**32)


def often(name: str, text: str, times: int = 200) -> set[str]:
    """What the rewrite makes of ``text``, over many draws."""
    random = seeded(4)
    return {KEEPING[name](text, random) for _ in range(times)}


@pytest.mark.parametrize("name", KEEPING)
@given(text=sentences, seed=seeds)
def test_negations_stay_and_no_sentence_loses_all_its_words(name: str, text: str, seed: int) -> None:
    rewritten = KEEPING[name](text, seeded(seed))

    assert negations(rewritten) == negations(text)
    assert has_words(rewritten) == has_words(text)


@pytest.mark.parametrize("name", WITHOUT_NUMBERS)
@given(text=sentences, seed=seeds)
def test_digits_stay(name: str, text: str, seed: int) -> None:
    assert digits(KEEPING[name](text, seeded(seed))) == digits(text)


@pytest.mark.parametrize("name", KEEPING)
@given(text=sentences, seed=seeds)
def test_the_same_state_of_chance_makes_the_same_variant(name: str, text: str, seed: int) -> None:
    assert KEEPING[name](text, seeded(seed)) == KEEPING[name](text, seeded(seed))


@pytest.mark.parametrize("name", KEEPING)
def test_each_rewrite_changes_many_sentences(name: str, accounts: list[Account]) -> None:
    texts = [sentence.text for account in accounts for sentence in account.sentences]
    random = seeded(0)

    rewritten = [KEEPING[name](text, random) for text in texts]

    assert sum(new != old for new, old in zip(rewritten, texts, strict=True)) > len(texts) / 3


def test_a_rewrite_that_would_add_or_lose_a_negation_or_a_digit_changes_nothing() -> None:
    random = seeded(0)

    assert kept(lambda text, _: text.replace("not ", ""))("I did not ask.", random) == "I did not ask."
    assert kept(lambda text, _: text.replace("note", "not"))("I made a note.", random) == "I made a note."
    assert kept(lambda text, _: text.replace("4", ""))("All 14 came.", random) == "All 14 came."
    assert kept(lambda _, __: " ")("All came.", random) == "All came."
    assert kept(lambda text, _: text.replace("'", ""))("I didn't.", random) == "I didnt."


def test_typos_spare_names_short_words_addresses_and_figures() -> None:
    variants = often("typos", "On Tuesday Priya sent SERVQUAL notes, so mail p.rao@shop.example at 9:30 or go on.")

    assert len(variants) > 1
    spared = {"On", "Tuesday", "Priya", "SERVQUAL", "so", "p.rao@shop.example", "at", "9:30", "or", "go", "on."}
    assert all(spared <= set(variant.split()) for variant in variants)


def test_typos_come_at_about_two_letters_in_a_hundred() -> None:
    words = ["customers", "waiting", "patiently", "outside"] * 500
    mistyped = KEEPING["typos"](" ".join(words), seeded(1)).split()

    changed = sum(new != old for new, old in zip(mistyped, words, strict=True))

    assert 0.015 < changed / sum(map(len, words)) < 0.025


def test_punctuation_goes_but_not_from_figures_addresses_labels_and_questions() -> None:
    text = "Learner: She'd paid £1,250.50 at 9.30; so I mailed b.cole@shop.example, didn't I?"

    assert often("no_punctuation", text) == {
        "Learner: Shed paid £1,250.50 at 9.30 so I mailed b.cole@shop.example didnt I?"
    }


def test_lower_case_leaves_capitals_whose_lower_case_is_another_word() -> None:
    assert often("lower_case", "I used LAST and SERVQUAL with Mrs Rao.") == {"i used LAST and servqual with mrs rao."}


def test_second_language_slips() -> None:
    variants = often(
        "second_language", "She wants the information about delivery and I explained it while he was waiting."
    )

    for slip in ("She want ", "informations", " of delivery", "I explain ", "he waiting"):
        assert any(slip in variant for variant in variants), slip
    assert any("the" not in variant.split() for variant in variants)


def test_dialect_forms() -> None:
    variants = often("dialect", "I was going to ask because my till was making something really loud.")

    for form in ("I were", "gonna", "cos", " me till", "makin'", "summat", "right loud"):
        assert any(form in variant for variant in variants), form


def test_going_to_a_place_is_no_gonna() -> None:
    assert not any("gonna" in variant for variant in often("dialect", "I was going to Leeds and going to the shop."))


def test_dictation_says_er_and_starts_twice_and_says_no_full_stop() -> None:
    variants = often("dictated", "Learner: She was upset, so I let her talk.")

    assert all(variant.startswith("Learner: She ") for variant in variants)
    assert any(variant.startswith("Learner: She she was") for variant in variants)
    assert any(" you know " in variant for variant in variants)
    assert not any("." in variant or "," in variant for variant in variants)


def test_dictation_puts_no_filler_between_a_negation_and_what_it_bears_on() -> None:
    assert all("no note" in variant for variant in often("dictated", "there was no note of it"))


def test_dictated_numbers_are_words_where_they_count_something() -> None:
    random = seeded(2)
    spoken = {spoken_numbers("I rang 21 of them and 7 answered.", random) for _ in range(50)}

    assert "I rang twenty one of them and seven answered." in spoken
    for text in (
        "It was £14 in all.",
        "On 3 May we met.",
        "Flat 3, 14 Mill Lane",
        "07700 900123 rang",
        "9.30 or 9:30 am",
    ):
        assert {spoken_numbers(text, random) for _ in range(50)} == {text}


def test_no_form_of_dialect_is_or_holds_a_negation() -> None:
    dialect = variant_data().dialect

    for word, forms in dialect.words.items():
        assert not negations(" ".join((word, *forms)))
    assert not negations(" ".join((*dialect.phrases, *dialect.phrases.values())))

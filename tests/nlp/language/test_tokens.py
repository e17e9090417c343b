"""The tokens are those of spaCy's own rules, though most runs never get to see these."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from nlp.documents import Document
from nlp.language.pipeline import build_language
from nlp.language.tokens import LONGEST_RUN, tokenise, words_of

LANGUAGE = build_language()
PIECES = st.sampled_from(
    [
        "I",
        "rang",
        "Mrs",
        "USA",
        "cannot",
        "im",
        "etc",
        "e.g",
        "don't",
        "phone.She",
        "é",
        "4",
        "£",
        "x" * 130,
        "a1",
        *".,?!…-'\" \n\t",
        "  ",
    ]
)


def tokens(language: Language, text: str) -> list[tuple[str, bool]]:
    document = Document(text, ())
    with language.memory_zone():
        return list(zip(*words_of(tokenise(language, document)), strict=True))


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_plain_words_are_taken_as_spacy_takes_them(text: str) -> None:
    assume(max(map(len, text.split()), default=0) <= LONGEST_RUN)
    with LANGUAGE.memory_zone():
        expected = [(token.text, bool(token.whitespace_)) for token in LANGUAGE.tokenizer(text)]
    assert tokens(LANGUAGE, text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("I rang. Why? Yes, I did!", "I|rang|.|Why|?|Yes|,|I|did|!", id="words and marks"),
        pytest.param("J. Smith of the U.K. left.", "J.|Smith|of|the|U.K.|left|.", id="initials"),
        pytest.param("Mr. Bell cannot. im late", "Mr.|Bell|can|not|.|i|m|late", id="exceptions"),
        pytest.param("  I\n\n rang ", "  |I|\n\n |rang", id="white space"),
        pytest.param("x" * 130 + ".", "x" * 128 + "|xx|.", id="a long run is cut"),
    ],
)
def test_words(language: Language, text: str, words: str) -> None:
    assert "|".join(word for word, _ in tokens(language, text)) == words


def test_the_words_of_any_doc_of_spacys_can_be_asked_for(language: Language) -> None:
    doc = language.make_doc("I rang her.  Twice")
    assert words_of(doc) == (["I", "rang", "her", ".", " ", "Twice"], [True, True, False, True, False, False])

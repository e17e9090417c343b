from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from nlp.documents import Document, Span
from nlp.language.pipeline import build_language, read_sentences
from nlp.language.reader import build_reader
from nlp.language.sentences import Grammar, Sentence

LANGUAGE = build_language()
READER = build_reader()
PUNCTUATED = st.text(st.sampled_from("aB1 .?!…,:;-–•()\"'“”‘’\n\t/😀"))
ANY_TEXT = st.text() | PUNCTUATED


def check_invariants(document: Document, sentences: tuple[Sentence, ...]) -> None:
    covered = [0] * len(document.text)
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        words = document.text[start:end]
        assert words
        assert words == words.strip()
        home = document.paragraphs[sentence.paragraph]
        assert home.start <= start
        assert end <= home.end
        covered[start:end] = [count + 1 for count in covered[start:end]]
    assert all(
        count == 1 if not character.isspace() else count <= 1
        for character, count in zip(document.text, covered, strict=True)
    )
    assert [s.span.start for s in sentences] == sorted(s.span.start for s in sentences)


@settings(max_examples=300, deadline=None)
@given(st.lists(ANY_TEXT, max_size=4))
def test_every_character_belongs_to_exactly_one_sentence(paragraphs: list[str]) -> None:
    document = Document.from_paragraphs(paragraphs)
    check_invariants(document, read_sentences(LANGUAGE, document))


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT.map(str.strip).filter(bool), ANY_TEXT.map(str.strip).filter(bool))
def test_paragraphs_may_touch(first: str, second: str) -> None:
    end = len(first)
    document = Document(first + second, (Span(0, end), Span(end, end + len(second))))
    check_invariants(document, read_sentences(LANGUAGE, document))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(ANY_TEXT | st.sampled_from(["He's (it's a.m.) :)", "phone.she rang shop.co.uk", "Q: Why?"]), max_size=3)
)
def test_the_reader_finds_what_the_whole_pipeline_finds(paragraphs: list[str]) -> None:
    document = Document.from_paragraphs(paragraphs)
    assert read_sentences(READER, document) == read_sentences(LANGUAGE, document)


def test_a_sentence_knows_its_place_speaker_and_grammar(language: Language) -> None:
    document = Document.from_paragraphs(["Statement", "I will ring her. She may be out."])
    assert read_sentences(language, document) == (
        Sentence(Span(0, 9), 0, "learner", Grammar("other", "none", modal=False, negated=False, hypothetical=False)),
        Sentence(
            Span(11, 27),
            1,
            "learner",
            Grammar("first_singular", "future", modal=False, negated=False, hypothetical=False),
        ),
        Sentence(Span(28, 43), 1, "learner", Grammar("other", "present", modal=True, negated=False, hypothetical=True)),
    )


@pytest.mark.parametrize("text", ["", " \n "])
def test_no_words_no_sentences(language: Language, text: str) -> None:
    assert read_sentences(language, Document.from_paragraphs([text])) == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("." * 50_000, id="dots"),
        pytest.param(". " * 25_000, id="dots apart"),
        pytest.param('"' * 50_000, id="quotation marks"),
        pytest.param('" ' * 25_000, id="quotation marks apart"),
        pytest.param('a."' * 16_500, id="ends of speech"),
        pytest.param("(" * 50_000, id="brackets"),
        pytest.param("x" * 50_000, id="no white space"),
        pytest.param("would " * 25_000, id="modal verbs"),
        pytest.param("always not " * 12_500, id="adverbs"),
        pytest.param("a\n" * 25_000, id="lines"),
        pytest.param("- " * 25_000, id="dashes"),
        pytest.param("Q: " * 15_000, id="labels"),
        pytest.param("and she " * 12_500, id="run-on"),
        pytest.param("1/2 A " * 10_000, id="dates"),
        pytest.param("I rang the depot, and they said that it was late. " * 2_000, id="twenty thousand words"),
    ],
)
def test_time_is_linear_in_the_length(language: Language, text: str) -> None:
    """Each takes half a second or so; anything quadratic takes a minute at this size."""
    document = Document.from_paragraphs([text])
    check_invariants(document, read_sentences(language, document))


def test_a_text_longer_than_spacy_takes_by_itself(language: Language) -> None:
    document = Document.from_paragraphs(["bolts " * 200_000])
    assert len(document.text) > language.max_length
    assert len(read_sentences(language, document)) == 1


def test_nothing_of_a_text_stays_behind(language: Language) -> None:
    read_sentences(language, Document.from_paragraphs(["Zebulonia rang about the Quixworth boiler."]))
    assert "Zebulonia" not in language.vocab.strings
    assert "Quixworth" not in language.vocab.strings


def test_threads_may_share_a_pipeline(language: Language) -> None:
    documents = [Document.from_paragraphs([f"I rang number {n}. Nobody{n} was in."] * 20) for n in range(40)]
    expected = [read_sentences(language, document) for document in documents]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda document: read_sentences(language, document), documents)) == expected

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.corpus.accounts import Account, LabelledSentence

words = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12)
paragraphs = st.lists(st.lists(words, min_size=1, max_size=5), min_size=1, max_size=5)


def an_account(texts: list[list[str]]) -> Account:
    return Account(
        id="a",
        sector="s",
        level=3,
        form="account",
        file="f.acc",
        kind="ordered",
        decisions={},
        depth="mixed",
        flags=(),
        personal_data=(),
        paragraphs=tuple(tuple(LabelledSentence(text, "description") for text in own) for own in texts),
    )


def test_the_document_joins_sentences_with_a_space_and_paragraphs_with_a_blank_line() -> None:
    account = an_account([["She rang twice.", "I rang back."], ["It worked."]])

    assert account.document().text == "She rang twice. I rang back.\n\nIt worked."
    assert account.document().paragraph_texts() == ["She rang twice. I rang back.", "It worked."]


@given(paragraphs)
def test_spans_cut_the_sentences_out_of_the_document(texts: list[list[str]]) -> None:
    account = an_account(texts)
    text = account.document().text

    cut = [text[span.start : span.end] for span in account.sentence_spans()]

    assert cut == [sentence.text for sentence in account.sentences]


@given(paragraphs)
def test_each_sentence_lies_in_its_paragraph(texts: list[list[str]]) -> None:
    account = an_account(texts)
    places = account.document().paragraphs

    for span, number in zip(account.sentence_spans(), account.sentence_paragraphs, strict=True):
        assert places[number].start <= span.start < span.end <= places[number].end

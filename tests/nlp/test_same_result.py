"""What an account is told depends on the account and the model, and on nothing that happens around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from criteria_bank.loader import default_unit_id, load_unit
from nlp.config import model_dir
from nlp.corpus.reader import read_accounts
from nlp.documents import Document
from nlp.pipeline import Analyser, load_analyser

pytestmark = pytest.mark.skipif(not model_dir().is_dir(), reason="no model is installed")
CORPUS = Path(__file__).parents[2] / "models" / "corpus"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """Short accounts, a long one made of them, and some that have words in common."""
    unit = load_unit(default_unit_id()).unit
    every = [account.document() for account in read_accounts(CORPUS / "banking.acc", unit)]
    accounts = sorted(every, key=lambda document: len(document.text))[:15]
    paragraphs = [text for document in accounts for text in document.paragraph_texts()]
    changed = [*accounts[0].paragraph_texts(), "On Friday I asked her what a good answer would have looked like."]
    others = [paragraphs[:1], paragraphs[:30], changed, ["She thanked me [SEP] and rang off."], ["Thanks."]]
    return [*accounts, *(Document.from_paragraphs(each) for each in others)]


@pytest.fixture(scope="module")
def expected(documents: Sequence[Document]) -> dict[str, str]:
    """By its text, what each document is told by itself, by one thread."""
    analyser = load_analyser(threads=1)
    return {document.text: analyser.analyse(document).model_dump_json() for document in documents}


def assert_as_expected(analyser: Analyser, documents: Iterable[Document], expected: dict[str, str]) -> None:
    for result in analyser.analyse_many(documents):
        assert result.model_dump_json() == expected[result.text.content]


def test_neither_batch_nor_order_nor_threads_change_a_result(
    documents: Sequence[Document], expected: dict[str, str]
) -> None:
    two = load_analyser(threads=2)

    assert_as_expected(two, reversed(documents), expected)


def test_nor_does_what_was_read_before(documents: Sequence[Document], expected: dict[str, str]) -> None:
    analyser = load_analyser(threads=2)

    for few in (documents[:1], documents[:2], documents[:1]):
        assert_as_expected(analyser, few, expected)
    assert_as_expected(analyser, documents[-5:], expected)
    assert_as_expected(load_analyser(threads=1), documents[-1:], expected)


def test_nor_do_callers_that_share_an_analyser(documents: Sequence[Document], expected: dict[str, str]) -> None:
    shared = load_analyser(threads=1)

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(shared.analyse, [*documents[-8:], *documents[-8:]]))

    assert all(result.model_dump_json() == expected[result.text.content] for result in results)

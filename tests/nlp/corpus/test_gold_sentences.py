from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from criteria_bank.schema import Unit
from nlp.corpus.gold_sentences import gold_sentences
from nlp.corpus.reader import read_accounts


def test_sentences_lie_where_a_person_cut_them(unit: Unit, well_formed: str, write: Callable[..., Path]) -> None:
    account, *_ = read_accounts(write(well_formed), unit)

    sentences = gold_sentences(account)

    text = account.document().text
    assert [text[item.span.start : item.span.end] for item in sentences] == [item.text for item in account.sentences]
    assert [item.paragraph for item in sentences] == [0, 0, 1]
    assert {item.speaker for item in sentences} == {"learner"}

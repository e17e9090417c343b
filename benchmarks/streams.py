"""Any number of accounts, no two alike: those of the corpus with other names, other numbers, in another order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count
from random import Random

from nlp.corpus.accounts import Account
from nlp.documents import Document

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_DIGIT = re.compile(r"\d")
_SYLLABLES = tuple("ba da fe gi hu jo ka li mo ne pu ra so ti va wen xu yo zar".split())  # noqa: SIM905


def varied(accounts: Sequence[Account], seed: int = 0) -> Iterator[Document]:
    """Accounts without end; with them come words that nobody wrote before, as they do in a service that runs on."""
    documents = [account.document() for account in Random(seed).sample(accounts, len(accounts))]  # noqa: S311
    for number in count():
        yield _varied(documents[number % len(documents)], Random(f"{seed}:{number}"))  # noqa: S311  (repeatable)


def _varied(document: Document, random: Random) -> Document:
    paragraphs = document.paragraph_texts()
    random.shuffle(paragraphs)
    text = _NAME.sub(lambda _: _name(random), "\n".join(paragraphs))
    return Document.from_paragraphs(_DIGIT.sub(lambda _: str(random.randrange(10)), text).split("\n"))


def _name(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES, k=3)).capitalize()


def of_length(accounts: Sequence[Account], words: int) -> Document:
    """One account of about ``words`` words: accounts of the corpus one after another."""
    paragraphs: list[str] = []
    so_far = 0
    for document in varied(accounts):
        for paragraph in document.paragraph_texts():
            if so_far >= words:
                return Document.from_paragraphs(paragraphs)
            paragraphs.append(paragraph)
            so_far += len(paragraph.split())
    raise AssertionError

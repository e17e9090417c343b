"""Drafts made of accounts of the corpus, of any length, and what a learner changes in the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

from nlp.corpus.accounts import SENTENCE_BREAK, Account
from nlp.documents import Document

Paragraphs = list[list[str]]
"""The sentences of a draft, by paragraph."""

Change = Callable[[Paragraphs, Paragraphs, Random], Paragraphs]
"""A draft and words of another one to the next draft."""


def paragraphs_of(account: Account) -> Paragraphs:
    """The account's sentences."""
    return [[sentence.text for sentence in paragraph] for paragraph in account.paragraphs]


def as_document(draft: Paragraphs) -> Document:
    """The draft as a reader would hand it on."""
    return Document.from_paragraphs([SENTENCE_BREAK.join(paragraph) for paragraph in draft])


def drafts_of(accounts: Sequence[Account], words: int) -> Iterator[Paragraphs]:
    """Drafts of about ``words`` words: accounts of one sector, one after the other. No account is in two drafts."""
    for sector in sorted({account.sector for account in accounts}):
        draft: Paragraphs = []
        for account in accounts:
            if account.sector == sector:
                draft += paragraphs_of(account)
            if _words(draft) >= words:
                yield _cut(draft, words)
                draft = []


def _cut(draft: Paragraphs, words: int) -> Paragraphs:
    while len(draft) > 1 and _words(draft[:-1]) >= words:
        draft = draft[:-1]
    return draft


def _words(draft: Paragraphs) -> int:
    return sum(len(sentence.split()) for paragraph in draft for sentence in paragraph)


def one_sentence_changed(draft: Paragraphs, other: Paragraphs, random: Random) -> Paragraphs:
    """One sentence says something else."""
    paragraph = random.randrange(len(draft))
    place = random.randrange(len(draft[paragraph]))
    return _with(draft, paragraph, slice(place, place + 1), _sentence(other, random))


def one_sentence_inserted(draft: Paragraphs, other: Paragraphs, random: Random) -> Paragraphs:
    """One sentence more, somewhere."""
    paragraph = random.randrange(len(draft))
    place = random.randint(0, len(draft[paragraph]))
    return _with(draft, paragraph, slice(place, place), _sentence(other, random))


def one_paragraph_added(draft: Paragraphs, other: Paragraphs, random: Random) -> Paragraphs:
    """One paragraph more, somewhere."""
    place = random.randint(0, len(draft))
    return [*draft[:place], random.choice(other), *draft[place:]]


def _with(draft: Paragraphs, paragraph: int, place: slice, sentence: str) -> Paragraphs:
    changed = [list(sentences) for sentences in draft]
    changed[paragraph][place] = [sentence]
    return changed


def _sentence(other: Paragraphs, random: Random) -> str:
    return random.choice(random.choice(other))


CHANGES: Mapping[str, Change] = {
    "a sentence changed": one_sentence_changed,
    "a sentence inserted": one_sentence_inserted,
    "a paragraph added": one_paragraph_added,
}

"""Words of a document, in time linear in its length.

The tokeniser strips affixes from a run without white space one at a time and searches the whole run after each: 20,000
quotation marks in a row would take half a minute. Runs are therefore cut into pieces of bounded length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from nlp.documents import Document
from nlp.language.tokeniser import english_tokeniser

LONGEST_RUN = 128
"""Characters without white space that the tokeniser sees at once; longer than the addresses that people write."""

_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a document in order, and whether a blank follows each: together they are its text again.

    ``paragraph_starts``: the indices of the words that begin a paragraph, ascending; no word lies in two.
    """

    words: Sequence[str]
    spaces: Sequence[bool]
    paragraph_starts: Sequence[int]


class Stretch(NamedTuple):
    """A part of a document's text: a paragraph, or what stands between two."""

    text: str
    is_paragraph: bool


def tokenise(document: Document) -> Tokens:
    """All of ``document.text`` as words."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    tokeniser = english_tokeniser()
    split = cache(tokeniser.split_run)  # for this document alone, so that nothing of it stays behind
    for stretch in stretches(document):
        if stretch.is_paragraph:
            starts.append(len(words))
        for piece in pieces(stretch.text):
            own_words, own_spaces = tokeniser.words(piece, split)
            words += own_words
            spaces += own_spaces
    return Tokens(words, spaces, starts)


def stretches(document: Document) -> Iterator[Stretch]:
    """All of ``document.text`` in order, paragraph by paragraph."""
    position = 0
    for span in document.paragraphs:
        yield Stretch(document.text[position : span.start], is_paragraph=False)
        yield Stretch(document.text[span.start : span.end], is_paragraph=True)
        position = span.end
    yield Stretch(document.text[position:], is_paragraph=False)


def pieces(text: str) -> Iterator[str]:
    """``text`` cut inside its long runs only, so that every piece is short or has white space enough."""
    position = 0
    for run in _LONG_RUN.finditer(text):
        for cut in range(run.start() + LONGEST_RUN, run.end(), LONGEST_RUN):
            yield text[position:cut]
            position = cut
    yield text[position:]

"""Documents read paragraph by paragraph with the rules of `nlp.language.pipeline`, and without a spaCy `Doc`.

Where the sentences of a paragraph begin and what their grammar tells follow from the paragraph alone, and are kept; who
says a sentence follows from the whole document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, pairwise
from operator import add
from threading import Lock
from typing import NamedTuple

from spacy.tokenizer import Tokenizer
from spacy.vocab import Vocab

from nlp.documents import Document, Span
from nlp.kept import Kept, digest_of
from nlp.language.boundaries import sentence_starts
from nlp.language.grammar import grammar_of
from nlp.language.sentences import Grammar, Sentence
from nlp.language.speaker import speakers
from nlp.language.tokens import append_tokens, build_tokenizer

MOST = 8192
"""Sentences kept, about 300 bytes each: those of some three hundred accounts."""

ONE_AT_A_TIME = Lock()
"""spaCy's memory zones, which forget the words of a text, do not overlap."""

Tokens = tuple[list[str], list[bool]]
"""Words, and whether a blank follows each."""


class Stretch(NamedTuple):
    """A paragraph and the white space behind it, from ``start`` on; ``number``: its index in the document."""

    number: int
    start: int
    paragraph: str
    gap: str


class Found(NamedTuple):
    """A sentence of a stretch: its place from where that begins, and its grammar."""

    start: int
    end: int
    grammar: Grammar


@dataclass(frozen=True, slots=True)
class AccountReader:
    """What reading takes of spaCy, its tokeniser, and what was found in the paragraphs read last.

    A `Language` also loads what any installed package offers spaCy, and resolves a configuration: five times as long.
    """

    vocab: Vocab
    tokenizer: Tokenizer
    kept: Kept[tuple[Found, ...]] = field(default_factory=partial(Kept, MOST))

    def read(self, document: Document) -> tuple[Sentence, ...]:
        """The sentences of a document; see `nlp.language.pipeline.read_sentences`."""
        stretches = list(_stretches(document))
        places = [
            (Span(stretch.start + found.start, stretch.start + found.end), stretch.number, found.grammar)
            for stretch, sentences in zip(stretches, self._find(stretches), strict=True)
            for found in sentences
        ]
        texts = [document.text[span.start : span.end] for span, _, _ in places]
        said_by = speakers(texts, [number for _, number, _ in places])
        return tuple(
            Sentence(span, number, speaker, grammar)
            for (span, number, grammar), speaker in zip(places, said_by, strict=True)
        )

    def _find(self, stretches: Sequence[Stretch]) -> list[tuple[Found, ...]]:
        """The sentences of each stretch."""
        keys = [digest_of(stretch.paragraph, stretch.gap) for stretch in stretches]
        found = {key: kept for key in keys if (kept := self.kept.get(key)) is not None}
        unread = {key: stretch for key, stretch in zip(keys, stretches, strict=True) if key not in found}
        for (key, stretch), tokens in zip(unread.items(), self._tokenise(list(unread.values())), strict=True):
            found[key] = tuple(_sentences(stretch.paragraph + stretch.gap, *tokens))
            self.kept.put(key, found[key], 1 + len(found[key]))
        return [found[key] for key in keys]

    def _tokenise(self, stretches: Sequence[Stretch]) -> list[Tokens]:
        tokens: list[Tokens] = [([], []) for _ in stretches]
        if stretches:
            with ONE_AT_A_TIME, self.vocab.memory_zone():
                for stretch, (words, spaces) in zip(stretches, tokens, strict=True):
                    append_tokens(self, stretch.paragraph, words, spaces)
                    append_tokens(self, stretch.gap, words, spaces)
        return tokens


def build_reader() -> AccountReader:
    """The same as `nlp.language.pipeline.build_language`, for this program's own use."""
    vocab = Vocab()
    return AccountReader(vocab, build_tokenizer(vocab))


def _stretches(document: Document) -> Iterator[Stretch]:
    """All of a document's text."""
    text, paragraphs = document.text, document.paragraphs
    starts = [*(span.start for span in paragraphs), len(text)]
    if starts[0]:
        yield Stretch(0, 0, "", text[: starts[0]])
    for number, (span, following) in enumerate(zip(paragraphs, starts[1:], strict=True)):
        yield Stretch(number, span.start, text[span.start : span.end], text[span.end : following])


def _sentences(text: str, words: Sequence[str], spaces: Sequence[bool]) -> Iterator[Found]:
    """The sentences of a stretch, from its tokens."""
    places = [0, *accumulate(map(add, map(len, words), spaces))]
    starts = [*sentence_starts(words, spaces), len(words)] if words else []
    for begin, end in pairwise(starts):
        said = text[places[begin] : places[end]]
        start = places[begin] + len(said) - len(said.lstrip())
        if stripped := said.strip():
            yield Found(start, start + len(stripped), grammar_of(words[begin:end], spaces[begin:end]))

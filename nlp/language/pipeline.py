"""The language pipeline: a document in, its sentences out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise

from nlp.documents import Document, Span
from nlp.language.boundaries import document_sentence_starts
from nlp.language.grammar import grammar_of
from nlp.language.sentences import Sentence
from nlp.language.speaker import speakers
from nlp.language.tokens import Tokens, tokenise


def read_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of ``document`` in order.

    Their spans are non-empty and stripped, do not overlap, lie within one paragraph each and hold, between them, every
    character of the text that is not white space. May be called from several threads. Nothing of the text stays behind:
    a program that runs for months neither grows nor remembers what it read.
    """
    return tuple(_sentences(tokenise(document), document))


def _sentences(tokens: Tokens, document: Document) -> Iterator[Sentence]:
    words, spaces = tokens.words, tokens.spaces
    offsets = list(accumulate((len(word) + space for word, space in zip(words, spaces, strict=True)), initial=0))
    starts = document_sentence_starts(words, spaces, tokens.paragraph_starts)
    extents = list(pairwise([*starts, len(words)]))
    spans = [_stripped(document.text, offsets[start], offsets[end]) for start, end in extents]
    texts = [document.text[span.start : span.end] for span in spans]
    paragraphs = [max(0, bisect_right(tokens.paragraph_starts, start) - 1) for start in starts]
    paragraph_ends = [span.end for span in document.paragraphs]
    for (start, end), span, speaker in zip(extents, spans, speakers(texts, paragraphs), strict=True):
        if span.start < span.end:
            grammar = grammar_of(words[start:end], spaces[start:end])
            yield Sentence(span, bisect_right(paragraph_ends, span.start), speaker, grammar)


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, max(start, start + len(words.strip())))

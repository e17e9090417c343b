"""The language pipeline: a document in, its sentences out."""

from __future__ import annotations

from bisect import bisect_right

import spacy
from spacy.language import Language

from nlp.documents import Document, Span
from nlp.language import boundaries, grammar, speaker
from nlp.language.sentences import Sentence
from nlp.language.tokens import extend_tokenizer, tokenise

COMPONENTS = (boundaries.NAME, speaker.NAME, grammar.NAME)


def build_language() -> Language:
    """A blank English pipeline with this package's components; nothing is loaded from disk."""
    language = spacy.blank("en")
    extend_tokenizer(language)
    for component in COMPONENTS:
        language.add_pipe(component)
    return language


def read_sentences(language: Language, document: Document) -> tuple[Sentence, ...]:
    """The sentences of ``document`` in order.

    Their spans are non-empty and stripped, do not overlap, lie within one paragraph each and hold, between them, every
    character of the text that is not white space.
    """
    doc = language(tokenise(language, document))
    paragraph_ends = [span.end for span in document.paragraphs]
    sentences: list[Sentence] = []
    for sent in doc.sents:
        span = _stripped(document.text, sent.start_char, sent.end_char)
        if span.start < span.end:
            paragraph = bisect_right(paragraph_ends, span.start)
            sentences.append(Sentence(span, paragraph, sent._.speaker, sent._.grammar))
    return tuple(sentences)


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, max(start, start + len(words.strip())))

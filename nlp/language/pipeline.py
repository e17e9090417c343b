"""The language pipeline: a document in, its sentences out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.documents import Document, Span
from nlp.language import boundaries, grammar, speaker
from nlp.language.reader import ONE_AT_A_TIME, AccountReader
from nlp.language.sentences import Sentence
from nlp.language.tokens import tokenise

if TYPE_CHECKING:
    from spacy.language import Language

COMPONENTS = (boundaries.NAME, speaker.NAME, grammar.NAME)


def build_language() -> Language:
    """A blank English pipeline with this package's components; nothing is loaded from disk.

    Its vocabulary holds strings alone: the shape, prefix and the like of each new word, for which no component asks,
    would cost more than finding the words.
    """
    from nlp.language.components import AccountEnglish  # noqa: PLC0415  (the program itself needs no `Language`)

    language = AccountEnglish(Vocab())
    for component in COMPONENTS:
        language.add_pipe(component)
    return language


def read_sentences(language: AccountReader | Language, document: Document) -> tuple[Sentence, ...]:
    """The sentences of ``document`` in order.

    Their spans are non-empty and stripped, do not overlap, lie within one paragraph each and hold, between them, every
    character of the text that is not white space. May be called from several threads. No words of the text stay
    behind in ``language``: a pipeline that runs for months neither grows nor remembers what it read.
    """
    if isinstance(language, AccountReader):
        return language.read(document)
    with ONE_AT_A_TIME, language.memory_zone():
        return tuple(_sentences(language(tokenise(language, document)), document))


def _sentences(doc: Doc, document: Document) -> Iterator[Sentence]:
    paragraph_ends = [span.end for span in document.paragraphs]
    for sent in doc.sents:
        span = _stripped(document.text, sent.start_char, sent.end_char)
        if span.start < span.end:
            yield Sentence(span, bisect_right(paragraph_ends, span.start), sent._.speaker, sent._.grammar)


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, max(start, start + len(words.strip())))

"""The language pipeline: a document in, its sentences out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Lock

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.documents import Document, Span
from nlp.language import boundaries, grammar, speaker
from nlp.language.sentences import Sentence
from nlp.language.tokens import AccountEnglish, build_tokenizer, tokenise

COMPONENTS = (boundaries.NAME, speaker.NAME, grammar.NAME)

_ONE_AT_A_TIME = Lock()
"""spaCy's memory zones, which forget the words of a text, do not overlap."""


def build_language() -> Language:
    """A blank English pipeline with this package's components; nothing is loaded from disk.

    Its vocabulary holds strings alone: the shape, prefix and the like of each new word, for which no component asks,
    would cost more than finding the words.
    """
    language = AccountEnglish(Vocab())
    for component in COMPONENTS:
        language.add_pipe(component)
    return language


@dataclass(frozen=True, slots=True)
class AccountReader:
    """What reading takes of `build_language`: its vocabulary, its tokeniser and its components.

    A `Language` also loads what any installed package offers spaCy, and resolves a configuration: five times as long.
    """

    vocab: Vocab
    tokenizer: Tokenizer
    components: tuple[Callable[[Doc], Doc], ...]

    def __call__(self, doc: Doc) -> Doc:
        """Apply the components."""
        for component in self.components:
            doc = component(doc)
        return doc

    def memory_zone(self) -> AbstractContextManager[object]:
        """Forget afterwards what is read inside; see `Language.memory_zone`."""
        return self.vocab.memory_zone()


def build_reader() -> AccountReader:
    """The same as `build_language`, for this program's own use."""
    vocab = Vocab()
    components = (boundaries.SentenceBoundaries(), speaker.SpeakerTagger(), grammar.GrammarTagger())
    return AccountReader(vocab, build_tokenizer(vocab), components)


def read_sentences(language: AccountReader | Language, document: Document) -> tuple[Sentence, ...]:
    """The sentences of ``document`` in order.

    Their spans are non-empty and stripped, do not overlap, lie within one paragraph each and hold, between them, every
    character of the text that is not white space. May be called from several threads, which take turns. Nothing of the
    text stays behind in ``language``: a pipeline that runs for months neither grows nor remembers what it read.
    """
    with _ONE_AT_A_TIME, language.memory_zone():
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

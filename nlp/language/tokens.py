"""Words of a document, in time linear in its length.

spaCy's tokeniser strips affixes from a run without white space one at a time and searches the whole run after each:
20,000 quotation marks in a row take it half a minute. Runs are therefore cut into pieces of bounded length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from spacy.lang.en.punctuation import TOKENIZER_INFIXES
from spacy.lang.en.tokenizer_exceptions import TOKENIZER_EXCEPTIONS
from spacy.lang.punctuation import TOKENIZER_PREFIXES, TOKENIZER_SUFFIXES
from spacy.lang.tokenizer_exceptions import URL_MATCH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from nlp.documents import Document

LONGEST_RUN = 128
"""Characters without white space that the tokeniser sees at once; longer than the addresses that people write."""

PARAGRAPH_STARTS = "paragraph_starts"
"""Key of ``doc.user_data``: the indices of the tokens that begin a paragraph, ascending."""

WORDS = "words"
"""Key of ``doc.user_data``: what `words_of` returns."""

_WORDS_THAT_START = "and|because|but|he|i|my|our|she|that|the|then|there|they|this|we|when"
"""Common words that are no top-level domain: ``phone.she`` lacks a blank, ``shop.co`` is an address."""

_GLUED = re.compile(rf"[a-z']{{2,}}\.(?:{_WORDS_THAT_START})", re.IGNORECASE)
_SENTENCES_WITHOUT_A_BLANK = (rf"(?<=[a-z][a-z])\.(?=(?:{_WORDS_THAT_START})(?![a-z]))", r"(?<=[a-z])[!?](?=[A-Z])")
_NOT_CONTRACTIONS = frozenset({"Wed", "wed"})
"""spaCy reads these as ``we'd``; in a log they are a day."""

_PLAIN = rf"([A-Za-z]{{1,{LONGEST_RUN}}}+)([,?!]|(?<=[a-z])\.)?+(?!\S)"
"""A word of plain letters with the mark after it: nine runs of ten, which the rules for affixes need not look at."""

_RUN = re.compile(rf"(?:{_PLAIN}|(\S+))(\s*)")


def is_address(text: str) -> re.Match[str] | None:
    """Whether a run of characters is an address on the web or of mail."""
    return None if _GLUED.fullmatch(text) else URL_MATCH(text)


PREFIXES, SUFFIXES = TOKENIZER_PREFIXES, TOKENIZER_SUFFIXES
INFIXES = [*TOKENIZER_INFIXES, *_SENTENCES_WITHOUT_A_BLANK]
EXCEPTIONS = {word: tokens for word, tokens in TOKENIZER_EXCEPTIONS.items() if word not in _NOT_CONTRACTIONS}
"""Words that are split as they are written here and in no other way."""


class Tokenises(Protocol):
    """A spaCy pipeline, or as much of one."""

    @property
    def vocab(self) -> Vocab:
        """Where its words are kept."""

    @property
    def tokenizer(self) -> Callable[[str], Doc]:
        """What splits a text."""


def build_tokenizer(vocab: Vocab) -> Tokenizer:
    """The tokeniser of spaCy with its English rules, and ours for sentences without a blank between them."""
    return Tokenizer(
        vocab,
        rules=EXCEPTIONS,
        prefix_search=compile_prefix_regex(PREFIXES).search,
        suffix_search=compile_suffix_regex(SUFFIXES).search,
        infix_finditer=compile_infix_regex(INFIXES).finditer,
        url_match=is_address,
    )


def tokenise(language: Tokenises, document: Document) -> Doc:
    """All of ``document.text`` as tokens, none of which lies in two paragraphs; see `PARAGRAPH_STARTS`."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    position = 0
    for span in document.paragraphs:
        append_tokens(language, document.text[position : span.start], words, spaces)
        starts.append(len(words))
        append_tokens(language, document.text[span.start : span.end], words, spaces)
        position = span.end
    append_tokens(language, document.text[position:], words, spaces)
    return Doc(
        language.vocab, words=words, spaces=spaces, user_data={PARAGRAPH_STARTS: tuple(starts), WORDS: (words, spaces)}
    )


def append_tokens(language: Tokenises, text: str, words: list[str], spaces: list[bool]) -> None:
    """Add the tokens of ``text``, and whether a blank follows each; other white space is a token of its own."""
    margin = len(text) - len(text.lstrip())
    if margin:
        words.append(text[:margin])
        spaces.append(False)
    for word, mark, other, gap in _RUN.findall(text):
        if other or word in EXCEPTIONS or (mark and word + mark in EXCEPTIONS):
            words += _tokens(language, other or word + mark)
        else:
            words += (word, mark) if mark else (word,)
        spaces += [False] * (len(words) - len(spaces))
        spaces[-1] = gap[:1] == " "
        if len(gap) > spaces[-1]:
            words.append(gap[spaces[-1] :])
            spaces.append(False)


def words_of(doc: Doc) -> tuple[list[str], list[bool]]:
    """The words of ``doc``, white space that is no single blank among them, and whether a blank follows each.

    `tokenise` hands its lists on: asking each token anew takes longer than some of the rules do.
    """
    known: tuple[list[str], list[bool]] | None = doc.user_data.get(WORDS)
    return known or ([token.text for token in doc], [bool(token.whitespace_) for token in doc])


def paragraph_numbers(doc: Doc, sents: Iterable[Span]) -> list[int]:
    """The number of the paragraph that each of ``sents`` begins in."""
    starts: Sequence[int] = doc.user_data.get(PARAGRAPH_STARTS, (0,))
    return [max(0, bisect_right(starts, sent.start) - 1) for sent in sents]


def _tokens(language: Tokenises, run: str) -> Iterator[str]:
    for start in range(0, len(run), LONGEST_RUN):
        yield from (token.text for token in language.tokenizer(run[start : start + LONGEST_RUN]))

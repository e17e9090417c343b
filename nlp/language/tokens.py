"""Words of a document, in time linear in its length.

spaCy's tokeniser strips affixes from a run without white space one at a time and searches the whole run after each:
20,000 quotation marks in a row take it half a minute. Runs are therefore cut into pieces of bounded length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from nlp.documents import Document

LONGEST_RUN = 128
"""Characters without white space that the tokeniser sees at once; longer than the addresses that people write."""

PARAGRAPH_STARTS = "paragraph_starts"
"""Key of ``doc.user_data``: the indices of the tokens that begin a paragraph, ascending."""

_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")


def tokenise(language: Language, document: Document) -> Doc:
    """All of ``document.text`` as tokens, none of which lies in two paragraphs; see `PARAGRAPH_STARTS`."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    position = 0
    for span in document.paragraphs:
        _append(language, document.text[position : span.start], words, spaces)
        starts.append(len(words))
        _append(language, document.text[span.start : span.end], words, spaces)
        position = span.end
    _append(language, document.text[position:], words, spaces)
    return Doc(language.vocab, words=words, spaces=spaces, user_data={PARAGRAPH_STARTS: tuple(starts)})


def _append(language: Language, text: str, words: list[str], spaces: list[bool]) -> None:
    for piece in _pieces(text):
        for token in language.tokenizer(piece):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))


def _pieces(text: str) -> Iterator[str]:
    """``text`` cut inside its long runs only, so that every piece is short or has white space enough."""
    position = 0
    for run in _LONG_RUN.finditer(text):
        for cut in range(run.start() + LONGEST_RUN, run.end(), LONGEST_RUN):
            yield text[position:cut]
            position = cut
    yield text[position:]

"""Where sentences begin: rules over tokens, without a parser."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from nlp.language.tokens import PARAGRAPH_STARTS

TERMINATORS = frozenset({".", "!", "?", "…", "..."})


def sentence_starts(words: Sequence[str]) -> list[bool]:
    """Whether a sentence starts at each token of one paragraph."""
    starts = [False] * len(words)
    boundary = True
    for index, word in enumerate(words):
        starts[index] = boundary
        boundary = word in TERMINATORS
    return starts


class SentenceBoundaries:
    """Sets ``token.is_sent_start`` on every token."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentences of ``doc``; none lies in two paragraphs."""
        starts: Sequence[int] = doc.user_data.get(PARAGRAPH_STARTS) or (0,)
        words = [token.text for token in doc]
        edges = [0, *starts, len(words)] if starts[0] else [*starts, len(words)]
        for begin, end in zip(edges, edges[1:], strict=False):
            for index, start in enumerate(sentence_starts(words[begin:end]), begin):
                doc[index].is_sent_start = start
        return doc


@Language.factory("sentence_boundaries", assigns=["token.is_sent_start", "doc.sents"])
def make_sentence_boundaries(nlp: Language, name: str) -> SentenceBoundaries:  # noqa: ARG001
    """Make the component; see `sentence_starts` for the rules."""
    return SentenceBoundaries()

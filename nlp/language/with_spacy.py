"""The same sentences from a spaCy pipeline: for whoever has one, and where the rules of our tokeniser come from.

Needs spaCy, which nothing else at run time does. `build_language` makes the pipeline; another may use its components.
``python -m nlp.language.with_spacy`` takes the tokeniser's rules from the installed spaCy into ``english.json``.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.about import __version__ as spacy_version
from spacy.attrs import ORTH, SENT_START
from spacy.lang.en import EnglishDefaults
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.lang.tokenizer_exceptions import URL_MATCH, URL_PATTERN
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from nlp.documents import Document
from nlp.language.boundaries import NARROWEST_WRAP, document_sentence_starts
from nlp.language.grammar import NO_GRAMMAR, grammar_of
from nlp.language.run_ons import LONGEST_SENTENCE
from nlp.language.speaker import speakers
from nlp.language.tokeniser import GLUED_INFIXES, RULES, is_glued
from nlp.language.tokens import pieces, stretches

if TYPE_CHECKING:
    from thinc.types import Ints2d

BOUNDARIES, SPEAKER, GRAMMAR = "sentence_boundaries", "speaker", "grammar"

COMPONENTS = (BOUNDARIES, SPEAKER, GRAMMAR)

START, NO_START = 1, -1
"""Values of spaCy's SENT_START; 0 would leave it open."""

PARAGRAPH_STARTS = "paragraph_starts"
"""Key of ``doc.user_data``: the indices of the tokens that begin a paragraph, ascending."""

_NOT_CONTRACTIONS = frozenset({"Wed", "wed"})
"""spaCy reads these as ``we'd``; in a log they are a day."""


def _is_address(text: str) -> re.Match[str] | None:
    return None if is_glued(text) else URL_MATCH(text)


class AccountDefaults(EnglishDefaults):
    """English, with two sentences taken apart where the blank between them was forgotten, and with Wednesdays."""

    infixes = [*EnglishDefaults.infixes, *GLUED_INFIXES]  # noqa: RUF012 (spaCy declares it so)
    tokenizer_exceptions = {  # noqa: RUF012
        word: tokens for word, tokens in EnglishDefaults.tokenizer_exceptions.items() if word not in _NOT_CONTRACTIONS
    }
    url_match = _is_address


class AccountEnglish(Language):  # type: ignore[no-untyped-call]  # a hook of spaCy that has no types
    """The language of learners' accounts."""

    lang = "en"
    Defaults = AccountDefaults


def build_language() -> Language:
    """A blank English pipeline with this package's components; nothing is loaded from disk."""
    language = AccountEnglish()
    for component in COMPONENTS:
        language.add_pipe(component)
    return language


def tokenise(language: Language, document: Document) -> Doc:
    """All of ``document.text`` as spaCy's tokens, none of which lies in two paragraphs; see `PARAGRAPH_STARTS`."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    for stretch in stretches(document):
        if stretch.is_paragraph:
            starts.append(len(words))
        for piece in pieces(stretch.text):
            for token in language.tokenizer(piece):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
    return Doc(language.vocab, words=words, spaces=spaces, user_data={PARAGRAPH_STARTS: tuple(starts)})


class SentenceBoundaries:
    """Sets ``token.is_sent_start`` on every token."""

    def __init__(self, *, narrowest_wrap: int, longest_sentence: int) -> None:
        self._narrowest_wrap = narrowest_wrap
        self._longest_sentence = longest_sentence

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentences of ``doc``; none lies in two paragraphs."""
        starts = document_sentence_starts(
            [token.text for token in doc],
            [bool(token.whitespace_) for token in doc],
            doc.user_data.get(PARAGRAPH_STARTS, ()),
            narrowest_wrap=self._narrowest_wrap,
            longest_sentence=self._longest_sentence,
        )
        marks = np.full(len(doc), NO_START, dtype=np.int64)
        marks[starts] = START
        # All at once: setting token.is_sent_start looks through the whole document every time.
        return doc.from_array([SENT_START], cast("Ints2d", marks.view(np.uint64).reshape(-1, 1)))


class SpeakerTagger:
    """Sets ``span._.speaker`` on every sentence."""

    def __call__(self, doc: Doc) -> Doc:
        """Tag the sentences of ``doc``."""
        sents = list(doc.sents)
        starts: Sequence[int] = doc.user_data.get(PARAGRAPH_STARTS, (0,))
        paragraphs = [max(0, bisect_right(starts, sent.start) - 1) for sent in sents]
        texts = [sent.text.strip() for sent in sents]
        for sent, speaker in zip(sents, speakers(texts, paragraphs), strict=True):
            sent._.speaker = speaker
        return doc


class GrammarTagger:
    """Sets ``span._.grammar`` on every sentence."""

    def __call__(self, doc: Doc) -> Doc:
        """Tag the sentences of ``doc``."""
        words = [token.text for token in doc]
        spaces = [bool(token.whitespace_) for token in doc]
        for sent in doc.sents:
            sent._.grammar = grammar_of(words[sent.start : sent.end], spaces[sent.start : sent.end])
        return doc


@Language.factory(
    BOUNDARIES,
    assigns=["token.is_sent_start", "doc.sents"],
    default_config={"narrowest_wrap": NARROWEST_WRAP, "longest_sentence": LONGEST_SENTENCE},
)
def make_sentence_boundaries(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    *,
    narrowest_wrap: int,
    longest_sentence: int,
) -> SentenceBoundaries:
    """Make the component; both settings are counts, of characters and of words, and at least 1."""
    if narrowest_wrap < 1 or longest_sentence < 1:
        raise ValueError("narrowest_wrap and longest_sentence must be at least 1")
    return SentenceBoundaries(narrowest_wrap=narrowest_wrap, longest_sentence=longest_sentence)


@Language.factory(SPEAKER, requires=["doc.sents"], assigns=["span._.speaker"])
def make_speaker_tagger(nlp: Language, name: str) -> SpeakerTagger:  # noqa: ARG001
    """Make the component; see `nlp.language.speaker` for the rules."""
    Span.set_extension("speaker", default="learner", force=True)
    return SpeakerTagger()


@Language.factory(GRAMMAR, requires=["doc.sents"], assigns=["span._.grammar"])
def make_grammar_tagger(nlp: Language, name: str) -> GrammarTagger:  # noqa: ARG001
    """Make the component; see `nlp.language.grammar` for the rules."""
    Span.set_extension("grammar", default=NO_GRAMMAR, force=True)
    return GrammarTagger()


def tokeniser_rules() -> dict[str, Any]:
    """What ``english.json`` holds: the rules of spaCy's English tokeniser with those of `AccountDefaults`."""
    language = AccountEnglish()
    affixes = {
        "prefix": compile_prefix_regex(AccountDefaults.prefixes or ()),
        "suffix": compile_suffix_regex(AccountDefaults.suffixes or ()),
        "infix": compile_infix_regex(AccountDefaults.infixes),
    }
    by_affixes = Tokenizer(
        language.vocab,
        prefix_search=affixes["prefix"].search,
        suffix_search=affixes["suffix"].search,
        infix_finditer=affixes["infix"].finditer,
        url_match=_is_address,
    )
    exceptions = {
        run: [token[ORTH] for token in tokens] for run, tokens in AccountDefaults.tokenizer_exceptions.items()
    }
    split = [
        [token.text for token in by_affixes(run)]
        for run in sorted(exceptions)
        if any(affix.search(run) for affix in affixes.values())
    ]
    return {
        "source": f"spaCy {spacy_version}, by ExplosionAI GmbH and others, MIT License",
        **{name: affix.pattern for name, affix in affixes.items()},
        "address": URL_PATTERN,
        "exceptions": exceptions,
        "sequences": split,
        "common_words": sorted(STOP_WORDS),
    }


def write_rules() -> None:
    """Write ``english.json``, one line for each kind of rule."""
    lines = (f"{json.dumps(name)}: {json.dumps(rule)}" for name, rule in tokeniser_rules().items())
    RULES.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write_rules()

"""The rules of this package as components of a whole spaCy pipeline, under the names that spaCy's registry knows.

The program itself reads without one (`nlp.language.reader`); a pipeline is what the components are tested and laid
beside others in. Importing this takes as long as importing all of spaCy.
"""

from __future__ import annotations

from spacy.lang.en import EnglishDefaults
from spacy.language import Language

from nlp.language import boundaries, grammar, speaker, tokens
from nlp.language.run_ons import LONGEST_SENTENCE


class AccountDefaults(EnglishDefaults):
    """The rules of `nlp.language.tokens.build_tokenizer`."""

    infixes = tokens.INFIXES
    tokenizer_exceptions = tokens.EXCEPTIONS
    url_match = tokens.is_address


class AccountEnglish(Language):  # type: ignore[no-untyped-call]  # a hook of spaCy that has no types
    """The language of learners' accounts."""

    lang = "en"
    Defaults = AccountDefaults


@Language.factory(
    boundaries.NAME,
    assigns=["token.is_sent_start", "doc.sents"],
    default_config={"narrowest_wrap": boundaries.NARROWEST_WRAP, "longest_sentence": LONGEST_SENTENCE},
)
def make_sentence_boundaries(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    *,
    narrowest_wrap: int,
    longest_sentence: int,
) -> boundaries.SentenceBoundaries:
    """Make the component; both settings are counts, of characters and of words, and at least 1."""
    if narrowest_wrap < 1 or longest_sentence < 1:
        raise ValueError("narrowest_wrap and longest_sentence must be at least 1")
    return boundaries.SentenceBoundaries(narrowest_wrap=narrowest_wrap, longest_sentence=longest_sentence)


@Language.factory(speaker.NAME, requires=["doc.sents"], assigns=["span._.speaker"])
def make_speaker_tagger(nlp: Language, name: str) -> speaker.SpeakerTagger:  # noqa: ARG001
    """Make the component; see `speaker.speakers` for the rules."""
    return speaker.SpeakerTagger()


@Language.factory(grammar.NAME, requires=["doc.sents"], assigns=["span._.grammar"])
def make_grammar_tagger(nlp: Language, name: str) -> grammar.GrammarTagger:  # noqa: ARG001
    """Make the component; see `grammar.grammar_of` for the rules."""
    return grammar.GrammarTagger()

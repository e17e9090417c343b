"""A labelled account's sentences in the form that the pipeline judges."""

from __future__ import annotations

from nlp.corpus.accounts import Account
from nlp.language.sentences import Grammar, Sentence

_UNREAD = Grammar(person="other", tense="none", modal=False, negated=False, hypothetical=False)


def gold_sentences(account: Account) -> tuple[Sentence, ...]:
    """Its sentences as a person cut them, all the learner's: labels already say what an assessor asked."""
    return tuple(
        Sentence(span, paragraph, "learner", _UNREAD)
        for span, paragraph in zip(account.sentence_spans(), account.sentence_paragraphs, strict=True)
    )

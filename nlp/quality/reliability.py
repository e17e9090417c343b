"""What nobody can check: what everyone is said to say."""

from __future__ import annotations

from criteria_bank.quality import QualityRules
from nlp.language.verbs import ADVERBS
from nlp.quality.noticed import Noticed
from nlp.quality.own_sentences import OwnSentence
from nlp.quality.specificity import quotes_somebody


def notice_hearsay(own: tuple[OwnSentence, ...], rules: QualityRules) -> tuple[Noticed, ...]:
    """Sentences in which everyone, or customers at large, say something: nobody could ask them."""
    places = tuple(sentence.span for sentence in own if _is_hearsay(sentence, rules))
    return (Noticed("hearsay", places=places[: rules.places]),) if places else ()


def _is_hearsay(sentence: OwnSentence, rules: QualityRules) -> bool:
    if set(rules.words.rumour).isdisjoint(sentence.words):
        return False
    if sentence.grammar.negated or sentence.planned or sentence.asks or quotes_somebody(sentence.text):
        return False
    words = [word for word in sentence.words if word not in ADVERBS and word != "all"]
    return any(
        who in rules.words.rumour and verb in rules.words.telling and before not in {"if", "when", "what", "the", "two"}
        for before, who, verb in zip(["", *words], words, words[1:], strict=False)
    )

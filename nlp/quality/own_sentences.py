"""The learner's own sentences with content: what every hint but those about outcomes looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from criteria_bank.schema import Unit
from nlp.documents import Span
from nlp.judgement.evidence import Observations
from nlp.judgement.rules import JudgementRules
from nlp.language.sentences import Grammar
from nlp.language.turns import label_of
from nlp.language.words import key_of

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|,")
_FEWEST_WORDS = 3
_AFTER_QUESTION = "\"'”’) "


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """One sentence of the learner's; ``text`` and ``words`` without the label of her turn.

    ``words``: in small letters with straight apostrophes, commas among them, figures left out. ``evidence``: whether
    it counts as evidence of an element; ``event``: of one that tells of an event. ``planned``: it is about what is to
    come; ``asks``: it ends with a question mark.
    """

    span: Span
    text: str
    paragraph: int
    grammar: Grammar
    words: tuple[str, ...]
    evidence: bool
    event: bool
    planned: bool
    asks: bool


def own_sentences(
    unit: Unit, text: str, observations: Observations, rules: JudgementRules, event_elements: tuple[str, ...]
) -> tuple[OwnSentence, ...]:
    """The sentences that the learner says and that have content, in reading order; the rest is nobody's claim.

    Left out are an assessor's turns, headings and the like, and what has fewer than three words.
    """
    content = [stage.content for stage in unit.stages]
    stages = observations.stages.argmax(axis=1).tolist()
    carried = _carried(observations, rules, tuple(element.id for element in unit.elements))
    events = _carried(observations, rules, event_elements)
    found = []
    for index, sentence in enumerate(observations.sentences):
        said = _without_label(text[sentence.span.start : sentence.span.end])
        words = tuple(_WORD.findall(key_of(said)))
        if sentence.speaker != "learner" or not content[stages[index]] or len(words) < _FEWEST_WORDS:
            continue
        grammar = sentence.grammar
        found.append(
            OwnSentence(
                span=sentence.span,
                text=said,
                paragraph=sentence.paragraph,
                grammar=grammar,
                words=words,
                evidence=index in carried,
                event=index in events,
                planned=grammar.tense == "future" or grammar.modal or grammar.hypothetical,
                asks=said.rstrip(_AFTER_QUESTION).endswith("?"),
            )
        )
    return tuple(found)


def _without_label(sentence: str) -> str:
    """The sentence without ``Learner:`` in front."""
    return sentence.partition(":")[2].strip() or sentence if label_of(sentence) else sentence


def _carried(observations: Observations, rules: JudgementRules, ids: tuple[str, ...]) -> set[int]:
    """Numbers of the sentences that count as evidence of any of these elements."""
    return {
        index
        for name in ids
        for index in (observations.labels[name] >= rules.labels[name].present).nonzero()[0].tolist()
    }

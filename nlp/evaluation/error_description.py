"""One wrong answer in words, from facts alone: never a word of the account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.documents import Document
from nlp.evaluation.error_patterns import LONG, words_in
from nlp.evaluation.judged import LABEL_KINDS, PredictedAccount
from nlp.language.grammar import grammar_of
from nlp.language.pipeline import build_language
from nlp.language.run_ons import split_run_ons
from nlp.language.tokens import tokenise

if TYPE_CHECKING:
    from nlp.evaluation.worst_errors import WrongAnswer

_FORMS = {
    "account": "an account",
    "case_study": "a case study",
    "discussion": "the transcript of a discussion",
    "log": "a log",
    "statement": "a statement",
}
_LEAST_SHOWN = 0.001
_KINDS = {"inbox": "of the inbox kind", "ordered": "written to order"}


class ErrorRecord(TypedDict):
    """One wrong answer as JSON; ``sentence`` counts from 1 and is None where the whole account was misjudged.

    ``probability`` is that of what was said, or, where a label was missed, what the label was given.
    """

    account: str
    sentence: int | None
    group: str
    error: str
    label: str
    said: str
    right: str
    probability: float
    bits: float
    description: str


class Describer:
    """Puts wrong answers about a unit into words."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._language = build_language()

    def __call__(self, account: Account, predicted: PredictedAccount, wrong: WrongAnswer) -> ErrorRecord:
        """The record of one wrong answer about an account, its description included."""
        sector = account.sector.replace("_", " ")
        place = f"In {_FORMS[account.form]} {_KINDS[account.kind]} ({sector}, level {account.level}), "
        words = (
            self._about_account(account, predicted, wrong)
            if wrong.sentence is None
            else self._about_sentence(account, predicted, wrong, wrong.sentence)
        )
        return ErrorRecord(
            account=account.id,
            sentence=None if wrong.sentence is None else wrong.sentence + 1,
            group=wrong.group,
            error=wrong.error,
            label=wrong.label,
            said=wrong.said,
            right=wrong.right,
            probability=round(wrong.probability, 4),
            bits=round(wrong.bits, 2),
            description=place + words,
        )

    def _about_account(self, account: Account, predicted: PredictedAccount, wrong: WrongAnswer) -> str:
        (point,) = (point for point in self._unit.marking_points if point.id == wrong.label)
        ids = [element.id for element in point.elements]
        labelled = {label for sentence in account.sentences for label in sentence.elements}
        return (
            f"{len(account.sentences)} sentences long, {wrong.label} was said to be {_quoted(wrong.said)} "
            f"({wrong.probability:.2f}) and is labelled {_quoted(wrong.right)}; of its elements, the labels hold "
            f"{_listed([name for name in ids if name in labelled])} and the program found "
            f"{_listed([name for name in ids if name in predicted.found])}."
        )

    def _about_sentence(self, account: Account, predicted: PredictedAccount, wrong: WrongAnswer, place: int) -> str:
        sentence = account.sentences[place]
        features = ", ".join(self._features(sentence))
        return (
            f"sentence {place + 1} of {len(account.sentences)} ({features}) {_answer(wrong)}; "
            f"{_labels(sentence, self._said(predicted, place), wrong)}."
        )

    def _features(self, sentence: LabelledSentence) -> list[str]:
        doc = tokenise(self._language, Document.from_paragraphs([sentence.text]))
        words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
        grammar = grammar_of(words, spaces)
        facts = {
            "a run-on": len(list(split_run_ons(words, [0], LONG))) > 1,
            "negated": grammar.negated,
            "hypothetical": grammar.hypothetical,
        }
        count = words_in(sentence.text)
        return [f"{count} word{'s' * (count != 1)}", *(name for name, holds in facts.items() if holds)]

    def _said(self, predicted: PredictedAccount, place: int) -> list[str]:
        """Ids of the labels that the program said of a sentence."""
        return [
            entry.id
            for kind in LABEL_KINDS
            for column, entry in enumerate(getattr(self._unit, kind))
            if predicted.sentences.labels[kind].present[place, column]
        ]


def _answer(wrong: WrongAnswer) -> str:
    if wrong.error == "stage":
        return f"was said to be {_quoted(wrong.said)} ({wrong.probability:.2f}) and is labelled {_quoted(wrong.right)}"
    if wrong.error == "missed":
        given = f"{wrong.probability:.3f}" if wrong.probability >= _LEAST_SHOWN else f"under {_LEAST_SHOWN}"
        return f"carries {_quoted(wrong.label)}, which was given {given}"
    return f"was said to show {_quoted(wrong.label)} ({wrong.probability:.2f}), which it does not carry"


def _labels(sentence: LabelledSentence, said: Sequence[str], wrong: WrongAnswer) -> str:
    carried = sorted(sentence.labels)
    if wrong.error == "stage":
        return f"it carries {_listed(carried)}"
    if wrong.error == "missed":
        beside = [name for name in carried if name != wrong.label]
        return f"beside it there is {_listed(beside, 'no other label')}, and was said to carry {_listed(said)}"
    return f"it carries {_listed(carried)}, at the stage {_quoted(sentence.stage)}"


def _quoted(name: str) -> str:
    return f"`{name}`"


def _listed(names: Sequence[str], nothing: str = "no label") -> str:
    return ", ".join(map(_quoted, names)) if names else nothing

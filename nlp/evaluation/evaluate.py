"""Let an analyser judge labelled accounts, in the shape that the figures are counted from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from criteria_bank.schema import Unit
from nlp.classifier.base import Passage, Prediction
from nlp.corpus.accounts import Account
from nlp.corpus.gold_sentences import gold_sentences
from nlp.documents import Document
from nlp.evaluation.judged import LABEL_KINDS, STATUSES, PredictedAccount, PredictedLabels, PredictedSentences
from nlp.evaluation.matching import Match, match_sentences
from nlp.judgement.evidence import Observations, observe
from nlp.judgement.repeats import counted_once
from nlp.language.pipeline import read_sentences
from nlp.language.sentences import Sentence
from nlp.pipeline import Analyser, as_passage
from nlp.results import AnalysisResult, Matching
from nlp.results import Sentence as JudgedSentence

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class _Answered:
    """A classifier whose one answer is known, so that no sentence goes through the model twice."""

    name: str
    matching: Matching
    prediction: Prediction

    def predict(self, passages: Iterable[Passage]) -> Iterator[Prediction]:
        return (self.prediction for _ in passages)

    def predict_some(self, passage: Passage, indices: Sequence[int]) -> Prediction:
        del passage
        return self.prediction.rows(indices)


def predict_accounts(
    analyser: Analyser, accounts: Sequence[Account], progress: Progress | None = None, *, own_sentences: bool = False
) -> list[PredictedAccount]:
    """Judge every account, in order.

    The analyser is given the labelled sentences as its sentences; with ``own_sentences`` it cuts the text itself, and
    what it said is carried over to the labelled sentences (`nlp.evaluation.matching`). ``progress`` is told after each
    account how many are done.
    """
    judge = _judge_own_sentences if own_sentences else _judge_labelled_sentences
    predicted = []
    for done, account in enumerate(accounts, 1):
        predicted.append(judge(analyser, account))
        if progress:
            progress(done)
    return predicted


def predict_held_out(
    folds: Iterable[tuple[Analyser, Sequence[Account]]], progress: Progress | None = None
) -> tuple[list[Account], list[PredictedAccount]]:
    """Judge each fold's accounts by its own analyser, one that never saw them (`nlp.training.replay`).

    Returns the accounts, fold by fold, and their predictions in the same order; ``progress`` as in `predict_accounts`.
    """
    accounts: list[Account] = []
    predicted: list[PredictedAccount] = []
    for analyser, held_out in folds:
        for account in held_out:
            accounts.append(account)
            predicted.append(_judge_labelled_sentences(analyser, account))
            if progress:
                progress(len(predicted))
    return accounts, predicted


def _judge_labelled_sentences(analyser: Analyser, account: Account) -> PredictedAccount:
    return _whole(*_judge(analyser, account.document(), gold_sentences(account)))


def _judge_own_sentences(analyser: Analyser, account: Account) -> PredictedAccount:
    document = account.document()
    own = read_sentences(analyser.language, document)
    sentences, result = _judge(analyser, document, own)
    matches = match_sentences(account.sentence_spans(), [sentence.span for sentence in own])
    return _whole(_carry_over(sentences, matches), result)


def _judge(
    analyser: Analyser, document: Document, sentences: Sequence[Sentence]
) -> tuple[PredictedSentences, AnalysisResult]:
    classifier = analyser.classifier
    (given,) = classifier.predict([as_passage(document, sentences)])
    prediction = counted_once(document.text, sentences, given)
    answered = _Answered(classifier.name, classifier.matching, prediction)
    result = Analyser(analyser.loaded_unit, answered, analyser.rules).analyse_sentences(document, sentences)
    observations = observe(analyser.unit, sentences, prediction)
    return _predicted(analyser.unit, observations, result.text.sentences), result


def _predicted(unit: Unit, observations: Observations, said: Sequence[JudgedSentence]) -> PredictedSentences:
    """Full probabilities from the observations, and what was said of them from the result."""
    stages = [stage.id for stage in unit.stages]
    labels = {}
    for kind in LABEL_KINDS:
        names = [entry.id for entry in getattr(unit, kind)]
        carried = [{label.id for label in getattr(sentence, kind)} for sentence in said]
        columns = np.array([observations.labels[name] for name in names]).reshape(len(names), len(said))
        labels[kind] = PredictedLabels(
            columns.T,
            np.array([[name in own for name in names] for own in carried], dtype=np.bool_),
        )
    places = np.array([stages.index(sentence.stage.label) for sentence in said], dtype=np.intp)
    return PredictedSentences(places, observations.stages, labels)


def _carry_over(own: PredictedSentences, matches: Sequence[Match]) -> PredictedSentences:
    """What was said of the own sentences, as said of the labelled sentences that they stand for."""
    closest = [match.closest for match in matches]
    labels = {
        kind: PredictedLabels(
            np.stack([said.probabilities[list(match.carried)].max(axis=0, initial=0.0) for match in matches]),
            np.stack([said.present[list(match.carried)].any(axis=0) for match in matches]),
        )
        for kind, said in own.labels.items()
    }
    return PredictedSentences(own.stages[closest], own.stage_probabilities[closest], labels)


def _whole(sentences: PredictedSentences, result: AnalysisResult) -> PredictedAccount:
    points = result.marking_points
    return PredictedAccount(
        sentences=sentences,
        found=_found(result),
        decisions=np.array([STATUSES.index(point.status) for point in points], dtype=np.intp),
        decision_probabilities=np.array([[point.probabilities[status] for status in STATUSES] for point in points]),
        depth=result.depth.label,
        flags=frozenset(flag.id for flag in result.flags),
    )


def _found(result: AnalysisResult) -> frozenset[str]:
    """Elements and constraints by their findings, which are what people read; mistakes by the sentences' labels."""
    elements = {item.id for point in result.marking_points for item in point.elements if item.status == "evidenced"}
    constraints = {item.id for item in result.constraints if item.status == "addressed"}
    mistakes = {label.id for sentence in result.text.sentences for label in sentence.mistakes}
    return frozenset(elements | constraints | mistakes)

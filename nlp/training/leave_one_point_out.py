"""Leave one marking point out: how well labels are matched that nobody has labelled text for.

Three kinds of scores are compared on the same accounts: of heads trained for the labels, of matching without them, and
plain cosines. What turns a point's scores into answers is fitted on the other points and on other folds' accounts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, f1_score

from criteria_bank.schema import MarkingPoint, Unit
from nlp.classifier.logits import Logits, Scorer
from nlp.classifier.similarity import Floats, examples, probabilities, read_examples
from nlp.corpus.accounts import Account
from nlp.judgement.points import decide, status_probabilities
from nlp.judgement.rules import JudgementRules
from nlp.results import Status
from nlp.training.cross_validate import passage_of
from nlp.training.fit_similarity import Booleans, carried, fit_curve, nearness_without_heads

FitWithout = Callable[[Sequence[MarkingPoint], Sequence[Account]], Scorer]


@dataclass(frozen=True)
class Answers:
    """What is said of each sentence and element: ``probability``, and whether it reaches the weak and the full bound.

    Shapes (sentences of all accounts, elements of the unit).
    """

    probability: Floats
    weak: Booleans
    present: Booleans


@dataclass(frozen=True)
class Figures:
    """Micro-F1 at the weak bound, and average precision, the mean over elements."""

    f1: float
    average_precision: float


@dataclass(frozen=True)
class StatusFigures:
    """Counts over accounts and points.

    ``met``, ``partial`` (or better): how often it is said; ``…_right``: how often rightly; ``partial_due``: how often a
    person said partial or better; ``exact``: how often both say the same.
    """

    cases: int
    exact: int
    met: int
    met_right: int
    partial: int
    partial_right: int
    partial_due: int


def answer(
    unit: Unit, accounts: Sequence[Account], folds: Mapping[str, int], scores: Floats, *, apart: bool
) -> Answers:
    """Answers from scores (sentences, elements), each read by a curve and bounds fitted elsewhere.

    Elsewhere is on other folds' accounts and, where points are kept ``apart``, on the other points' elements.
    """
    truth = carried(accounts, [element.id for element in unit.elements])
    fold_of = np.array([folds[account.id] for account in accounts for _ in account.sentences])
    point_of = np.array([number for number, point in enumerate(unit.marking_points) for _ in point.elements])
    everything = np.ones_like(point_of, bool)
    own = [point_of == number for number in range(len(unit.marking_points))]
    columns = [(mine, ~mine) for mine in own] if apart else [(everything, everything)]
    answers = Answers(np.zeros(truth.shape), np.zeros(truth.shape, bool), np.zeros(truth.shape, bool))
    for rows, (read, learnt) in product((fold_of == fold for fold in np.unique(fold_of)), columns):
        elsewhere, here = np.ix_(~rows, learnt), np.ix_(rows, read)
        fit = fit_curve(scores[elsewhere], truth[elsewhere])
        answers.probability[here] = probabilities(fit, scores[here])
        answers.weak[here] = answers.probability[here] >= fit.weak
        answers.present[here] = answers.probability[here] >= fit.present
    return answers


def figures(truth: Booleans, answers: Answers) -> Figures:
    """Figures of some sentences and elements; elements that no sentence carries have no average precision."""
    precisions = [
        average_precision_score(true, said)
        for true, said in zip(truth.T, answers.probability.T, strict=True)
        if true.any()
    ]
    f1 = f1_score(truth.ravel(), answers.weak.ravel(), zero_division=0)
    return Figures(float(f1), float(np.mean(precisions)) if precisions else float("nan"))


def part(answers: Answers, rows: Booleans, columns: Booleans) -> Answers:
    """The answers of some sentences and elements."""
    place = np.ix_(rows, columns)
    return Answers(answers.probability[place], answers.weak[place], answers.present[place])


def status_figures(unit: Unit, accounts: Sequence[Account], answers: Answers) -> StatusFigures:
    """The statuses that plain rules make of the answers, beside those that people gave."""
    ends = np.cumsum([len(account.sentences) for account in accounts])
    pairs = [
        (status, account.decisions[point])
        for account, own in zip(accounts, np.split(answers.probability, ends[:-1]), strict=True)
        for point, status in _statuses(unit, own).items()
    ]
    return StatusFigures(
        cases=len(pairs),
        exact=sum(said == true for said, true in pairs),
        met=sum(said == "met" for said, _ in pairs),
        met_right=sum(said == true == "met" for said, true in pairs),
        partial=sum(said != "not" for said, _ in pairs),
        partial_right=sum(said != "not" and true != "not" for said, true in pairs),
        partial_due=sum(true != "not" for _, true in pairs),
    )


def _statuses(unit: Unit, own: Floats) -> dict[str, Status]:
    """Of one account, from the probabilities of its sentences (sentences, elements)."""
    models = JudgementRules.unfitted(unit).points
    strongest = dict(zip([element.id for element in unit.elements], own.max(axis=0), strict=True))
    sums = {point.id: sum(strongest[element.id] for element in point.elements) for point in unit.marking_points}
    return {
        name: decide(models[name], status_probabilities(models[name], dict.fromkeys(models[name].weights, value)))
        for name, value in sums.items()
    }


def match_left_out(unit: Unit, scorer: Scorer, logits: Sequence[Logits]) -> Floats:
    """Nearness (sentences, elements) by a model trained on all labels: each point's own heads keep silent.

    ``logits``: of the accounts' sentences. The encoder has learnt from the labels left out, which flatters.
    """
    texts = read_examples(unit, scorer)
    return np.hstack([nearness_without_heads(unit, point, texts, logits) for point in unit.marking_points])


def match_unlearnt(
    unit: Unit, train: Sequence[Account], test: Sequence[Account], fit_without: FitWithout, size: int
) -> Floats:
    """Nearness (sentences of ``test``, elements) by models that never learnt from the labels of the points they match.

    Points are left out ``size`` at a time; ``fit_without(points, accounts)`` trains on accounts that lost those labels.
    """
    points = unit.marking_points
    columns = []
    for group in (points[first : first + size] for first in range(0, len(points), size)):
        names = {element.id for point in group for element in point.elements}
        scorer = fit_without(group, [without_labels(account, names) for account in train])
        texts = read_examples(unit, scorer)
        logits = [scorer.score(passage_of(account)) for account in test]
        columns += [nearness_without_heads(unit, point, texts, logits) for point in group]
    return np.hstack(columns)


def without_labels(account: Account, labels: Collection[str]) -> Account:
    """The account as if nobody had looked for these elements."""
    kept = tuple(
        tuple(replace(s, elements=tuple(name for name in s.elements if name not in labels)) for s in paragraph)
        for paragraph in account.paragraphs
    )
    return replace(account, paragraphs=kept)


def cosines(unit: Unit, scorer: Scorer, accounts: Sequence[Account]) -> Floats:
    """The mean of the best two cosines of each sentence to each element's description and examples."""
    sentences = _scaled(scorer.embed([sentence.text for account in accounts for sentence in account.sentences]))
    best = []
    for element in unit.elements:
        texts = _scaled(scorer.embed([element.description, *examples(element)]))
        best.append(np.sort(sentences @ texts.T, axis=1)[:, -2:].mean(axis=1))
    return np.stack(best, axis=1)


def _scaled(vectors: NDArray[np.float32]) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float64)

"""The worst errors of an evaluation: where the program was surest of what is wrong.

Errors are ranked by how many bits worse they are than an answer that knows only how frequent each label is
(``log2(share / probability)`` of what is right), so that a rare label missed does not win merely for being rare. The
list is there to inform: one error a sentence, and few of one label or of one way of being wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.evaluation.error_description import Describer, ErrorRecord
from nlp.evaluation.judged import LABEL_KINDS, STATUSES, PredictedAccount
from nlp.evaluation.metrics import Indices, Values
from nlp.evaluation.tally import gold_labels, gold_stages

MOST_OF_LABEL = 2
MOST_OF_ERROR = 3

_LEAST = 1e-6  # a probability may be given as 0; its surprise is kept finite


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """One wrong answer: about which account and sentence (None: the account as a whole), of which group and label.

    ``said`` and ``right``: the stages, the statuses, or whether the label was said and is there; ``probability`` is
    that of what was said, for a label its own; ``bits``: how much worse than knowing shares alone.
    """

    account: int
    sentence: int | None
    group: str
    error: Literal["stage", "missed", "false_alarm", "status"]
    label: str
    said: str
    right: str
    probability: float
    bits: float


def worst_errors(
    gold: Sequence[Account], predicted: Sequence[PredictedAccount], unit: Unit, count: int = 10
) -> list[ErrorRecord]:
    """The ``count`` worst, worst first, each described without a word of the account."""
    describe = Describer(unit)
    chosen = _informative(sorted(wrong_answers(gold, predicted, unit), key=lambda wrong: -wrong.bits), count)
    return [describe(gold[wrong.account], predicted[wrong.account], wrong) for wrong in chosen]


def wrong_answers(gold: Sequence[Account], predicted: Sequence[PredictedAccount], unit: Unit) -> Iterator[WrongAnswer]:
    """Every wrong stage, element, constraint, mistake and status."""
    yield from _wrong_stages(gold, predicted, unit)
    for kind in LABEL_KINDS:
        yield from _wrong_labels(kind, gold, predicted, unit)
    yield from _wrong_statuses(gold, predicted, unit)


def _informative(ranked: Sequence[WrongAnswer], count: int) -> list[WrongAnswer]:
    chosen: list[WrongAnswer] = []
    labels, errors = Counter[str](), Counter[str]()
    places: set[tuple[int, int | None]] = set()
    for wrong in ranked:
        place = (wrong.account, wrong.sentence)
        if labels[wrong.label] < MOST_OF_LABEL and errors[wrong.error] < MOST_OF_ERROR and place not in places:
            chosen.append(wrong)
            labels[wrong.label] += 1
            errors[wrong.error] += 1
            places.add(place)
        if len(chosen) == count:
            break
    return chosen


def _wrong_stages(gold: Sequence[Account], predicted: Sequence[PredictedAccount], unit: Unit) -> Iterator[WrongAnswer]:
    names = [stage.id for stage in unit.stages]
    truth = [gold_stages(account, unit) for account in gold]
    shares = _shares(np.concatenate(truth), len(names))
    for account, (right, judged) in enumerate(zip(truth, predicted, strict=True)):
        given = judged.sentences.stage_probabilities
        for sentence in np.flatnonzero(right != judged.sentences.stages).tolist():
            stage, said = int(right[sentence]), int(judged.sentences.stages[sentence])
            yield WrongAnswer(
                account,
                sentence,
                "stages",
                "stage",
                names[stage],
                names[said],
                names[stage],
                float(given[sentence, said]),
                _bits(shares[stage], given[sentence, stage]),
            )


def _wrong_labels(
    kind: str, gold: Sequence[Account], predicted: Sequence[PredictedAccount], unit: Unit
) -> Iterator[WrongAnswer]:
    names = [entry.id for entry in getattr(unit, kind)]
    truth = [gold_labels(account, kind, unit) for account in gold]
    shares = np.concatenate(truth).mean(axis=0)
    for account, (carried, judged) in enumerate(zip(truth, predicted, strict=True)):
        said = judged.sentences.labels[kind]
        for sentence, label in np.argwhere(carried != said.present).tolist():
            given, share = float(said.probabilities[sentence, label]), float(shares[label])
            missed = bool(carried[sentence, label])
            yield WrongAnswer(
                account,
                sentence,
                kind,
                "missed" if missed else "false_alarm",
                names[label],
                "absent" if missed else "present",
                "present" if missed else "absent",
                given,
                _bits(share, given) if missed else _bits(1.0 - share, 1.0 - given),
            )


def _wrong_statuses(
    gold: Sequence[Account], predicted: Sequence[PredictedAccount], unit: Unit
) -> Iterator[WrongAnswer]:
    for place, point in enumerate(unit.marking_points):
        truth = [STATUSES.index(account.decisions[point.id]) for account in gold]
        shares = _shares(np.array(truth), len(STATUSES))
        for account, (right, judged) in enumerate(zip(truth, predicted, strict=True)):
            said, given = int(judged.decisions[place]), judged.decision_probabilities[place]
            if said != right:
                bits = _bits(shares[right], given[right])
                answer = (STATUSES[said], STATUSES[right], float(given[said]), bits)
                yield WrongAnswer(account, None, "statuses", "status", point.id, *answer)


def _shares(places: Indices, size: int) -> Values:
    shares: Values = np.bincount(places, minlength=size) / len(places)
    return shares


def _bits(share: float, probability: float) -> float:
    """How much worse a probability of what is right is than its share, in bits."""
    return float(np.log2(share / max(probability, _LEAST)))

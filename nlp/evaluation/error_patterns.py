"""Where the errors about elements lie: what the sentences with an element missed or wrongly said have in common.

A pattern explains something only where it is more frequent among the errors than among the elements found.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.evaluation.bootstrap import Figures, Resample, as_record, estimate, summed
from nlp.evaluation.judged import PredictedAccount
from nlp.evaluation.metrics import Booleans, Values, share_of_total
from nlp.evaluation.tally import gold_labels, gold_stages

LONG = 35
"""Words above which a sentence is long."""

CROWDED = 3
"""Labels from which a sentence is crowded."""

OUTCOMES = ("misses", "false_alarms", "found")
PATTERNS = ("long_sentence", "many_labels", "stage_wrong", "in_neighbour", "same_point")

ErrorPatterns = dict[str, Figures]


def error_patterns(
    gold: Sequence[Account], predicted: Sequence[PredictedAccount], unit: Unit, resample: Resample
) -> ErrorPatterns:
    """For each of `PATTERNS`, its share of the elements that were missed, wrongly said, and found, with intervals.

    ``long_sentence``: over `LONG` words; ``many_labels``: it carries `CROWDED` labels or more; ``stage_wrong``: its
    stage was wrong too; ``in_neighbour``: the sentence before or after was said to hold what was missed, or holds what
    was wrongly said; ``same_point``: another element of the same marking point was said in the place of the one missed,
    or is what the sentence carries.
    """
    counts = [_count(account, judged, unit) for account, judged in zip(gold, predicted, strict=True)]
    sums = summed(np.stack(counts), resample(len(gold)))
    return {
        pattern: {
            outcome: as_record(estimate(sums, partial(_share, row=row, column=column), int(sums[0, row, -1])))
            for row, outcome in enumerate(OUTCOMES)
        }
        for column, pattern in enumerate(PATTERNS)
    }


def words_in(text: str) -> int:
    """How many words a sentence has."""
    return len(text.split())


def _share(sums: Values, row: int, column: int) -> Values:
    return share_of_total(sums[..., row, column], sums[..., row, -1])


def _count(account: Account, predicted: PredictedAccount, unit: Unit) -> Values:
    """How often each pattern (column; the last is any at all) goes with each outcome (row), in one account."""
    carried = gold_labels(account, "elements", unit)
    said = predicted.sentences.labels["elements"].present
    long = np.array([words_in(sentence.text) > LONG for sentence in account.sentences])
    crowded = np.array([len(sentence.labels) >= CROWDED for sentence in account.sentences])
    wrong = gold_stages(account, unit) != predicted.sentences.stages
    of_sentence = [np.broadcast_to(column[:, None], carried.shape) for column in (long, crowded, wrong)]

    def row(outcome: Booleans, other_side: Booleans) -> list[int]:
        patterns = [*of_sentence, _in_neighbour(other_side), _of_same_point(other_side, unit)]
        return [*(int((outcome & pattern).sum()) for pattern in patterns), int(outcome.sum())]

    rows = [row(carried & ~said, said), row(said & ~carried, carried), row(said & carried, carried)]
    return np.array(rows, dtype=np.float64)


def _in_neighbour(labels: Booleans) -> Booleans:
    beside: Booleans = np.zeros_like(labels)
    beside[1:] |= labels[:-1]
    beside[:-1] |= labels[1:]
    return beside


def _of_same_point(labels: Booleans, unit: Unit) -> Booleans:
    """Whether another element of the same marking point is on the sentence: shape (sentences, elements)."""
    points = np.array([number for number, point in enumerate(unit.marking_points) for _ in point.elements])
    others = (points[:, None] == points[None, :]) & ~np.eye(len(points), dtype=np.bool_)
    shared: Booleans = (labels.astype(np.intp) @ others.astype(np.intp)) > 0
    return shared

"""The report of an evaluation: every figure with its interval, overall, by label and by split of the accounts.

A report is plain JSON; docs/evaluation.md says what is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypedDict

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.errors import CorpusError
from nlp.evaluation import metrics
from nlp.evaluation.bootstrap import (
    COVERAGE,
    RESAMPLES,
    Figure,
    FigureRecord,
    Figures,
    Resample,
    as_record,
    draw_accounts,
    estimate,
    summed,
)
from nlp.evaluation.error_description import ErrorRecord
from nlp.evaluation.error_patterns import ErrorPatterns, error_patterns
from nlp.evaluation.figures import FigureOf, headlines, of_decisions, of_label
from nlp.evaluation.judged import DEPTHS, LABEL_KINDS, STATUSES, PredictedAccount
from nlp.evaluation.metrics import Values
from nlp.evaluation.splits import SPLITS
from nlp.evaluation.tally import Counts, tally_all
from nlp.evaluation.worst_errors import worst_errors


class Slice(TypedDict):
    """The headline figures of some of the accounts, by group."""

    accounts: int
    sentences: int
    figures: dict[str, Figures]


Splits = dict[str, dict[str, Slice]]
LabelFigures = dict[str, dict[str, Figures]]


class OfKind(TypedDict):
    """What a report says of all accounts, of those of one kind alone."""

    labels: LabelFigures
    points: dict[str, Figures]
    splits: Splits
    error_patterns: ErrorPatterns


class Matrix(TypedDict):
    """A confusion: ``counts[i][j]`` cases of category i were given j."""

    categories: list[str]
    counts: list[list[int]]


class Bin(TypedDict):
    """One bin of a reliability diagram; the means are None where it is empty."""

    n: int
    probability: float | None
    right: float | None


class Report(TypedDict):
    """Everything that one evaluation measured."""

    unit: str
    seed: int
    resamples: int
    coverage: float
    overall: Slice
    labels: LabelFigures
    points: dict[str, Figures]
    splits: Splits
    by_kind: dict[str, OfKind]
    worst_errors: list[ErrorRecord]
    confusions: dict[str, Matrix]
    reliability: dict[str, list[Bin]]


def build_report(
    gold: Sequence[Account],
    predicted: Sequence[PredictedAccount],
    unit: Unit,
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Report:
    """Lay predictions against labels, account by account in the same order.

    ``seed`` and ``resamples`` make the intervals (`nlp.evaluation.bootstrap`).

    Raises:
        CorpusError: there are no accounts.
    """
    if not gold:
        raise CorpusError("There are no accounts to evaluate. Name files that hold some.")
    counts = tally_all(gold, predicted, unit)
    resample = partial(draw_accounts, seed=seed, resamples=resamples)
    sums = _summed(counts, resample)
    return Report(
        unit=unit.id,
        seed=seed,
        resamples=resamples,
        coverage=COVERAGE,
        overall=_slice(gold, sums, unit),
        labels=_by_label(sums, unit),
        points=_by_point(sums, unit),
        splits=_splits(gold, counts, unit, resample),
        by_kind={kind: _of_kind(kind, gold, predicted, counts, unit=unit, resample=resample) for kind in _kinds(gold)},
        worst_errors=worst_errors(gold, predicted, unit),
        confusions=_confusions(sums, unit),
        reliability=_reliability(sums),
    )


def rows(report: Report) -> list[tuple[str, Figure]]:
    """The headline figures as a table: "group: figure" in words, and the figure."""
    return [
        (f"{group}: {name}".replace("_", " "), Figure(**record))
        for group, figures in report["overall"]["figures"].items()
        for name, record in figures.items()
    ]


def _of_kind(
    kind: str,
    gold: Sequence[Account],
    predicted: Sequence[PredictedAccount],
    counts: Counts,
    *,
    unit: Unit,
    resample: Resample,
) -> OfKind:
    places = [place for place, account in enumerate(gold) if account.kind == kind]
    own, own_counts = [gold[place] for place in places], _taken(counts, places)
    sums = _summed(own_counts, resample)
    return OfKind(
        labels=_by_label(sums, unit),
        points=_by_point(sums, unit),
        splits=_splits(own, own_counts, unit, resample),
        error_patterns=error_patterns(own, [predicted[place] for place in places], unit, resample),
    )


def _kinds(gold: Sequence[Account]) -> list[str]:
    return sorted({account.kind for account in gold})


def _splits(gold: Sequence[Account], counts: Counts, unit: Unit, resample: Resample) -> Splits:
    return {name: dict(_split(gold, counts, unit, resample, of)) for name, of in SPLITS.items()}


def _split(
    gold: Sequence[Account], counts: Counts, unit: Unit, resample: Resample, of: Callable[[Account], str]
) -> Iterator[tuple[str, Slice]]:
    groups = [of(account) for account in gold]
    for group in sorted(set(groups)):
        places = [place for place, own in enumerate(groups) if own == group]
        yield group, _slice([gold[place] for place in places], _summed(_taken(counts, places), resample), unit)


def _taken(counts: Counts, places: Sequence[int]) -> Counts:
    return {key: values[list(places)] for key, values in counts.items()}


def _summed(counts: Counts, resample: Resample) -> Counts:
    """Counts of the accounts together (first row) and of each resample of them."""
    draws = resample(len(next(iter(counts.values()))))
    return {key: summed(values, draws) for key, values in counts.items()}


def _slice(gold: Sequence[Account], sums: Counts, unit: Unit) -> Slice:
    figures = {group: _measured(of, sums) for group, of in headlines(unit).items()}
    sentences = sum(len(account.sentences) for account in gold)
    return Slice(accounts=len(gold), sentences=sentences, figures=figures)


def _measured(figures: Sequence[FigureOf], sums: Counts) -> Figures:
    return {figure.name: _record(figure, sums[figure.counts]) for figure in figures}


def _record(figure: FigureOf, sums: Values) -> FigureRecord:
    return as_record(estimate(sums, figure.measure, figure.cases(sums[0])))


def _by_label(sums: Counts, unit: Unit) -> LabelFigures:
    stages = {"stages": metrics.outcomes_by_category(sums["stages"])}
    labels = {"stages": _of_each(stages, [stage.id for stage in unit.stages], of_label("stages"))}
    for kind in LABEL_KINDS:
        account = of_label(f"{kind}.account", "account_")
        calibration = FigureOf("calibration_error", f"{kind}.reliability", "bins", metrics.calibration_error)
        ids = [entry.id for entry in getattr(unit, kind)]
        labels[kind] = _of_each(sums, ids, [*of_label(kind), *account, calibration])
    labels["flags"] = _of_each(sums, [flag.id for flag in unit.flags], of_label("flags"))
    return labels


def _by_point(sums: Counts, unit: Unit) -> dict[str, Figures]:
    return _of_each(sums, [point.id for point in unit.marking_points], of_decisions("decisions"))


def _of_each(sums: Counts, ids: Sequence[str], figures: Sequence[FigureOf]) -> dict[str, Figures]:
    """The figures of each label or point: the second axis of the sums."""
    keys = {figure.counts for figure in figures}
    return {name: _measured(figures, {key: sums[key][:, place] for key in keys}) for place, name in enumerate(ids)}


def _confusions(sums: Counts, unit: Unit) -> dict[str, Matrix]:
    stages = Matrix(categories=[stage.id for stage in unit.stages], counts=_whole(sums["stages"][0]))
    decisions = Matrix(categories=list(STATUSES), counts=_whole(sums["decisions"][0].sum(axis=0)))
    depth = Matrix(categories=list(DEPTHS), counts=_whole(sums["depth"][0]))
    return {"stages": stages, "decisions": decisions, "depth": depth}


def _whole(matrix: Values) -> list[list[int]]:
    return [[int(value) for value in row] for row in matrix]


def _reliability(sums: Counts) -> dict[str, list[Bin]]:
    pooled = {
        "stages": sums["stages.reliability"][0],
        "decisions": sums["decisions.reliability"][0].sum(axis=0),
        **{kind: sums[f"{kind}.reliability"][0].sum(axis=0) for kind in LABEL_KINDS},
    }
    return {name: [_bin(*row) for row in bins.tolist()] for name, bins in pooled.items()}


def _bin(n: float, probability: float, right: float) -> Bin:
    return Bin(n=int(n), probability=probability / n if n else None, right=right / n if n else None)

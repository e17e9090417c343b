"""Which figures there are: each a name, the counts that it is made of and the measure that makes it.

docs/evaluation.md defines every one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from criteria_bank.schema import Unit
from nlp.evaluation import metrics
from nlp.evaluation.judged import LABEL_KINDS
from nlp.evaluation.metrics import Values

Measure = Callable[[Values], Values]
RestsOn = Literal["confusions", "there", "said", "bins", "errors"]

# What a figure rests on: all cases of a confusion; of outcomes, what is there to find or what was said; and so on.
_CASES: Mapping[RestsOn, Measure] = {
    "confusions": lambda counts: counts,
    "there": metrics.support,
    "said": lambda counts: counts[..., 0] + counts[..., 1],
    "bins": lambda counts: counts[..., 0],
    "errors": lambda counts: counts[..., 1],
}


@dataclass(frozen=True, slots=True)
class FigureOf:
    """One figure: its ``name``, the key of its counts in `nlp.evaluation.tally`, what it rests on, its measure."""

    name: str
    counts: str
    rests_on: RestsOn
    measure: Measure

    def cases(self, counts: Values) -> int:
        """How many cases the figure rests on, given its counts summed over the accounts."""
        return int(_CASES[self.rests_on](counts).sum())


def headlines(unit: Unit) -> dict[str, list[FigureOf]]:
    """The figures, by group, that are given for all accounts and for every split of them."""
    return {
        "stages": _of_stages(unit),
        **{kind: _of_labels(kind) for kind in LABEL_KINDS},
        "decisions": [
            *of_decisions("decisions", _over_points),
            FigureOf("brier", "decisions.brier", "errors", metrics.brier),
        ],
        "depth": [
            FigureOf("kappa", "depth", "confusions", linear_kappa),
            FigureOf("exact_agreement", "depth", "confusions", metrics.exact_agreement),
        ],
        "flags": _over_labels("flags", ""),
    }


def of_label(key: str, prefix: str = "") -> list[FigureOf]:
    """The figures of one label, flag or stage, from its own outcomes."""
    return [
        FigureOf(f"{prefix}f1", key, "there", metrics.f1),
        FigureOf(f"{prefix}precision", key, "said", metrics.precision),
        FigureOf(f"{prefix}recall", key, "there", metrics.recall),
    ]


def of_decisions(key: str, pool: Callable[[Measure], Measure] = lambda measure: measure) -> list[FigureOf]:
    """The figures of decisions, for one marking point or, with ``pool``, over all of them."""
    return [
        FigureOf("kappa", key, "confusions", pool(linear_kappa)),
        FigureOf("exact_agreement", key, "confusions", pool(metrics.exact_agreement)),
        FigureOf("two_steps_off", key, "confusions", pool(metrics.two_steps_off)),
        FigureOf("calibration_error", f"{key}.reliability", "bins", pool(metrics.calibration_error)),
    ]


def linear_kappa(confusions: Values) -> Values:
    """Cohen's kappa with linear weights, from confusions of shape (..., k, k)."""
    return metrics.cohen_kappa(confusions, "linear")


def _of_stages(unit: Unit) -> list[FigureOf]:
    reflective = np.array([stage.reflective for stage in unit.stages], dtype=np.intp)
    return [
        FigureOf("kappa", "stages", "confusions", metrics.cohen_kappa),
        FigureOf(
            "reflective_kappa",
            "stages",
            "confusions",
            lambda counts: metrics.cohen_kappa(metrics.merged(counts, reflective)),
        ),
        FigureOf(
            "macro_f1",
            "stages",
            "confusions",
            lambda counts: metrics.macro(metrics.f1(metrics.outcomes_by_category(counts))),
        ),
        FigureOf("calibration_error", "stages.reliability", "bins", metrics.calibration_error),
        FigureOf("brier", "stages.brier", "errors", metrics.brier),
    ]


def _of_labels(kind: str) -> list[FigureOf]:
    return [
        *_over_labels(kind, ""),
        *_over_labels(f"{kind}.account", "account_"),
        FigureOf("calibration_error", f"{kind}.reliability", "bins", _pooled_calibration_error),
        FigureOf("shown_calibration_error", f"{kind}.shown", "bins", metrics.calibration_error),
        FigureOf("brier", f"{kind}.brier", "errors", metrics.brier),
    ]


def _over_labels(key: str, prefix: str) -> list[FigureOf]:
    """Micro (all labels counted together) and macro (mean over labels) figures."""
    averages = {"micro": _micro, "macro": _macro}
    return [
        FigureOf(f"{prefix}{average}_{figure.name}", key, figure.rests_on, over(figure.measure))
        for average, over in averages.items()
        for figure in of_label(key)
    ]


def _micro(measure: Measure) -> Measure:
    return lambda counts: measure(metrics.micro(counts))


def _macro(measure: Measure) -> Measure:
    return lambda counts: metrics.macro(measure(counts))


def _over_points(measure: Measure) -> Measure:
    return lambda counts: measure(counts.sum(axis=-3))


def _pooled_calibration_error(bins: Values) -> Values:
    return metrics.calibration_error(bins.sum(axis=-3))

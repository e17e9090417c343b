"""How the model card shows figures and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from nlp.evaluation.bootstrap import FigureRecord
from nlp.evaluation.report import Slice

Scale = Literal["share", "fine", "signed", "percent"]
NOT_ESTIMABLE = "not estimable"
NO_INTERVAL = "no interval"

HEADLINES = (
    ("Stage of reflection, kappa", "stages", "kappa"),
    ("Reflective or not, kappa", "stages", "reflective_kappa"),
    ("Elements by sentence, micro-F1", "elements", "micro_f1"),
    ("Elements by account, micro-F1", "elements", "account_micro_f1"),
    ("Constraints by sentence, micro-F1", "constraints", "micro_f1"),
    ("Mistakes by sentence, micro-F1", "mistakes", "micro_f1"),
    ("Status of marking points, linear-weighted kappa", "decisions", "kappa"),
    ("Status of marking points, exact agreement", "decisions", "exact_agreement"),
    ("Status of marking points, share two steps off", "decisions", "two_steps_off"),
    ("Depth, linear-weighted kappa", "depth", "kappa"),
    ("Flags, micro-F1", "flags", "micro_f1"),
    ("Calibration error of stages", "stages", "calibration_error"),
    ("Calibration error of elements", "elements", "calibration_error"),
    ("Calibration error of statuses", "decisions", "calibration_error"),
)

_SMALL = ("two_steps_off", "calibration_error")  # figures that lie near 0
_FORMATS: dict[Scale, str] = {"share": "{:.2f}", "fine": "{:.3f}", "signed": "{:+.3f}", "percent": "{:.1%}"}


def shown(figure: FigureRecord, scale: Scale = "share") -> str:
    """A figure with its interval, or the words that say why there is none."""
    if figure["value"] is None:
        return NOT_ESTIMABLE
    number = _FORMATS[scale].format
    if figure["low"] is None or figure["high"] is None:
        return f"{number(figure['value'])} ({NO_INTERVAL})"
    return f"{number(figure['value'])} ({number(figure['low'])} to {number(figure['high'])})"


def table(first: str, others: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; ``first`` and ``others`` are the headings."""
    lines = [[first, *others], ["---"] * (len(others) + 1), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def figure_rows(slices: Sequence[Slice]) -> Iterator[list[str]]:
    """A row for each headline figure, a column for each slice of the accounts."""
    for title, group, name in HEADLINES:
        scale: Scale = "fine" if name in _SMALL else "share"
        yield [title, *(shown(part["figures"][group][name], scale) for part in slices)]

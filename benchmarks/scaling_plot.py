"""The picture of what `scaling.py` measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from benchmarks.scaling import Classifier, Length, Mark

# Told apart by shape too; each at least 4.5:1 on white (WCAG 2.2, 1.4.3).
STYLES: Mapping[Classifier, str] = {"installed model": "o-", "without a model": "s--"}
COLOURS: Mapping[Classifier, str] = {"installed model": "#1f4e8c", "without a model": "#9a3412"}


def plot(file: Path, streams: Mapping[Classifier, Sequence[Mark]], lengths: Sequence[Length]) -> None:
    """Time and memory by number of accounts, and time by length, side by side; the same figures, the same bytes."""
    mpl.rcParams.update({"svg.hashsalt": file.stem, "svg.fonttype": "none", "font.size": 9})
    figure = Figure(figsize=(10, 3.2), layout="constrained")
    time, memory, length = figure.subplots(1, 3)
    for name, marks in streams.items():
        style = {"color": COLOURS[name], "label": name}
        spent = [
            1000 * (mark.processor - before.processor) / (mark.accounts - before.accounts)
            for before, mark in pairwise(marks)
        ]
        accounts = [mark.accounts for mark in marks[1:]]
        time.plot(accounts, spent, STYLES[name], **style)
        memory.plot(accounts, [mark.megabytes for mark in marks[1:]], STYLES[name], **style)
    length.plot(
        [each.words for each in lengths],
        [1_000_000 * each.processor / each.words for each in lengths],
        STYLES["installed model"],
        color=COLOURS["installed model"],
    )
    for axes, across, up in (
        (time, "accounts so far", "processor ms an account"),
        (memory, "accounts so far", "resident MB"),
        (length, "words of one account", "processor ms a thousand words"),
    ):
        axes.set(xscale="log", xlabel=across, ylabel=up)
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
    time.legend(frameon=False)
    figure.savefig(file, format="svg", metadata={"Date": None})

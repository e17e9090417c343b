"""An evaluation as tables for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.table import Table

from service.cli.wording import sentence_case

if TYPE_CHECKING:
    from nlp.evaluation.bootstrap import FigureRecord
    from nlp.evaluation.fairness import StatusChanges
    from nlp.evaluation.report import Report

NOT_ESTIMABLE = "not estimable"
CHANGES = ("changed", "lowered", "raised")


def figures_table(report: Report) -> Table:
    """Every headline figure with its interval: over all accounts, and for each kind where there are several."""
    kinds = report["splits"]["kind"]
    slices = [report["overall"], *(kinds.values() if len(kinds) > 1 else ())]
    table = _table("Figure", ["All", *(sentence_case(kind) for kind in kinds)] if len(kinds) > 1 else ["Value"])
    for group, figures in report["overall"]["figures"].items():
        for name in figures:
            cells = [_cell(part["figures"][group][name]) for part in slices]
            table.add_row(sentence_case(f"{group}: {name}".replace("_", " ")), *cells)
    return table


def changes_table(changes: Mapping[str, StatusChanges]) -> Table:
    """How many statuses change when the same accounts are written in other English."""
    table = _table("Same accounts, other English", [f"Statuses {name}" for name in CHANGES])
    for rewriting, figures in changes.items():
        cells = [_cell(figures["changed"]), _cell(figures["lowered"]), _cell(figures["raised"])]
        table.add_row(sentence_case(rewriting.replace("_", " ")), *cells)
    return table


def _table(first: str, others: list[str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first)
    for heading in others:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _cell(figure: FigureRecord) -> str:
    if figure["value"] is None:
        return NOT_ESTIMABLE
    if figure["low"] is None or figure["high"] is None:
        return f"{figure['value']:.3f}"
    return f"{figure['value']:.3f} ({figure['low']:.3f}–{figure['high']:.3f})"

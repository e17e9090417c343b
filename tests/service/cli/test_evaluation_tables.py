from __future__ import annotations

from rich.console import Console

from nlp.evaluation.bootstrap import FigureRecord
from nlp.evaluation.fairness import StatusChanges
from service.cli.evaluation_tables import changes_table


def figure(value: float, spread: float | None = None) -> FigureRecord:
    low, high = (None, None) if spread is None else (value - spread, value + spread)
    return FigureRecord(value=value, low=low, high=high, n=80)


def test_each_rewriting_is_a_row_with_what_it_changes_and_how_sure_that_is() -> None:
    nothing = FigureRecord(value=None, low=None, high=None, n=0)
    changes = {
        "second_language": StatusChanges(changed=figure(0.1, 0.02), lowered=figure(0.075), raised=nothing, net=nothing)
    }
    console = Console(width=100)

    with console.capture() as printed:
        console.print(changes_table(changes))

    (row,) = [line for line in printed.get().splitlines() if line.startswith("Second language")]
    assert row.split() == ["Second", "language", "0.100", "(0.080–0.120)", "0.075", "not", "estimable"]

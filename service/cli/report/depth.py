"""Whether the account analyses or narrates, as a bar for each stage of reflection."""

from __future__ import annotations

from rich.bar import Bar
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from service.cli.report.context import Context
from service.cli.report.layout import section
from service.cli.wording import sentence_case

BAR_WIDTH = 24


def depth(context: Context) -> RenderableType:
    """The depth in words with the unit's bounds, and how many sentences carry out each stage."""
    found, bounds = context.result.depth, context.unit.depth
    words = (
        f"{sentence_case(found.label)}: about {_percent(found.reflective_share)} of the content reflects. "
        f"Below {_percent(bounds.descriptive_below)} counts as descriptive, "
        f"above {_percent(bounds.analytical_above)} as analytical."
    )
    return section("Depth of reflection", Text(words), _bars(context, found.stages))


def _bars(context: Context, stages: dict[str, int]) -> Table:
    most = max(stages.values(), default=0)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(max_width=BAR_WIDTH)
    for stage in context.unit.stages:
        number = stages.get(stage.id, 0)
        label = f"{stage.label} (reflects)" if stage.reflective else stage.label
        bar = Bar(most, 0, number, color="green" if stage.reflective else "bright_black")
        table.add_row(label, str(number), bar if number else "")
    return table


def _percent(share: float) -> str:
    return f"{round(share * 100)}%"

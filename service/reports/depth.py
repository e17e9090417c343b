"""The stage profile: for each stage of reflection, which sentences of the account carry it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from nlp.results import DepthLabel
from service.reports.context import Context

SEPARATE_BLOCKS = 240
GAP = 0.15


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences in a row, counted from 0, that carry out one stage."""

    start: int
    length: int


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage and the sentences that mainly carry it out, in order. ``content``: it says something of its own."""

    id: str
    label: str
    definition: str
    reflective: bool
    count: int
    runs: tuple[Run, ...]
    content: bool = True

    @property
    def spoken(self) -> str:
        """The sentences in words and numbers, counted from 1: ``2, 5 to 7``."""
        return ", ".join(
            str(run.start + 1) if run.length == 1 else f"{run.start + 1} to {run.start + run.length}"
            for run in self.runs
        )


@dataclass(frozen=True, slots=True)
class DepthView:
    """Whether the account tells or reflects, and the ``cells`` of its strip: the stage of each sentence, in order."""

    label: DepthLabel
    cells: tuple[str, ...]
    rows: tuple[StageRow, ...]

    @property
    def separate(self) -> bool:
        """Whether each sentence has a block of its own: in a very long account blocks would be thinner than gaps."""
        return len(self.cells) <= SEPARATE_BLOCKS


def depth(context: Context) -> DepthView:
    """The profile; a stage without content of its own (headings and the like) has a row only where it occurs."""
    cells = tuple(sentence.stage.label for sentence in context.result.text.sentences)
    runs: dict[str, list[Run]] = {stage.id: [] for stage in context.unit.stages}
    for label, run in _runs(cells):
        runs[label].append(run)
    rows = tuple(
        StageRow(
            stage.id,
            stage.label,
            stage.definition,
            stage.reflective,
            _total(runs[stage.id]),
            tuple(runs[stage.id]),
            stage.content,
        )
        for stage in context.unit.stages
        if stage.content or runs[stage.id]
    )
    return DepthView(context.result.depth.label, cells, rows)


def outline(row: StageRow, *, separate: bool) -> str:
    """The blocks of a row as the ``d`` of an SVG path: a sentence is 1 wide and 1 high, less a gap to its right."""
    blocks = (
        [(start, 1 - GAP) for run in row.runs for start in range(run.start, run.start + run.length)]
        if separate
        else [(run.start, float(run.length)) for run in row.runs]
    )
    return "".join(f"M{start} 0h{width:g}v1h-{width:g}z" for start, width in blocks)


def _runs(cells: Iterable[str]) -> Iterable[tuple[str, Run]]:
    start = 0
    for label, group in groupby(cells):
        length = sum(1 for _ in group)
        yield label, Run(start, length)
        start += length


def _total(runs: Iterable[Run]) -> int:
    return sum(run.length for run in runs)

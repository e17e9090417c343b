"""A comparison beside its unit: what the parts of the report look up in either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich.text import Text

from criteria_bank.checks import Check
from criteria_bank.schema import MarkingPoint, Unit
from nlp.comparison.results import Comparison, Quoted
from service.cli.report.context import QUOTE_LENGTH
from service.cli.terminal import printable
from service.cli.wording import shorten

SENTENCES_SHOWN = 2


@dataclass(frozen=True)
class Pair:
    """One comparison, and the unit that both drafts were laid against."""

    comparison: Comparison
    unit: Unit

    @cached_property
    def points(self) -> Mapping[str, MarkingPoint]:
        """The unit's marking points by id."""
        return {point.id: point for point in self.unit.marking_points}

    @cached_property
    def checks(self) -> Mapping[str, Check]:
        """The unit's checks by id."""
        return {check.id: check for check in self.unit.checks}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What the unit calls its elements, constraints and mistakes, by id."""
        return {label.id: label.label for label in self.unit.labels}


def quotes(sentences: Sequence[Quoted]) -> list[Text]:
    """The learner's words in quotation marks, shortened; a few sentences at most."""
    return [
        Text(f"“{shorten(printable(sentence.text), QUOTE_LENGTH)}”", style="italic")
        for sentence in sentences[:SENTENCES_SHOWN]
    ]

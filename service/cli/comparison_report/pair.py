"""A comparison beside its unit: what the parts of the report look up in either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich.text import Text

from criteria_bank.schema import Unit
from nlp.comparison.results import Comparison, Quoted
from service.cli.report.context import QUOTE_LENGTH
from service.cli.terminal import printable
from service.cli.wording import shorten
from service.unit_entries import UnitEntries

SENTENCES_SHOWN = 2


@dataclass(frozen=True)
class Pair(UnitEntries):
    """One comparison, and the unit that both drafts were laid against."""

    comparison: Comparison
    unit: Unit

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

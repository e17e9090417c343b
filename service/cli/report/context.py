"""A result beside its unit: what the parts of the report look up in either."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from criteria_bank.checks import Check
from criteria_bank.schema import Constraint, Element, Flag, MarkingPoint, Unit
from nlp.results import AnalysisResult, Extent
from service.cli.terminal import printable
from service.cli.wording import shorten

QUOTE_LENGTH = 180


@dataclass(frozen=True)
class Context:
    """One result, the unit that it was made with, and what the document was called.

    ``in_full``: as an assessor wants it; a learner is told the most useful part of long lists, and how to see the rest.
    """

    result: AnalysisResult
    unit: Unit
    name: str
    in_full: bool = True

    @cached_property
    def points(self) -> dict[str, MarkingPoint]:
        """The unit's marking points by id."""
        return {point.id: point for point in self.unit.marking_points}

    @cached_property
    def elements(self) -> dict[str, Element]:
        """The unit's elements by id."""
        return {element.id: element for element in self.unit.elements}

    @cached_property
    def constraints(self) -> dict[str, Constraint]:
        """The unit's constraints by id."""
        return {constraint.id: constraint for constraint in self.unit.constraints}

    @cached_property
    def flags(self) -> dict[str, Flag]:
        """The unit's flags by id."""
        return {flag.id: flag for flag in self.unit.flags}

    @cached_property
    def checks(self) -> dict[str, Check]:
        """The unit's checks by id."""
        return {check.id: check for check in self.unit.checks}

    @cached_property
    def guidance(self) -> dict[str, str]:
        """The unit's tips by id."""
        return {tip.id: tip.text for tip in self.unit.guidance}

    def quote(self, extent: Extent, length: int = QUOTE_LENGTH) -> str:
        """The learner's words in quotation marks, shortened between words."""
        return f"“{shorten(self.words(extent), length)}”"

    def words(self, extent: Extent) -> str:
        """The learner's words, on one line."""
        return " ".join(printable(self.result.text.content[extent.start : extent.end]).split())

    def place(self, extent: Extent) -> str:
        """Where in the account to look."""
        starts = [paragraph.start for paragraph in self.result.text.paragraphs]
        return f"paragraph {max(1, bisect_right(starts, extent.start))}"

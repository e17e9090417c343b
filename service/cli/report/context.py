"""A result beside its unit: what the parts of the report look up in either."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from criteria_bank.schema import Unit
from nlp.results import AnalysisResult, Extent
from service.cli.terminal import printable
from service.cli.wording import shorten
from service.unit_entries import UnitEntries

QUOTE_LENGTH = 180


@dataclass(frozen=True)
class Context(UnitEntries):
    """One result, the unit that it was made with, and what the document was called.

    ``in_full``: as an assessor wants it; a learner is told the most useful part of long lists, and how to see the rest.
    """

    result: AnalysisResult
    unit: Unit
    name: str
    in_full: bool = True

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

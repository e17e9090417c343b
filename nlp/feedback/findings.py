"""What feedback is composed from: one account's findings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from nlp.results import Depth, Evidence, FlagFinding, MarkingPointFinding, Matching, PersonalData


@dataclass(frozen=True)
class Findings:
    """An account's text and what was found in it.

    ``told``: where sentences with content start; headings, heads of tables and the like are no places to go on from.
    ``personal_data`` is in order and does not overlap.
    """

    text: str
    points: tuple[MarkingPointFinding, ...]
    depth: Depth
    flags: tuple[FlagFinding, ...]
    personal_data: tuple[PersonalData, ...]
    matching: Matching
    told: frozenset[int]

    @cached_property
    def words(self) -> int:
        """Number of words of the text."""
        return len(self.text.split())

    def places(self, evidence: Sequence[Evidence], least: float) -> list[Evidence]:
        """The sentences that somebody could go on from and that are at least that probable, best to quote first."""
        told = [item for item in evidence if item.start in self.told and item.probability >= least]
        return sorted(told, key=self.order_to_quote)

    def order_to_quote(self, evidence: Evidence) -> tuple[bool, float]:
        """Sorts evidence surest first, and last what would repeat personal data."""
        before = bisect_left(self.personal_data, evidence.end, key=lambda item: item.start)
        exposes = before > 0 and self.personal_data[before - 1].end > evidence.start
        return exposes, -evidence.probability

"""What feedback is composed from: one account's findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.results import Depth, Evidence, FlagFinding, MarkingPointFinding, Matching, PersonalData


@dataclass(frozen=True)
class Findings:
    """An account's text and what was found in it.

    ``told``: where sentences with content start; headings, heads of tables and the like are no places to go on from.
    """

    text: str
    points: tuple[MarkingPointFinding, ...]
    depth: Depth
    flags: tuple[FlagFinding, ...]
    personal_data: tuple[PersonalData, ...]
    matching: Matching
    told: frozenset[int]

    def place(self, evidence: Sequence[Evidence], least: float) -> Evidence | None:
        """The surest of the sentences that somebody could go on from, if one is at least that probable."""
        told = [item for item in evidence if item.start in self.told and item.probability >= least]
        return max(told, key=lambda item: item.probability, default=None)

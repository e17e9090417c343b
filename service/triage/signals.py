"""What the queue goes by: an analysis without its words, small enough to be read for every submission."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from nlp.results import DepthLabel, Probability, Severity, Status

Count = Annotated[int, Field(ge=0)]


class Signal(BaseModel):
    """Base of the parts: immutable. Keys of other versions are passed over, as signals outlive the program."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class PointSignal(Signal):
    """What was suggested for one marking point, with the calibrated probability of each status."""

    id: str
    status: Status
    met: Probability
    partial: Probability
    not_met: Probability

    @property
    def certainty(self) -> float:
        """Probability of the most probable status."""
        return max(self.met, self.partial, self.not_met)


class FlagSignal(Signal):
    """A flag of the unit that was raised."""

    id: str
    severity: Severity


class Signals(Signal):
    """An analysis as the queue sees it; `service.jobs.signals` makes it from a result.

    ``evidence_share``: of the sentences with content, those that are evidence of an element. ``content_share``: of all
    sentences, those with content of their own (no headings, no lists of criteria). ``repeated_share``: of all
    sentences, those that say again what another one said. ``english_share``: see `nlp.language.english`.
    ``personal_data``: strings that identify somebody by themselves; ``personal_data_weak``: those that do so only
    beside other facts. ``hints``: conditions about the quality of the evidence that hold (`criteria_bank.quality`).
    ``overlap_share``: the largest share of its own words that another text, given to the program with it, has too.
    """

    points: tuple[PointSignal, ...]
    words: Count
    sentences: Count
    evidence_share: Probability
    content_share: Probability
    repeated_share: Probability
    english_share: Probability
    depth: DepthLabel
    reflective_share: Probability
    flags: tuple[FlagSignal, ...] = ()
    hints: tuple[str, ...] = ()
    personal_data: Count = 0
    personal_data_weak: Count = 0
    overlap_share: Probability = 0.0

    @property
    def least_certain(self) -> PointSignal:
        """The marking point that the program is least sure of."""
        return min(self.points, key=lambda point: point.certainty)

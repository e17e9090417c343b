"""The comparison of two drafts, as the API and the command line hold it (docs/comparison.md).

Immutable; every part serialises to the JSON documented there. Places in the first draft count code points of its own
text, places in the second draft of the second's; ``end`` is exclusive.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from nlp.comparison.alignment import Kind
from nlp.results import (
    AnalyserReference,
    CheckStatus,
    ConstraintStatus,
    Depth,
    ElementStatus,
    Extent,
    FeedbackPolicy,
    Offset,
    Part,
    PersonalData,
    Probability,
    Severity,
    Status,
    UnitReference,
)

Change = Literal["gained", "lost", "uncertain", "unchanged"]
DepthChangeKind = Literal["deeper", "shallower", "unchanged"]
FlagChangeKind = Literal["resolved", "new", "uncertain", "unchanged"]
Outcome = Literal["taken", "tried", "open"]


class DraftReference(Part):
    """One of the two texts, without its words."""

    sha256: str = Field(description="SHA-256 (hexadecimal) of its text in UTF-8.")
    words: Offset = Field(description="Number of words.")
    sentences: Offset = Field(description="Number of sentences.")


class StandIn(Extent):
    """A stretch of a draft that says who somebody is, and what stands for it in a quotation."""

    kind: str = Field(description="What kind of string it is, such as `email` or `phone`.")
    text: str = Field(description="What stands there instead, such as `[telephone number 1]` or `Mrs A`.")


class Quoted(Extent):
    """A sentence of a draft, without personal data."""

    text: str = Field(description="Its words; where it holds personal data, with stand-ins.")
    stand_ins: tuple[StandIn, ...] = Field((), description="The places of the draft that were replaced in `text`.")

    def within(self, place: Extent) -> tuple[int, int]:
        """Where a place of the draft lies in ``text``: first and last position, the last exclusive.

        A place that begins or ends in what was replaced takes in the whole stand-in; outside the sentence it is cut.
        """
        start, end = max(place.start, self.start), min(place.end, self.end)
        for item in self.stand_ins:
            if item.start < end and start < item.end:
                start, end = min(start, max(item.start, self.start)), max(end, min(item.end, self.end))
        return self._position(start), self._position(end)

    def _position(self, offset: int) -> int:
        grown = (
            len(item.text) - (min(item.end, self.end) - max(item.start, self.start))
            for item in self.stand_ins
            if item.end <= offset or offset == self.end
        )
        return offset - self.start + sum(grown)


class PersonalDataChange(Part):
    """Strings that say for certain who somebody is. Places, without the words."""

    gone: tuple[PersonalData, ...] = Field(description="In the first draft, and no longer in the second.")
    new: tuple[PersonalData, ...] = Field(description="In the second draft, and not in the first.")
    kept: tuple[PersonalData, ...] = Field(
        description="In the second draft still, further mentions of a name included."
    )


class SentenceChange(Part):
    """Sentences of the two drafts that belong together, and which words changed in them."""

    kind: Kind = Field(description="What became of it; `split`: one sentence is now two; `joined`: two are now one.")
    first: tuple[Quoted, ...] = Field(description="As it stands in the first draft; empty: it was added.")
    second: tuple[Quoted, ...] = Field(description="As it stands in the second draft; empty: it was removed.")
    removed: tuple[Extent, ...] = Field(description="Words of the first draft that are not in the second.")
    inserted: tuple[Extent, ...] = Field(description="Words of the second draft that are not in the first.")


class TextComparison(Part):
    """What changed in the text."""

    shared: Probability = Field(description="Share of the shorter draft's words whose sentences the other one has too.")
    counts: dict[Kind, Offset] = Field(description="Number of changes of each kind; `same`: of unchanged sentences.")
    changes: tuple[SentenceChange, ...] = Field(
        description="Everything that is not the same, in the order of the second draft."
    )


class ElementChange(Part):
    """An element of a marking point whose evidence changed."""

    id: str = Field(description="The element's id.")
    before: ElementStatus = Field(description="Its status in the first draft.")
    after: ElementStatus = Field(description="Its status in the second draft.")
    change: Change = Field(description="`uncertain`: too small a change to rely on.")
    sentences: tuple[Quoted, ...] = Field(
        description="The changed sentences that did it: of the second draft where gained, of the first where lost."
    )


class MarkingPointChange(Part):
    """A marking point in both drafts. Observations, not decisions: people decide."""

    id: str = Field(description="The marking point's id.")
    before: Status = Field(description="Its status in the first draft.")
    after: Status = Field(description="Its status in the second draft.")
    change: Change = Field(description="`uncertain`: the status differs, but by too little to rely on.")
    close_to: Status | None = Field(
        None,
        description="The other status that an analysis of the second draft alone may give, as `after` is close to it: "
        "sentences that stayed the same keep their first reading here.",
    )
    elements: tuple[ElementChange, ...] = Field(description="Its elements whose evidence changed.")


class NextStepChange(Part):
    """What became of a next step of the first draft's feedback."""

    text: str = Field(description="What there was to work on.")
    question: str = Field(description="The question that was asked.")
    marking_point: str | None = Field(description="Id of the marking point that it concerned.")
    element: str | None = Field(description="Id of the element that it concerned.")
    outcome: Outcome = Field(
        description="`taken`: it is done; `tried`: there is new text for it, not clear yet; `open`: nothing yet."
    )
    message: str = Field(description="What was noticed, in words.")
    sentences: tuple[Quoted, ...] = Field(description="The second draft's new or changed sentences for it.")


class ConstraintChange(Part):
    """A constraint that is now taken account of, or no longer."""

    id: str = Field(description="The constraint's id.")
    before: ConstraintStatus = Field(description="Its status in the first draft.")
    after: ConstraintStatus = Field(description="Its status in the second draft.")
    change: Change = Field(description="`gained`: newly addressed; `lost`: no longer.")
    sentences: tuple[Quoted, ...] = Field(description="The changed sentences that did it.")


class FlagChange(Part):
    """A flag of either draft."""

    id: str = Field(description="The flag's id.")
    severity: Severity = Field(description="How much it matters.")
    message: str = Field(description="What was noticed, in words.")
    before: bool = Field(description="Whether the first draft raises it.")
    after: bool = Field(description="Whether the second draft raises it.")
    change: FlagChangeKind = Field(
        description="`uncertain`: it came or went without a change in the text that explains it."
    )
    sentences: tuple[Quoted, ...] = Field(description="The changed sentences that did it.")


class CheckChange(Part):
    """A check that comes out differently."""

    id: str = Field(description="The check's id in the unit.")
    before: CheckStatus = Field(description="Its status in the first draft.")
    after: CheckStatus = Field(description="Its status in the second draft.")
    change: Change = Field(description="`gained`: the account does more of what is advised; `lost`: less.")
    message: str = Field(description="What was noticed in the second draft, in words.")
    cites: tuple[str, ...] = Field(description="Ids of the unit's tips, common mistakes and misconceptions behind it.")


class DepthChange(Part):
    """Whether the account reflects more than it did."""

    before: Depth = Field(description="Of the first draft.")
    after: Depth = Field(description="Of the second draft.")
    change: DepthChangeKind = Field(description="`unchanged`: it moved by too little to rely on.")


class Comparison(Part):
    """Two drafts of one account, laid against the same unit."""

    unit: UnitReference = Field(description="The unit that was applied.")
    analyser: AnalyserReference = Field(description="The program and model that made both results.")
    policy: FeedbackPolicy = Field(
        description="What is compared: `full`: all; `signpost`: text, depth and flags, no statuses; `off`: the text."
    )
    first: DraftReference = Field(description="The earlier draft.")
    second: DraftReference = Field(description="The later draft.")
    summary: str = Field(description="What changed, in a few sentences.")
    personal_data: PersonalDataChange | None = Field(
        description="What the drafts say about who somebody is; null where the policy is `off`."
    )
    marking_points: tuple[MarkingPointChange, ...] = Field(description="Every marking point, in the unit's order.")
    next_steps: tuple[NextStepChange, ...] = Field(
        description="The next steps of the first draft's feedback, in order."
    )
    constraints: tuple[ConstraintChange, ...] = Field(description="Constraints whose status changed.")
    flags: tuple[FlagChange, ...] = Field(description="The flags of both drafts.")
    checks: tuple[CheckChange, ...] = Field(description="Checks whose status changed.")
    depth: DepthChange | None = Field(description="Whether it reflects more; null where the policy is `off`.")
    text: TextComparison = Field(description="What changed in the text, sentence by sentence.")

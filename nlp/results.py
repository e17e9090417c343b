"""The result of one analysis, as the API, the command line and the files hold it (docs/result.md).

Immutable; every part serialises to the JSON documented there. Offsets are Unicode code points into ``text.content``,
``end`` exclusive. Probabilities lie in [0, 1] and are calibrated (see the model card).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Probability = Annotated[float, Field(ge=0, le=1)]
Offset = Annotated[int, Field(ge=0)]
Status = Literal["met", "partial", "not"]
ElementStatus = Literal["evidenced", "weak", "missing"]
ConstraintStatus = Literal["addressed", "overlooked", "not_applicable"]
DepthLabel = Literal["descriptive", "mixed", "analytical"]
Severity = Literal["must_fix", "should_fix", "note"]
Matching = Literal["trained", "similarity"]


class Part(BaseModel):
    """Base of every part of a result: immutable, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class UnitReference(Part):
    """The unit that was applied, down to the exact content of its file."""

    id: str
    version: str
    sha256: str
    title: str


class AnalyserReference(Part):
    """The program and model that made the result. ``similarity``: the unit has no trained heads."""

    version: str
    model: str
    matching: Matching


class Extent(Part):
    """A stretch of the text."""

    start: Offset
    end: Offset


class Evidence(Extent):
    """A sentence that supports an observation, and how sure the program is of it."""

    probability: Probability


class Label(Part):
    """A label of the unit on a sentence."""

    id: str
    probability: Probability


class StageLabel(Part):
    """The stage of reflection that a sentence mainly carries out, with the probability of each."""

    label: str
    probabilities: dict[str, Probability]


class Sentence(Extent):
    """One sentence and what it was found to be evidence of."""

    stage: StageLabel
    elements: tuple[Label, ...]
    constraints: tuple[Label, ...]
    mistakes: tuple[Label, ...]


class Text(Part):
    """The text that was analysed, as read from the document."""

    content: str
    words: int
    paragraphs: tuple[Extent, ...]
    sentences: tuple[Sentence, ...]


class ElementFinding(Part):
    """Whether an element of a marking point was found, and where (best first)."""

    id: str
    status: ElementStatus
    evidence: tuple[Evidence, ...]


class MarkingPointFinding(Part):
    """How far the text meets one marking point. An observation, not a decision: people decide."""

    id: str
    status: Status
    probabilities: dict[Status, Probability]
    elements: tuple[ElementFinding, ...]
    missing: tuple[str, ...]
    explanation: str


class Depth(Part):
    """Whether the text analyses or narrates: share of content sentences that reflect, and sentences per stage."""

    label: DepthLabel
    reflective_share: Probability
    stages: dict[str, int]


class ConstraintFinding(Part):
    """Whether a constraint that the text calls for was taken account of."""

    id: str
    status: ConstraintStatus
    evidence: tuple[Evidence, ...]


class FlagFinding(Part):
    """Something that feedback must raise about the whole text."""

    id: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]


class PersonalData(Extent):
    """A string that identifies a customer or another third party."""

    kind: str


class Strength(Part):
    """Something the text already evidences, and why it counts."""

    text: str
    evidence: tuple[Evidence, ...]


class NextStep(Part):
    """What to work on next, as a question. ``guidance`` is the id of the unit's tip; ``evidence`` the place in the text."""

    text: str
    question: str
    marking_point: str | None
    element: str | None
    guidance: str | None
    evidence: tuple[Evidence, ...]


class Feedback(Part):
    """What a learner reads first."""

    summary: str
    strengths: tuple[Strength, ...]
    next_steps: tuple[NextStep, ...]


class AnalysisResult(Part):
    """One document laid against one unit."""

    unit: UnitReference
    analyser: AnalyserReference
    text: Text
    marking_points: tuple[MarkingPointFinding, ...]
    depth: Depth
    constraints: tuple[ConstraintFinding, ...]
    flags: tuple[FlagFinding, ...]
    personal_data: tuple[PersonalData, ...]
    feedback: Feedback

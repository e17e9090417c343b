"""The result of one analysis, as the API, the command line and the files hold it (docs/result.md).

Immutable; every part serialises to the JSON documented there. Offsets are Unicode code points into ``text.content``,
``end`` exclusive. Probabilities lie in [0, 1]; those of trained heads are calibrated (see the model card).
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
CheckStatus = Literal["found", "partly", "missing", "not_applicable"]
CheckKind = Literal["advice", "mistake"]
Quality = Literal["valid", "authentic", "current", "sufficient", "reliable"]
Certainty = Literal["strong", "weak"]
FeedbackPolicy = Literal["full", "signpost", "off"]


class Part(BaseModel):
    """Base of every part of a result: immutable, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class UnitReference(Part):
    """The unit that was applied, down to the exact content of its file."""

    id: str = Field(description="The unit's id.")
    version: str = Field(description="Version of its content, as its authors number it.")
    sha256: str = Field(description="SHA-256 (hexadecimal) of the unit's file.")
    title: str = Field(description="The unit's name.")


class AnalyserReference(Part):
    """The program and model that made the result. ``similarity``: the unit has no trained heads."""

    version: str = Field(description="Version of the program.")
    model: str = Field(description="Name and version of the model.")
    matching: Matching = Field(
        description="Where labels come from: heads trained for the unit, or similarity to its examples."
    )


class Extent(Part):
    """A stretch of the text."""

    start: Offset = Field(description="Offset of the first character.")
    end: Offset = Field(description="Offset behind the last character.")


class Evidence(Extent):
    """A sentence that supports an observation, and how sure the program is of it."""

    probability: Probability = Field(description="How sure the program is that the sentence supports the observation.")


class Label(Part):
    """A label of the unit on a sentence."""

    id: str = Field(description="Id in the unit.")
    probability: Probability = Field(description="How sure the program is that the label applies.")


class StageLabel(Part):
    """The stage of reflection that a sentence mainly carries out, with the probability of each."""

    label: str = Field(description="Id of the most probable stage.")
    probabilities: dict[str, Probability] = Field(description="Probability of each stage, by its id; they sum to 1.")


class Sentence(Extent):
    """One sentence and what it was found to be evidence of."""

    stage: StageLabel = Field(description="The stage of reflection that it mainly carries out.")
    elements: tuple[Label, ...] = Field(description="Elements of marking points that it is evidence for.")
    constraints: tuple[Label, ...] = Field(description="Constraints that it takes account of.")
    mistakes: tuple[Label, ...] = Field(description="Mistakes that it shows.")


class Text(Part):
    """The text that was analysed, as read from the document."""

    content: str = Field(description="The text; every offset of the result counts its code points.")
    words: int = Field(description="Number of words.")
    paragraphs: tuple[Extent, ...] = Field(description="Where its paragraphs lie, in reading order.")
    sentences: tuple[Sentence, ...] = Field(description="Its sentences, in reading order.")


class ElementFinding(Part):
    """Whether an element of a marking point was found, and where (best first)."""

    id: str = Field(description="The element's id.")
    status: ElementStatus = Field(description="`weak`: there is some evidence, but too unsure to count in full.")
    evidence: tuple[Evidence, ...] = Field(description="Sentences that evidence it, best first.")


class MarkingPointFinding(Part):
    """How far the text meets one marking point. An observation, not a decision: people decide."""

    id: str = Field(description="The marking point's id.")
    status: Status = Field(description="The most fitting status.")
    probabilities: dict[Status, Probability] = Field(description="Probability of each status; they sum to 1.")
    elements: tuple[ElementFinding, ...] = Field(description="What was found of each of its elements.")
    missing: tuple[str, ...] = Field(description="Ids of its elements that are missing.")
    explanation: str = Field(description="Why the status is what it is, in words.")


class Depth(Part):
    """Whether the text analyses or narrates: share of content sentences that reflect, and sentences per stage."""

    label: DepthLabel = Field(description="`descriptive`: it mainly narrates; `analytical`: it mainly reflects.")
    reflective_share: Probability = Field(description="Share of the content sentences that are of a reflective stage.")
    stages: dict[str, int] = Field(description="Number of sentences of each stage, by its id.")


class ConstraintFinding(Part):
    """Whether a constraint that the text calls for was taken account of."""

    id: str = Field(description="The constraint's id.")
    status: ConstraintStatus = Field(description="`not_applicable`: nothing in the text calls for it.")
    evidence: tuple[Evidence, ...] = Field(description="Sentences that take account of it, best first.")
    because: tuple[Extent, ...] = Field(
        (),
        description="What in the text makes it apply: words, and sentences that evidence elements, at most five. "
        "Empty: it always applies, or the text takes account of it unasked.",
    )


class FlagFinding(Part):
    """Something that feedback must raise about the whole text."""

    id: str = Field(description="The flag's id.")
    severity: Severity = Field(description="How much it matters.")
    message: str = Field(description="What was noticed, in words.")
    evidence: tuple[Evidence, ...] = Field(description="Sentences that show it, best first.")


class PersonalData(Extent):
    """A string that identifies a customer or another third party."""

    kind: str = Field(description="What kind of string it is, such as `email` or `phone`.")
    certainty: Certainty = Field("strong", description="`weak`: it identifies only beside other facts (Mrs Garstang).")


class CheckFinding(Part):
    """Whether the account does what one of the unit's tips advises, or keeps clear of one of its common mistakes.

    For either kind `found` is good news and `missing` is something to work on. What the check of a mistake looks for
    is what corrects it: `found`, that is seen and the mistake is not; `partly`, both are seen; `missing`, only the
    mistake is; `not_applicable`, neither is.
    """

    id: str = Field(description="The check's id in the unit.")
    kind: CheckKind = Field(description="What stands behind it: a tip of the unit (`advice`), or a common mistake.")
    status: CheckStatus = Field(
        description="`found`: the account does what is asked for; `partly`: some of it; `missing`: there is no sign of "
        "it (of a mistake: the mistake is seen); `not_applicable`: nothing calls for it."
    )
    message: str = Field(description="What was noticed, in words.")
    cites: tuple[str, ...] = Field(description="Ids of the unit's tips, common mistakes and misconceptions behind it.")
    evidence: tuple[Extent, ...] = Field(description="Places that show it, or where it would pay to add it.")


class QualityHint(Part):
    """A hint about the quality of the evidence (VACSR). Never a verdict: authenticity stays with people."""

    id: str = Field(description="The hint's id in the unit.")
    quality: Quality = Field(description="Which quality of evidence it speaks to.")
    message: str = Field(description="What was noticed, in words.")
    evidence: tuple[Extent, ...] = Field(description="Places that show it.")


class Overlap(Part):
    """How much of the text also stands in another text that was given to the program."""

    source: str = Field(description="What the other text is called.")
    share: Probability = Field(description="Share of this text's own words that the other one has too.")
    passages: tuple[Extent, ...] = Field(description="Passages that both have, longest first.")


class Strength(Part):
    """Something the text already evidences, and why it counts."""

    text: str = Field(description="What is evidenced and why it counts.")
    quote: str | None = Field(description="The learner's own words that show it, shortened.")
    evidence: tuple[Evidence, ...] = Field(description="Sentences that show it, best first.")


class NextStep(Part):
    """What to work on next, as a question."""

    text: str = Field(description="What to work on.")
    question: str = Field(description="A question that leads there.")
    marking_point: str | None = Field(description="Id of the marking point that it concerns.")
    element: str | None = Field(description="Id of the element that it concerns.")
    guidance: str | None = Field(description="Id of the unit's tip that helps.")
    tip: str | None = Field(description="That tip in plain words.")
    evidence: tuple[Evidence, ...] = Field(description="The place in the text to start from.")


class Correction(Part):
    """Something to put right, as the learner reads it: what was noticed, and what would mend it."""

    flag: str | None = Field(description="Id of the flag behind it; null where it is about personal data.")
    severity: Severity = Field(description="How much it matters.")
    text: str = Field(description="What was noticed.")
    question: str = Field(description="A question that leads to putting it right.")
    correction: str | None = Field(description="What would put it right, from the unit's common mistakes.")
    cites: tuple[str, ...] = Field(description="Ids of the common mistakes and misconceptions behind it.")
    evidence: tuple[Evidence, ...] = Field(description="Sentences that show it, best first; none for personal data.")


class Feedback(Part):
    """What a learner reads first."""

    qualification: str = Field(description="Id of the qualification that the feedback is for.")
    level: int = Field(description="Its level.")
    policy: FeedbackPolicy = Field(
        description="What it lets a learner see before handing in: `signpost` leaves out every verdict by criterion."
    )
    summary: str = Field(description="Where the text stands, in a sentence or two.")
    strengths: tuple[Strength, ...] = Field(description="What it already evidences.")
    next_steps: tuple[NextStep, ...] = Field(description="What to work on, most important first.")
    corrections: tuple[Correction, ...] = Field(description="What to look at again, gravest first.")
    cautions: tuple[str, ...] = Field(description="What the program is not sure of, in words.")


class AnalysisResult(Part):
    """One document laid against one unit."""

    unit: UnitReference = Field(description="The unit that was applied.")
    analyser: AnalyserReference = Field(description="The program and model that made the result.")
    text: Text = Field(description="The text and what was found in each sentence.")
    marking_points: tuple[MarkingPointFinding, ...] = Field(
        description="One finding for each marking point, in the unit's order."
    )
    depth: Depth = Field(description="Whether it analyses or narrates.")
    constraints: tuple[ConstraintFinding, ...] = Field(
        description="One finding for each constraint, in the unit's order."
    )
    flags: tuple[FlagFinding, ...] = Field(description="What feedback must raise about the whole text.")
    checks: tuple[CheckFinding, ...] = Field(description="The unit's guidance and common mistakes, checked one by one.")
    quality: tuple[QualityHint, ...] = Field(description="Hints about the quality of the evidence.")
    overlaps: tuple[Overlap, ...] = Field((), description="Other texts given to the program that share passages.")
    personal_data: tuple[PersonalData, ...] = Field(
        description="Strings that may identify somebody, so that they can be removed."
    )
    feedback: Feedback = Field(description="What to read first.")

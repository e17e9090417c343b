"""All that a report says, worked out once for every format; the templates only lay it out.

What concerns the unit comes from its file and the result; what the program says of itself stands in
``templates/wording.yaml``, and this view only names it (copies, statuses, kinds of mark).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from criteria_bank.schema import Unit
from nlp.results import AnalysisResult, Matching
from service.audience import Audience
from service.reports.account import Account, account
from service.reports.advice import (
    CorrectionView,
    NoticeView,
    StepView,
    StrengthView,
    also_raised,
    corrections,
    steps,
    strengths,
)
from service.reports.care import (
    ConstraintView,
    HintView,
    OverlapView,
    PersonalDataView,
    constraints,
    hints,
    hints_left_out,
    not_noticed,
    overlaps,
    personal_data,
)
from service.reports.cautions import cautions
from service.reports.characters import presentable
from service.reports.context import Context
from service.reports.depth import DepthView, depth
from service.reports.guidance import GuidanceView, guidance
from service.reports.points import PointView, points
from service.reports.sections import SECTIONS
from service.wording import count

Copy = Literal["full", "signpost", "assessor"]
"""Who a report is for. ``full``: anybody; ``signpost``: a learner who may not yet see anything by criterion;
``assessor``: more than the learner may see before she hands in."""

HASH_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Origin:
    """What made the result; ``unit_hash`` is the start of the SHA-256 of the unit's file."""

    unit: str
    unit_hash: str
    model: str
    program: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report. ``not_noticed``: constraints that nothing seems to call for."""

    name: str
    unit: str
    qualification: str
    size: str
    audience: Audience
    copy: Copy
    matching: Matching
    summary: str
    cautions: tuple[str, ...]
    strengths: tuple[StrengthView, ...]
    depth: DepthView
    points: tuple[PointView, ...]
    steps: tuple[StepView, ...]
    corrections: tuple[CorrectionView, ...]
    also_raised: tuple[NoticeView, ...]
    guidance: GuidanceView
    hints: tuple[HintView, ...]
    more_hints: int
    constraints: tuple[ConstraintView, ...]
    not_noticed: tuple[str, ...]
    personal_data: tuple[PersonalDataView, ...]
    overlaps: tuple[OverlapView, ...]
    account: Account
    origin: Origin

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections in the order in which they are read, without those that have nothing to say."""
        says = {
            "strengths": bool(self.strengths),
            "steps": bool(self.steps),
            "corrections": bool(self.corrections or self.also_raised),
            "personal_data": bool(self.personal_data),
            "points": bool(self.points) or self.copy == "signpost",
            "evidence": any(point.elements for point in self.points),
            "checks": bool(self.guidance.open or self.guidance.done),
            "hints": bool(self.hints),
            "constraints": bool(self.constraints or self.not_noticed),
            "overlaps": bool(self.overlaps),
        }
        return tuple(section for section in SECTIONS[self.audience] if says.get(section, True))

    @property
    def without_evidence(self) -> tuple[str, ...]:
        """Codes of the marking points that nothing can be quoted for."""
        return tuple(point.code for point in self.points if not point.elements)

    @property
    def first_to_mend(self) -> int | None:
        """The number of the first thing to look at again that must be put right."""
        return next((item.number for item in self.corrections if item.severity == "must_fix"), None)


def view_of(result: AnalysisResult, unit: Unit, name: str, audience: Audience = "learner") -> ReportView:
    """The report on ``result``, which was made with ``unit``, for one reader.

    ``name`` is what the person called the document. What a learner may not see was taken out of ``result`` before
    (`service.audience.Reader.seen`); she is also spared the ends of long lists.
    """
    context = Context(result, unit, name, audience)
    feedback = result.feedback
    titles = {qualification.id: qualification.title for qualification in unit.qualifications}
    return ReportView(
        name=presentable(" ".join(name.split())),
        unit=unit.title,
        qualification=titles.get(feedback.qualification, feedback.qualification),
        size=f"{count(result.text.words, 'word')}, {count(len(result.text.sentences), 'sentence')}",
        audience=audience,
        copy=_copy(result),
        matching=result.analyser.matching,
        summary=feedback.summary,
        cautions=cautions(context),
        points=points(context),
        strengths=strengths(context),
        steps=steps(context),
        corrections=corrections(context),
        also_raised=also_raised(context),
        depth=depth(context),
        guidance=guidance(context),
        hints=hints(context),
        more_hints=hints_left_out(context),
        constraints=constraints(context),
        not_noticed=not_noticed(context),
        personal_data=personal_data(context),
        overlaps=overlaps(context),
        account=account(context),
        origin=Origin(
            unit=f"{result.unit.id} {result.unit.version}",
            unit_hash=result.unit.sha256[:HASH_LENGTH],
            model=result.analyser.model,
            program=result.analyser.version,
        ),
    )


def _copy(result: AnalysisResult) -> Copy:
    if result.feedback.policy == "full":
        return "full"
    return "assessor" if result.marking_points else "signpost"

"""All that a report says, worked out once for every format; the templates only lay it out.

What concerns the unit comes from its file and the result; what the program says of itself stands in
``templates/wording.yaml``, and this view only names it (copies, statuses, kinds of mark).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from criteria_bank.schema import Unit
from nlp.results import AnalysisResult, Matching
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
    overlaps,
    personal_data,
)
from service.reports.characters import presentable
from service.reports.context import Context
from service.reports.depth import DepthView, depth
from service.reports.guidance import GuidanceView, guidance
from service.reports.points import PointView, points
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
    """One report, in the order in which it is read."""

    name: str
    unit: str
    qualification: str
    size: str
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
    constraints: tuple[ConstraintView, ...]
    personal_data: tuple[PersonalDataView, ...]
    overlaps: tuple[OverlapView, ...]
    account: Account
    origin: Origin


def view_of(result: AnalysisResult, unit: Unit, name: str) -> ReportView:
    """The report on ``result``, which was made with ``unit``; ``name`` is what the person called the document."""
    context = Context(result, unit, name)
    feedback = result.feedback
    titles = {qualification.id: qualification.title for qualification in unit.qualifications}
    return ReportView(
        name=presentable(" ".join(name.split())),
        unit=unit.title,
        qualification=titles.get(feedback.qualification, feedback.qualification),
        size=f"{count(result.text.words, 'word')}, {count(len(result.text.sentences), 'sentence')}",
        copy=_copy(result),
        matching=result.analyser.matching,
        summary=feedback.summary,
        cautions=feedback.cautions,
        points=points(context),
        strengths=strengths(context),
        steps=steps(context),
        corrections=corrections(context),
        also_raised=also_raised(context),
        depth=depth(context),
        guidance=guidance(context),
        hints=hints(context),
        constraints=constraints(context),
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

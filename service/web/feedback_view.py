"""What the program observed, beside the account with its highlights: what pages of feedback lay out.

The sections are ``templates/feedback``, the same for a draft that is kept and for one that is only read.
"""

from __future__ import annotations

from dataclasses import dataclass

from criteria_bank.schema import Unit
from nlp.personal_data.redaction_rules import redaction_rules
from nlp.results import AnalysisResult
from service.pictures import Picture, stage_strip
from service.reports.context import Context, Place, anchor
from service.reports.view import ReportView, view_of
from service.web.languages import mark
from service.web.marked_text import MarkedText, marked_text


@dataclass(frozen=True, slots=True)
class PersonalItem:
    """A string that may tell who somebody is: its kind, where it is, and where in the result that is told."""

    kind: str
    weak: bool
    place: Place
    observation: str


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """What the program observed, and the account. ``stages``: the stages of reflection along the text."""

    view: ReportView
    text: MarkedText
    stages: Picture
    personal: tuple[PersonalItem, ...]

    @property
    def targets(self) -> dict[str, str]:
        """Where the label of evidence leads: the part about its marking point."""
        return {str(point.number): f"point-{point.number}" for point in self.view.points if point.elements}


def feedback_view(
    result: AnalysisResult, unit: Unit, name: str, *, shown: frozenset[str] | None = None
) -> FeedbackView:
    """The view of ``result``, which was made with ``unit`` and holds no more than a learner may see.

    ``name``: what the document was called. ``shown``: the groups of highlights that are switched on, all by default.
    """
    view = view_of(result, unit, name)
    context = Context(result, unit, view.name)
    rules = redaction_rules()
    personal = tuple(
        PersonalItem(rules.label(item.kind), item.certainty == "weak", context.place(item), f"/personal_data/{place}")
        for place, item in enumerate(result.personal_data)
    )
    anchors = [anchor(number) for number in range(1, len(view.depth.cells) + 1)]
    stages = stage_strip("stages", mark("Telling and reflecting"), view.depth, anchors=anchors)
    return FeedbackView(view, marked_text(view.account, unit, shown=shown), stages, personal)

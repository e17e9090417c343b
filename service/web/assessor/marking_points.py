"""The card of one marking point: what is asked for, what the program suggests, what was decided, and what can be."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from criteria_bank.schema import MarkingPoint
from nlp.results import MarkingPointFinding, Status
from service.comment_bank.schemas import BankCommentView
from service.decisions.evidence import Span, cited
from service.decisions.schemas import ContestView, DecisionView
from service.reports.context import Context
from service.reports.points import PointView
from service.reports.points import points as told_points
from service.storage.tables.decisions import DecisionPurpose
from service.web.assessor.marking_concerns import ConcernView, concerns_of_point
from service.web.assessor.marking_passages import Passage, passages
from service.web.assessor.marking_tasks import Position, Shut, Task, why_shut
from service.wording import certainty


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody filled into the form of a marking point and could not be saved. ``errors``: by field."""

    status: str = ""
    comment: str = ""
    spans: tuple[Span, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the program suggests for a point. ``certainty``: how sure it is of the status, in words."""

    status: Status
    certainty: str
    told: PointView


@dataclass(frozen=True, slots=True)
class PointCard:
    """One marking point, counted from 1.

    ``stands``: her own decision where she marks beside, else the one of record; ``of_record``: the latter where she
    marks beside. ``restorable``: the decision that hers took the place of and that can be put back.
    ``open``: whether it has to be decided yet. ``bank``: comments of her own that can be copied here. ``objected``:
    whether the learner disagrees with what the program says of the point.
    """

    number: int
    point: MarkingPoint
    code: str
    hidden: bool
    suggestion: Suggestion | None
    passages: tuple[Passage, ...]
    concerns: tuple[ConcernView, ...]
    stands: DecisionView | None
    hers: bool
    of_record: DecisionView | None
    restorable: DecisionView | None
    contest: ContestView | None
    shut: Shut | None
    open: bool
    status: str
    comment: str
    errors: Mapping[str, str]
    bank: tuple[BankCommentView, ...]
    objected: bool

    @property
    def id(self) -> str:
        """The marking point's id in the unit."""
        return self.point.id


@dataclass(frozen=True, slots=True)
class Cards:
    """What the cards of a submission are made from. ``of_record``: what is in force, by marking point."""

    position: Position
    task: Task
    context: Context
    hidden: Sequence[str]
    of_record: Mapping[str, DecisionView]
    still_open: Sequence[str]
    bank: Sequence[BankCommentView]
    objected: Container[str]

    def all(self, sent: Mapping[str, Sent]) -> tuple[PointCard, ...]:
        """The cards in the unit's order; ``sent``: what could not be saved, by marking point."""
        told = {view.id: view for view in told_points(self.context)}
        return tuple(
            self._card(number, point, told.get(point.id), sent.get(point.id))
            for number, point in enumerate(self.context.unit.marking_points, 1)
        )

    def _card(self, number: int, point: MarkingPoint, told: PointView | None, sent: Sent | None) -> PointCard:
        finding = next((one for one in self.context.result.marking_points if one.id == point.id), None)
        of_record = self.of_record.get(point.id)
        stands = beside(self.position, point.id) if self.task is Task.SECOND else of_record
        hers = stands is not None and self._is_hers(stands)
        own = stands if hers else None
        shown = cited(self.context.result, point.id)
        bank = (one for one in self.bank if one.marking_point in (point.id, None))
        return PointCard(
            number=number,
            point=point,
            code=self.context.codes[point.id],
            hidden=point.id in self.hidden,
            suggestion=_suggestion(finding, told),
            passages=passages(self.context, finding, own, sent.spans if sent else None),
            concerns=concerns_of_point(self.context, finding, shown) if finding else (),
            stands=stands,
            hers=hers,
            of_record=of_record if self.task is Task.SECOND else None,
            restorable=self._restorable(stands) if hers else None,
            contest=self.position.waiting.get(point.id),
            shut=why_shut(self.position, self.task, point.id, stands),
            open=stands is None if self.task is Task.SECOND else point.id in self.still_open,
            status=sent.status if sent else own.status if own else "",
            comment=sent.comment if sent else (own.comment or "") if own else "",
            errors=sent.errors if sent else {},
            bank=tuple(sorted(bank, key=lambda one: one.marking_point is None)),
            objected=point.id in self.objected,
        )

    def _is_hers(self, one: DecisionView) -> bool:
        """Made by her on this draft, so that she goes on from it."""
        return one.assessor.id == self.position.actor.person_id and one.draft == self.position.draft

    def _restorable(self, stands: DecisionView | None) -> DecisionView | None:
        before = next((one for one in self.position.history if stands and one.id == stands.supersedes), None)
        return before if before and self._is_hers(before) else None


def beside(position: Position, point: str) -> DecisionView | None:
    """Her own second decision on a point that stands."""
    superseded = {one.supersedes for one in position.history}
    return next((one for one in _second(position) if one.marking_point == point and one.id not in superseded), None)


def decision_to_restore(position: Position, point: str, decision_id: UUID) -> DecisionView | None:
    """A decision of her own on this draft, to be put back; None where there is no such."""
    return next(
        (
            one
            for one in position.history
            if one.id == decision_id
            and one.marking_point == point
            and one.assessor.id == position.actor.person_id
            and one.draft == position.draft
        ),
        None,
    )


def _second(position: Position) -> list[DecisionView]:
    return [
        one
        for one in position.history
        if one.purpose is DecisionPurpose.SAMPLING and one.assessor.id == position.actor.person_id
    ]


def _suggestion(finding: MarkingPointFinding | None, told: PointView | None) -> Suggestion | None:
    if finding is None or told is None:
        return None
    return Suggestion(finding.status, certainty(finding.probabilities[finding.status]), told)

"""Everything that the marking page shows, read in one transaction through what the API reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from nlp.results import AnalysisResult, Extent, Text
from service.access import Actor, Permission
from service.comment_bank.schemas import BankCommentView, BankQuery
from service.comment_bank.store import read_bank
from service.decisions.contests import read_contests
from service.decisions.feedback import read_feedback
from service.decisions.schemas import FeedbackView
from service.decisions.views import read_all, read_in_force
from service.errors import Conflict
from service.objections.store import read_objections
from service.queue.disagreements import disagreements_of
from service.reports.account import account
from service.reports.context import Context
from service.reports.marks import marks
from service.sampling.choosing import read_samplings
from service.sampling.schemas import SamplingView
from service.storage.columns import now
from service.storage.tables.submissions import Draft, Submission
from service.submissions.results import DraftResult, read_result
from service.submissions.store import read_submission
from service.submissions.texts import read_text_of
from service.unit_store import UnitStore
from service.unit_versions import unit_of_version
from service.visibility.drafts import find_draft
from service.visibility.submissions import find_submission
from service.visibility.suggestions import is_blind
from service.web.assessor.marking_concerns import ConcernView, concerns_of_account
from service.web.assessor.marking_points import Cards, PointCard, Sent
from service.web.assessor.marking_tasks import Position, Task, task_of
from service.web.marked_text import MarkedText, marked_text

_OF_POINT = re.compile(r"/marking_points/([0-9]+)(?:/|$)")


@dataclass(frozen=True, slots=True)
class Marking:
    """What the page says of one submission. ``text``: None where the learner's words were erased.

    ``feedback``: what stands as written to the learner about this draft; ``seen``: when all this was read.
    """

    position: Position
    task: Task
    unit: Unit
    blind: bool
    result: DraftResult
    words: int
    text: MarkedText | None
    cards: tuple[PointCard, ...]
    concerns: tuple[ConcernView, ...]
    feedback: FeedbackView | None
    sampling: SamplingView | None
    seen: datetime

    @property
    def id(self) -> UUID:
        """The submission's id."""
        return self.position.submission.id

    @property
    def open(self) -> tuple[PointCard, ...]:
        """The cards of the points that have to be decided yet."""
        return tuple(card for card in self.cards if card.open and card.shut is None)

    @property
    def undecided(self) -> tuple[PointCard, ...]:
        """The same, with those that are not hers to decide now."""
        return tuple(card for card in self.cards if card.open)

    @property
    def first(self) -> PointCard | None:
        """The point to begin with."""
        return next(iter(self.open), None)

    @property
    def targets(self) -> dict[str, str]:
        """Where the labels of marked evidence lead, by the number of its marking point."""
        return {str(card.number): f"point-{card.number}" for card in self.cards}

    def card(self, point: str) -> PointCard:
        """The card of a marking point; raises StopIteration where there is none."""
        return next(card for card in self.cards if card.id == point)


def position_of(session: Session, actor: Actor, submission_id: UUID) -> Position:
    """The submission and what was decided on it, as ``actor`` may see it; raises NotFound."""
    submission = find_submission(session, actor, submission_id)
    return Position(
        actor,
        read_submission(session, actor, submission_id),
        history=read_all(session, actor, submission).items,
        contests=read_contests(session, submission).items,
    )


def read_marking(
    session: Session, units: UnitStore, actor: Actor, submission_id: UUID, sent: Mapping[str, Sent] | None = None
) -> Marking:
    """The page for ``actor``. ``sent``: what she filled in and could not be saved, by marking point.

    Raises NotFound, and what `UnitStore.get` raises.
    """
    submission = find_submission(session, actor, submission_id)
    position = position_of(session, actor, submission_id)
    draft = find_draft(session, actor, submission, position.draft)
    result = read_result(session, actor, submission, draft)
    context, words = _context(session, units, submission, draft, result)
    task = task_of(position)
    in_force = read_in_force(session, actor, submission, units.get(submission.unit_id).unit)
    cards = Cards(
        position,
        task,
        context,
        hidden=result.hidden,
        of_record={one.marking_point: one for one in in_force.items},
        still_open=in_force.still_to_decide,
        bank=_bank(session, actor, context.unit),
        objected=_objected(session, actor, submission, draft, result),
    )
    return Marking(
        position=position,
        task=task,
        unit=context.unit,
        blind=is_blind(session, actor, submission),
        result=result,
        words=words,
        text=_text(context, analysed=result.result is not None),
        cards=cards.all(sent or {}),
        concerns=concerns_of_account(context) if result.result else (),
        feedback=_standing_feedback(session, actor, submission, draft),
        sampling=next(reversed(read_samplings(session, submission).items), None),
        seen=now(),
    )


def _bank(session: Session, actor: Actor, unit: Unit) -> tuple[BankCommentView, ...]:
    """The comments that she keeps for the unit; those for single marking points after those for all."""
    if not actor.may(Permission.KEEP_COMMENTS):
        return ()
    return read_bank(session, actor, BankQuery(unit=unit.id)).items


def _objected(
    session: Session, actor: Actor, submission: Submission, draft: Draft, result: DraftResult
) -> frozenset[str]:
    """The marking points of which the learner says that what the program says is wrong."""
    if result.result is None or not disagreements_of(session, [submission.id]):
        return frozenset()
    found = [
        _OF_POINT.match(one.observation)
        for one in read_objections(session, actor, submission, draft).items
        if one.by == submission.learner_id
    ]
    return frozenset(result.result.marking_points[int(one[1])].id for one in found if one)


def _context(
    session: Session, units: UnitStore, submission: Submission, draft: Draft, result: DraftResult
) -> tuple[Context, int]:
    name = f"Draft {draft.number}"
    if result.result is not None:
        unit = unit_of_version(session, result.result.unit.sha256)
        return Context(result.result, unit, name, "assessor"), result.result.text.words
    unit = units.get(submission.unit_id).unit
    try:
        words = read_text_of(session, draft)
    except Conflict:
        return Context(
            _nothing_found(Text(content="", words=0, paragraphs=(), sentences=())), unit, name, "assessor"
        ), 0
    paragraphs = tuple(Extent(start=start, end=end) for start, end in words.paragraphs)
    text = Text(content=words.content, words=words.words, paragraphs=paragraphs, sentences=())
    return Context(_nothing_found(text), unit, name, "assessor"), words.words


def _nothing_found(text: Text) -> AnalysisResult:
    """For a draft that no program has read: its words, and nothing said about them."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("marking_points", "flags", "checks", "constraints", "quality", "overlaps", "personal_data"), ()
    )
    return AnalysisResult.model_construct(text=text, **nothing)


def _text(context: Context, *, analysed: bool) -> MarkedText | None:
    """The account with the evidence for marking points marked, and nothing else."""
    if not context.result.text.content:
        return None
    evidence = [mark for mark in marks(context) if mark.point is not None] if analysed else []
    return marked_text(account(context, evidence), context.unit)


def _standing_feedback(session: Session, actor: Actor, submission: Submission, draft: Draft) -> FeedbackView | None:
    written = [one for one in read_feedback(session, actor, submission).items if one.draft == draft.number]
    corrected = {one.supersedes for one in written}
    return next((one for one in written if one.id not in corrected), None)

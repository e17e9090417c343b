"""What the marking page changes, each in one write transaction through the stores that the API uses."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from service.access import Actor, Permission
from service.decisions.deciding import decide, decide_beside
from service.decisions.evidence import Span, cited
from service.decisions.feedback import write_feedback
from service.decisions.reviewing import find_contested, review
from service.decisions.schemas import DecisionWanted, EvidenceSpan, ReviewWanted
from service.decisions.stances import take_stance
from service.decisions_in_force import has_feedback
from service.errors import Conflict, Fault, NotFound, NotPermitted, RequestInvalid
from service.jobs import Jobs
from service.storage.tables.analyses import Status
from service.storage.tables.submissions import State, Submission
from service.submissions.moving import make_move
from service.submissions.results import read_result
from service.submissions.states import Move
from service.unit_store import UnitStore
from service.visibility.drafts import find_draft
from service.visibility.submissions import find_submission
from service.web.assessor.marking import position_of
from service.web.assessor.marking_evidence import evidence_of, read_spans
from service.web.assessor.marking_forms import FinishForm, PointForm, RestoreForm, StanceForm
from service.web.assessor.marking_points import decision_to_restore
from service.web.assessor.marking_tasks import Position, Task, task_of


@dataclass(frozen=True, slots=True)
class Desk:
    """A submission that somebody is about to change, locked for her until the transaction ends."""

    session: Session
    jobs: Jobs
    actor: Actor
    submission: Submission
    unit: Unit

    @property
    def position(self) -> Position:
        """What she sees of it now."""
        return position_of(self.session, self.actor, self.submission.id)


def open_desk(session: Session, jobs: Jobs, units: UnitStore, actor: Actor, submission_id: UUID) -> Desk:
    """Lock a submission that ``actor`` may know of; raises NotFound and what `UnitStore.get` raises."""
    submission = find_submission(session, actor, submission_id, lock=True)
    return Desk(session, jobs, actor, submission, units.get(submission.unit_id).unit)


def save_point(desk: Desk, point: str, form: PointForm) -> None:
    """Decide on a marking point as her task there asks for; the first decision takes the submission.

    Raises what the decision store raises.
    """
    spans = read_spans(form.evidence)
    position = desk.position
    task = task_of(position)
    evidence = evidence_of(spans, _cited(desk, point, form.draft), form.status)
    if task is Task.REVIEW and point in position.waiting:
        _review(desk, position.waiting[point].id, form, evidence)
        return
    wanted = DecisionWanted(
        marking_point=point, status=form.status, draft=form.draft, comment=form.comment, evidence=evidence
    )
    _decide(desk, task, wanted, form.version)


def restore(desk: Desk, point: str, form: RestoreForm) -> None:
    """Decide as she had decided before; both decisions and this one stay in the history.

    Raises what the decision store raises, and Conflict where there is nothing to put back.
    """
    position = desk.position
    before = decision_to_restore(position, point, form.decision)
    if before is None:
        raise Conflict("There is no earlier decision of yours to put back. Decide on the point again instead.")
    spans: list[Span] = [(span.start, span.end) for span in before.evidence]
    wanted = DecisionWanted(
        marking_point=point,
        status=before.status,
        draft=form.draft,
        comment=before.comment,
        evidence=evidence_of(spans, _cited(desk, point, form.draft), before.status),
    )
    _decide(desk, task_of(position), wanted, form.version)


def say_stance(desk: Desk, point: str, form: StanceForm) -> None:
    """Note whether she agrees with what was suggested; raises NotFound and what `take_stance` raises."""
    decided = {one.id for one in desk.position.history if one.marking_point == point}
    if form.decision not in decided:
        raise NotFound
    take_stance(desk.session, desk.actor, form.decision, agrees=form.agrees == "yes")


def move(desk: Desk, wanted: Move, version: int) -> None:
    """Take the submission or give it back; raises what `make_move` raises."""
    make_move(desk.session, desk.jobs, desk.actor, desk.submission, wanted, expected=version, unit=desk.unit)


def finish(desk: Desk, form: FinishForm) -> None:
    """Write to the learner and close the submission, which is taken first where it waits.

    To decide, the standard words are written where she wrote none and none stand; to refer back takes her own.

    Raises RequestInvalid where words are missing, and what the stores raise.
    """
    version = _take_first(desk, form.version)
    draft = find_draft(desk.session, desk.actor, desk.submission, desk.position.draft)
    words = form.feedback
    if words is None and not has_feedback(desk.session, draft.id):
        words = form.standard if form.outcome == "decide" else None
        if words is None:
            raise RequestInvalid(
                [Fault("#/feedback", "Write what the learner should work on before you refer it back.")]
            )
    if words is not None:
        write_feedback(desk.session, desk.jobs, desk.actor, desk.submission, words, expected=version)
        version = desk.submission.version
    move(desk, Move(form.outcome), version)


def _decide(desk: Desk, task: Task, wanted: DecisionWanted, version: int) -> None:
    if task is Task.SECOND:
        decide_beside(desk.session, desk.actor, desk.submission, wanted, expected=version, unit=desk.unit)
        return
    if not desk.actor.may(Permission.ASSESS):
        raise NotPermitted("Only an assessor decides here.")
    version = _take_first(desk, version)
    decide(desk.session, desk.jobs, desk.actor, desk.submission, wanted, expected=version, unit=desk.unit)


def _take_first(desk: Desk, version: int) -> int:
    """Take a submission that waits; gives the version that it has then."""
    if desk.submission.state is not State.SUBMITTED:
        return version
    move(desk, Move.TAKE, version)
    return desk.submission.version


def _review(desk: Desk, contest_id: UUID, form: PointForm, evidence: tuple[EvidenceSpan, ...]) -> None:
    if form.comment is None:
        raise RequestInvalid([Fault("#/comment", "Write to the learner why you see it so.")])
    contest, submission = find_contested(desk.session, desk.actor, contest_id)
    review(
        desk.session,
        desk.jobs,
        desk.actor,
        ReviewWanted(status=Status(form.status), comment=form.comment, evidence=evidence, outcome=form.outcome),
        contest=contest,
        submission=submission,
        expected=form.version,
        unit=desk.unit,
    )


def _cited(desk: Desk, point: str, number: int) -> frozenset[Span]:
    """What the program cites for a point, as far as she may see it before she decides."""
    draft = find_draft(desk.session, desk.actor, desk.submission, number)
    result = read_result(desk.session, desk.actor, desk.submission, draft).result
    return cited(result, point) if result else frozenset()

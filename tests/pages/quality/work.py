"""Decided work of a college for tests of pages: enough of it, judged by several, for something to be estimable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from service.storage import Database
from service.storage.columns import now
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Decision, DecisionPurpose, Knowledge
from service.storage.tables.people import Cohort, Person
from service.storage.tables.submissions import State, Submission
from tests.service.submissions_in_centres import ACCOUNT, UNIT, College, a_draft, a_submission, handed_in

POINTS = [point.id for point in UNIT.marking_points]
_GIVEN = (Status.MET, Status.MET, Status.PARTIAL, Status.NOT, Status.MET)


def one_point_less(number: int, given: Sequence[Status]) -> Sequence[Status]:
    """What the quality assurer gives: on every third submission one point less."""
    return [Status.NOT, *given[1:]] if number % 3 == 0 else given


def decided_work(
    database: Database,
    college: College,
    count: int,
    *,
    twice: int = 0,
    second: Callable[[int, Sequence[Status]], Sequence[Status]] = one_point_less,
) -> list[UUID]:
    """Submissions that the assessor decided of late; the first ``twice`` of them the quality assurer has marked too.

    ``second``: what she gives, by the submission's number and what the assessor gave.
    """
    cohort = Cohort(id=uuid4(), centre_id=college.centre.id, name="Autumn 2026")
    with database.write() as session:
        session.add(cohort)
    made = []
    for number in range(count):
        at = now() - timedelta(days=number % 30, hours=1)
        state = State.SAMPLED if number < twice else State.DECIDED
        columns = {"decided_at": at, "submitted_at": at, "assessor_id": college.assessor.id, "cohort_id": cohort.id}
        submission = a_submission(database, college.learner, state, **columns)
        draft = a_draft(database, submission, words=f"{ACCOUNT} That was the {number}th time.")
        handed_in(database, submission, draft)
        given = [_GIVEN[(number + place) % len(_GIVEN)] for place in range(len(POINTS))]
        _decide(database, submission, draft.id, college.assessor, given=given)
        if number < twice:
            again = second(number, given)
            _decide(database, submission, draft.id, college.iqa, given=again, purpose=DecisionPurpose.SAMPLING)
        made.append(submission.id)
    return made


def _decide(
    database: Database,
    submission: Submission,
    draft_id: UUID,
    person: Person,
    *,
    given: Sequence[Status],
    purpose: DecisionPurpose = DecisionPurpose.ASSESSMENT,
) -> None:
    with database.write() as session:
        session.add_all(
            Decision(
                id=uuid4(),
                submission_id=submission.id,
                draft_id=draft_id,
                marking_point=point,
                purpose=purpose,
                assessor_id=person.id,
                status=status,
                evidence=[],
                knowledge=Knowledge.HIDDEN,
                suggested=Status.MET,
            )
            for point, status in zip(POINTS, given, strict=True)
        )

"""A learner's submissions: the list, a new one, one of them, and handing it in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from criteria_bank.errors import CriteriaBankError
from service.access import Actor
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentUnits
from service.errors import ChangedMeanwhile, Conflict, Fault, RequestInvalid
from service.storage import Database
from service.submissions.asking import Learner, Reader, SubmissionId
from service.submissions.moving import make_move
from service.submissions.schemas import NewSubmission, SubmissionQuery
from service.submissions.states import Move
from service.submissions.store import begin, list_submissions
from service.unit_store import UnitStore
from service.visibility.submissions import find_submission
from service.web.forms import Entry, Posted, read_form
from service.web.languages import mark
from service.web.learner.cohorts import Choice, choices_of
from service.web.learner.names import courses, names_of
from service.web.learner.showing import show_submission
from service.web.redirects import see_other
from service.web.rendering import render

_PER_PAGE = 20
_CHOOSE = mark("Choose one of the units in the list.")

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class Begun(BaseModel):
    """The form that begins a submission. ``course``: ids of a unit and one of its qualifications, with a slash."""

    model_config = ConfigDict(frozen=True)

    course: str = Field(pattern=r"^[^/\x00]{1,100}/[^/\x00]{1,100}$")
    cohort: str | None = Field(None, max_length=40)

    def wanted(self) -> NewSubmission:
        """What the store is asked for."""
        unit, qualification = self.course.split("/")
        return NewSubmission.model_validate({"unit": unit, "qualification": qualification, "cohort": self.cohort})


class HandedIn(BaseModel):
    """The form that hands a submission in. ``version``: what she has seen of it."""

    model_config = ConfigDict(frozen=True)

    version: int


@router.get("/submissions")
def get_submissions(
    request: Request,
    actor: Learner,
    database: CurrentDatabase,
    units: CurrentUnits,
    after: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Her submissions, the one that changed last first, and what to do about each."""
    with database.read() as session:
        found = list_submissions(session, actor, SubmissionQuery(learner=actor.person_id, limit=_PER_PAGE, after=after))
    rows = [(one, names_of(units, one.unit, one.qualification)) for one in found.items]
    return render(request, "learner/submissions.html.j2", rows=rows, next=found.next, first=after is None)


@router.get("/submissions/new")
def get_new(request: Request, actor: Learner, database: CurrentDatabase, units: CurrentUnits) -> Response:
    """The form that begins a submission."""
    return _form(request, Entry(), actor, database, units)


@router.post("/submissions/new")
def post_new(
    request: Request, actor: Learner, posted: Posted, database: CurrentDatabase, units: CurrentUnits
) -> Response:
    """Begin a submission."""
    entry = read_form(Begun, posted)
    if entry.value is None:
        entry = entry.refused(Fault("#/course", _CHOOSE))
        return _form(request, entry, actor, database, units)
    try:
        wanted = entry.value.wanted()
        with database.write() as session:
            begun = begin(session, actor, units.get_or_default(wanted.unit).unit, wanted).id
    except CriteriaBankError:
        return _form(request, entry.refused(Fault("#/course", _CHOOSE)), actor, database, units)
    except RequestInvalid as error:
        return _form(request, entry.refused_by(error), actor, database, units)
    return see_other(f"/submissions/{begun}", "submission_begun")


@router.get("/submissions/{submission_id}")
def get_submission(request: Request, submission_id: SubmissionId, actor: Reader) -> Response:
    """One submission; staff who follow the link come to where they mark it."""
    return show_submission(request, actor, submission_id)


@router.post("/submissions/{submission_id}/hand-in")
def post_hand_in(
    request: Request,
    *,
    submission_id: SubmissionId,
    actor: Learner,
    posted: Posted,
    database: CurrentDatabase,
    jobs: CurrentJobs,
    units: CurrentUnits,
) -> Response:
    """Hand the latest draft in."""
    form = read_form(HandedIn, posted)
    try:
        with database.write() as session:
            submission = find_submission(session, actor, submission_id, lock=True)
            unit = units.get(submission.unit_id).unit
            seen = form.value.version if form.value else 0
            make_move(session, jobs, actor, submission, Move.HAND_IN, expected=seen, unit=unit)
    except (Conflict, ChangedMeanwhile) as error:
        return show_submission(request, actor, submission_id, status=409, failed=str(error))
    return see_other(f"/submissions/{submission_id}", "handed_in")


def _form(request: Request, entry: Entry[Begun], actor: Actor, database: Database, units: UnitStore) -> Response:
    with database.read() as session:
        cohorts: tuple[Choice, ...] = choices_of(session, actor)
    return render(
        request,
        "learner/new.html.j2",
        status=422 if entry.errors else 200,
        entry=entry,
        courses=list(courses(units)),
        cohorts=cohorts,
    )

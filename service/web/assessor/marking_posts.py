"""The marking page: what its forms do. Each answers with the page, or to a script with the parts that have changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel
from starlette.datastructures import FormData

from service.access import Actor
from service.decisions.asking import Reviewer, SubmissionId
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentUnits
from service.errors import Fault, RequestInvalid, ServiceError
from service.jobs import Jobs
from service.pages import moment
from service.queue.schemas import QueueQuery
from service.queue.store import next_to_take
from service.storage import Database
from service.submissions.states import Move
from service.unit_store import UnitStore
from service.web.assessor.marking import read_marking
from service.web.assessor.marking_answers import STAY, Finishing, by_script, faults_by_field, parts, refused
from service.web.assessor.marking_evidence import read_spans
from service.web.assessor.marking_forms import FinishForm, MoveForm, PointForm, RestoreForm, StanceForm
from service.web.assessor.marking_points import Sent
from service.web.assessor.marking_routes import Staff
from service.web.assessor.marking_saving import Desk, finish, move, open_desk, restore, save_point, say_stance
from service.web.forms import Entry, Posted, read_form
from service.web.redirects import see_other

Model = TypeVar("Model", bound=BaseModel)
MarkingPointId = Annotated[str, Path(max_length=20, pattern=r"^[^\x00]*$", description="Id of a marking point.")]
_A_YEAR = 31_536_000

router = APIRouter(prefix="/marking/{submission_id}", include_in_schema=False, default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True)
class Asked:
    """A posted form of the marking page, and what it takes to do as it says."""

    request: Request
    submission_id: UUID
    database: Database
    jobs: Jobs
    units: UnitStore
    form: FormData

    @property
    def page(self) -> str:
        """The page's own address."""
        return f"/marking/{self.submission_id}"

    @property
    def since(self) -> datetime | None:
        """When she opened the page, as far as the form says so."""
        try:
            return moment(str(self.form.get("seen", "")))
        except ValueError:
            return None

    def do(self, actor: Actor, change: Callable[[Desk], None]) -> None:
        """Make a change in one transaction; raises what it raises."""
        with self.database.write() as session:
            change(open_desk(session, self.jobs, self.units, actor, self.submission_id))

    def saved(self, actor: Actor, point: str) -> Response:
        """That something was saved on a marking point."""
        with self.database.read() as session:
            marking = read_marking(session, self.units, actor, self.submission_id)
        if by_script(self.request):
            return parts(self.request, marking, point)
        after = next((card for card in marking.open if card.number > marking.card(point).number), marking.first)
        return see_other(f"{self.page}#{f'point-{after.number}' if after else 'finish'}", "decision_saved")

    def refused(
        self,
        actor: Actor,
        error: ServiceError,
        sent: Mapping[str, Sent] | None = None,
        finishing: Finishing | None = None,
    ) -> Response:
        """That it could not be done, with what she had filled in; raises ``error`` where no person looks."""
        if not (by_script(self.request) or "text/html" in self.request.headers.get("accept", "")):
            raise error
        with self.database.read() as session:
            return refused(
                self.request,
                session,
                self.units,
                actor,
                self.submission_id,
                error=error,
                since=self.since,
                sent=sent,
                finishing=finishing,
            )


def _asked(
    submission_id: SubmissionId,
    *,
    request: Request,
    database: CurrentDatabase,
    jobs: CurrentJobs,
    units: CurrentUnits,
    form: Posted,
) -> Asked:
    return Asked(request, submission_id, database, jobs, units, form)


FromForm = Annotated[Asked, Depends(_asked)]


@router.post("/points/{marking_point}")
def post_point(marking_point: MarkingPointId, actor: Reviewer, asked: FromForm) -> Response:
    """Decide on a marking point."""
    entry = read_form(PointForm, asked.form, several=("evidence",))
    try:
        form = _value(entry)
        asked.do(actor, lambda desk: save_point(desk, marking_point, form))
    except ServiceError as error:
        return asked.refused(actor, error, sent={marking_point: _sent(entry, error)})
    return asked.saved(actor, marking_point)


@router.post("/points/{marking_point}/restore")
def post_restore(marking_point: MarkingPointId, actor: Reviewer, asked: FromForm) -> Response:
    """Put back what she had decided before."""
    try:
        form = _value(read_form(RestoreForm, asked.form))
        asked.do(actor, lambda desk: restore(desk, marking_point, form))
    except ServiceError as error:
        return asked.refused(actor, error)
    return asked.saved(actor, marking_point)


@router.post("/points/{marking_point}/stance")
def post_stance(marking_point: MarkingPointId, actor: Reviewer, asked: FromForm) -> Response:
    """Say whether she agrees with what was suggested."""
    try:
        form = _value(read_form(StanceForm, asked.form))
        asked.do(actor, lambda desk: say_stance(desk, marking_point, form))
    except ServiceError as error:
        return asked.refused(actor, error)
    return asked.saved(actor, marking_point)


@router.post("/moves")
def post_move(actor: Staff, asked: FromForm) -> Response:
    """Take the submission, or give it back to the queue."""
    try:
        form = _value(read_form(MoveForm, asked.form))
        asked.do(actor, lambda desk: move(desk, Move(form.move), form.version))
    except ServiceError as error:
        return asked.refused(actor, error)
    if form.move == "release":
        return _go(asked.request, "/queue", "submission_released")
    return _go(asked.request, asked.page, "submission_taken")


@router.post("/finish")
def post_finish(actor: Reviewer, asked: FromForm) -> Response:
    """Decide the submission or refer it back, and go on to the next one."""
    entry = read_form(FinishForm, asked.form)
    try:
        form = _value(entry)
        asked.do(actor, lambda desk: finish(desk, form))
    except ServiceError as error:
        finishing = Finishing(entry.text("feedback"), faults_by_field(error).get("feedback", ""))
        return asked.refused(actor, error, finishing=finishing)
    done = "submission_decided" if form.outcome == "decide" else "submission_referred_back"
    stays = form.next is None
    with asked.database.read() as session:
        following = None if stays else next_to_take(session, actor, QueueQuery())
    path = asked.page if stays else f"/marking/{following}" if following else "/queue"
    answer = _go(asked.request, path, done)
    answer.set_cookie(STAY, "on" if stays else "off", max_age=_A_YEAR, path="/marking", httponly=True, samesite="lax")
    return answer


def _value(entry: Entry[Model]) -> Model:
    """What a form says; raises RequestInvalid where something is wrong with it."""
    if entry.value is None:
        raise RequestInvalid([Fault(f"#/{name}", words) for name, words in entry.errors.items()])
    return entry.value


def _sent(entry: Entry[PointForm], error: ServiceError) -> Sent:
    try:
        spans = read_spans(entry.chosen("evidence"))
    except RequestInvalid:
        spans = ()
    return Sent(entry.text("status"), entry.text("comment"), spans, faults_by_field(error))


def _go(request: Request, path: str, notice: str) -> Response:
    answer = see_other(path, notice)
    if by_script(request):
        answer.headers["HX-Redirect"] = answer.headers["Location"]
        del answer.headers["Location"]
        answer.status_code = 204
    return answer

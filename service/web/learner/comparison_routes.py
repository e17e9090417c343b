"""Two drafts of a submission, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from nlp.errors import FeedbackWithheld
from service.access import Actor
from service.dependencies import (
    CurrentAnalysers,
    CurrentDatabase,
    CurrentSettings,
    CurrentUnits,
    CurrentWorkers,
    services_of,
)
from service.errors import Conflict
from service.submissions.asking import Reader, SubmissionId
from service.submissions.comparing import ComparisonQuery, DraftComparison, compare_drafts, comparison_source
from service.submissions.drafts import read_drafts
from service.submissions.schemas import DraftView, WholeSubmission
from service.submissions.store import read_submission
from service.visibility.submissions import find_submission
from service.web.compared import Compared
from service.web.learner.names import Names, names_of
from service.web.redirects import see_other
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_Number = Annotated[int | None, Query(ge=1, le=1_000_000)]
_TWO = 2


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts that can be compared, first to last."""

    submission: WholeSubmission
    names: Names
    items: tuple[DraftView, ...]


@router.get("/submissions/{submission_id}/compare")
async def get_comparison(
    request: Request,
    *,
    submission_id: SubmissionId,
    before: _Number = None,
    after: _Number = None,
    actor: Reader,
    database: CurrentDatabase,
    units: CurrentUnits,
    analysers: CurrentAnalysers,
    workers: CurrentWorkers,
    settings: CurrentSettings,
) -> Response:
    """Two drafts of her own, by default the last two; staff who follow the link come to where they mark it."""
    drafts = await run_in_threadpool(_drafts, request, actor, submission_id)
    if drafts is None:
        return see_other(f"/marking/{submission_id}")
    numbers = [draft.number for draft in drafts.items]
    if len(numbers) < _TWO:
        return await _page(request, drafts)
    query = ComparisonQuery(first=before or numbers[-2], second=after or numbers[-1])
    try:
        source = await run_in_threadpool(comparison_source, database, units, actor, submission_id, query)
        content = await workers.run(lambda: compare_drafts(analysers, source, query), seconds=settings.time_limit)
    except (Conflict, FeedbackWithheld) as error:
        return await _page(request, drafts, query, failed=str(error))
    told = DraftComparison.model_validate_json(content)
    return await _page(request, drafts, query, Compared(told.comparison, units.get(source.unit_id).unit))


async def _page(
    request: Request,
    drafts: Drafts,
    query: ComparisonQuery | None = None,
    compared: Compared | None = None,
    failed: str = "",
) -> Response:
    return await run_in_threadpool(
        lambda: render(
            request, "learner/comparison.html.j2", drafts=drafts, query=query, compared=compared, failed=failed
        )
    )


def _drafts(request: Request, actor: Actor, submission_id: UUID) -> Drafts | None:
    services = services_of(request)
    with services.database.read() as session:
        submission = find_submission(session, actor, submission_id)
        if submission.learner_id != actor.person_id:
            return None
        whole = read_submission(session, actor, submission_id)
        there = tuple(draft for draft in read_drafts(session, actor, submission) if draft.erased_at is None)
    return Drafts(whole, names_of(services.units, whole.unit, whole.qualification), there)

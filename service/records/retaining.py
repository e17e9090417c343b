"""GET and PUT /v1/retention, POST /v1/retention/sweep."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service import problem_types as types
from service.dependencies import CurrentDatabase, CurrentOriginals
from service.problem_groups import OF_CHANGES, OF_PEOPLE
from service.problems import describe_problems
from service.records.retention_views import RetentionChange, RetentionView, SweepView, set_retention
from service.records.tag import TAG, Keeper
from service.retention.periods import Periods, periods_of
from service.retention.sweep import look, sweep
from service.versions import ETAG, ExpectedVersion, etag

router = APIRouter(prefix="/v1/retention", tags=[TAG["name"]])


@router.get(
    "",
    summary="Read how long records are kept",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_PEOPLE)},
)
def get_retention(actor: Keeper, response: Response, database: CurrentDatabase) -> RetentionView:
    """The periods of your centre, with where each default comes from."""
    with database.read() as session:
        return _view(periods_of(session, actor.centre), response)


@router.put(
    "",
    name="set_retention",
    summary="Set how long records are kept",
    responses={
        200: {"headers": ETAG},
        **describe_problems(*OF_CHANGES, types.MALFORMED_REQUEST, types.REQUEST_TOO_LARGE),
    },
)
def put_retention(
    wanted: RetentionChange, version: ExpectedVersion, actor: Keeper, response: Response, database: CurrentDatabase
) -> RetentionView:
    """Kinds that are left out get their default. The next nightly sweep goes by it; try it with a dry run first."""
    with database.write() as session:
        return _view(set_retention(session, actor, wanted.days, version), response)


@router.post(
    "/sweep",
    name="sweep_records",
    summary="Remove what has been kept for long enough",
    responses=describe_problems(*OF_PEOPLE, types.FILES_UNAVAILABLE),
)
def post_sweep(
    actor: Keeper,
    database: CurrentDatabase,
    originals: CurrentOriginals,
    *,
    dry_run: Annotated[bool, Query(description="Only count what is due, and change nothing.")] = True,
) -> SweepView:
    """What happens every night anyway, now and in your centre only. Nothing is removed without `dry_run=false`."""
    if dry_run:
        return SweepView.of(look(database, actor.centre))
    return SweepView.of(sweep(database, originals, actor.centre, actor))


def _view(periods: Periods, response: Response) -> RetentionView:
    response.headers["ETag"] = etag(periods.version)
    return RetentionView.of(periods)

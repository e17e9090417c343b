"""GET and PUT /v1/retention, POST /v1/retention/sweep."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from service import problem_types as types
from service.access import Actor
from service.audit import Action, Subject, record
from service.dependencies import CurrentDatabase, CurrentOriginals
from service.problem_groups import OF_CHANGES, OF_PEOPLE
from service.problems import describe_problems
from service.records.tag import TAG, Keeper
from service.retention.periods import LONGEST_DAYS, Periods, lock, periods_of, set_periods, shipped
from service.retention.sweep import Report, Swept, look, sweep
from service.storage.tables.records import RecordKind
from service.versions import ETAG, ExpectedVersion, etag, require_version

router = APIRouter(prefix="/v1/retention", tags=[TAG["name"]])
Days = Annotated[int, Field(ge=1, le=LONGEST_DAYS)]


class PeriodView(BaseModel):
    """How long a kind of record is kept."""

    model_config = ConfigDict(frozen=True)

    kind: RecordKind = Field(description="The kind of record.")
    keeps: str = Field(description="What belongs to it.")
    days: int = Field(description="For how many days it is kept in your centre.")
    counted_from: str = Field(description="What the days are counted from.")
    default_days: int = Field(description="For how many days it is kept where a centre sets nothing.")
    source: str = Field(description="Why that many: who asks for it, or our judgement.")


class RetentionView(BaseModel):
    """How long each kind of record is kept in a centre."""

    model_config = ConfigDict(frozen=True)

    kinds: tuple[PeriodView, ...] = Field(description="Every kind of record.")

    @classmethod
    def of(cls, periods: Periods) -> RetentionView:
        """A centre's periods, beside the ones that are shipped."""
        return cls(
            kinds=tuple(
                PeriodView(
                    kind=kind,
                    keeps=period.keeps,
                    days=periods.days[kind],
                    counted_from=period.counted_from,
                    default_days=period.days,
                    source=period.source,
                )
                for kind, period in shipped().items()
            )
        )


class RetentionChange(BaseModel):
    """The periods of a centre; a kind that is left out is kept as long as where a centre sets nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: dict[RecordKind, Days] = Field(
        description="Days by kind of record.", examples=[{"submitted_text": 365, "decisions": 1461}]
    )


class SweptView(BaseModel):
    """What a sweep does to one kind of record."""

    model_config = ConfigDict(frozen=True)

    kind: RecordKind = Field(description="The kind of record.")
    days: int = Field(description="For how many days it is kept.")
    before: datetime = Field(description="Whatever is from before this moment is due.")
    records: int = Field(description="How many records were due.")
    oldest: datetime | None = Field(description="From when the oldest of them is; null where there is none.")

    @classmethod
    def of(cls, swept: Swept) -> SweptView:
        """From what a sweep counted."""
        return cls(kind=swept.kind, days=swept.days, before=swept.before, records=swept.records, oldest=swept.oldest)


class SweepView(BaseModel):
    """What a sweep has removed, or would."""

    model_config = ConfigDict(frozen=True)

    dry_run: bool = Field(description="Whether nothing was changed.")
    kinds: tuple[SweptView, ...] = Field(description="Every kind of record.")
    originals: int = Field(description="Original files that were removed; 0 in a dry run.")

    @classmethod
    def of(cls, report: Report) -> SweepView:
        """From a sweep's report."""
        return cls(
            dry_run=report.dry_run, kinds=tuple(map(SweptView.of, report.kinds.values())), originals=report.originals
        )


@router.get(
    "",
    summary="Read how long records are kept",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_PEOPLE)},
)
def get_retention(actor: Keeper, response: Response, database: CurrentDatabase) -> RetentionView:
    """The periods of your centre, with where each default comes from."""
    with database.read() as session:
        return _view(session, actor, response)


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
        lock(session, actor.centre)
        require_version(version, periods_of(session, actor.centre).version)
        changed = set_periods(session, actor.centre, wanted.days)
        if changed:
            record(
                session,
                actor=actor,
                action=Action.RETENTION_CHANGED,
                subject_kind=Subject.CENTRE,
                subject_id=actor.centre,
                details={kind.value: periods_of(session, actor.centre).days[kind] for kind in changed},
            )
        return _view(session, actor, response)


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


def _view(session: Session, actor: Actor, response: Response) -> RetentionView:
    periods = periods_of(session, actor.centre)
    response.headers["ETag"] = etag(periods.version)
    return RetentionView.of(periods)

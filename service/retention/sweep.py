"""The sweep: everything whose time has passed goes, in small transactions, each with its entry in the audit log.

Whenever it is interrupted, what was swept is swept and recorded, and the next sweep does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from service.audit import Action, By, Installation, Subject, record
from service.files import Originals
from service.retention import due
from service.retention.identity import erase_people
from service.retention.originals import abandoned, remove_unused
from service.retention.periods import periods_of, shipped
from service.retention.removal import remove_rows, remove_submissions
from service.retention.words import Erased, erase_accounts
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.analyses import AnalysisJob
from service.storage.tables.comments import BankComment
from service.storage.tables.people import ApiToken, Centre, OneTimeToken, SignIn
from service.storage.tables.postings import WebhookDelivery
from service.storage.tables.records import RecordKind
from service.storage.tables.submissions import IdempotencyKey

AT_A_TIME = 100
"""Records of one transaction: whoever wants to write meanwhile waits no longer than these take."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which records of a kind are due, and what is done to them."""

    kind: RecordKind
    due: Callable[[UUID | None, datetime], due.Due]
    remove: Callable[[Session, Collection[UUID]], Erased]
    outside_centres: bool = False


TARGETS = (
    Target(RecordKind.DRAFTS, due.drafts, erase_accounts),
    Target(RecordKind.SUBMITTED_TEXT, due.accounts, erase_accounts),
    Target(RecordKind.DECISIONS, due.submissions, remove_submissions),
    Target(RecordKind.PEOPLE, due.bank_comments, remove_rows(BankComment, BankComment.id)),
    Target(RecordKind.PEOPLE, due.people, erase_people, outside_centres=True),
    Target(RecordKind.SIGN_INS, due.sign_ins, remove_rows(SignIn, SignIn.id), outside_centres=True),
    Target(RecordKind.SIGN_INS, due.one_time_tokens, remove_rows(OneTimeToken, OneTimeToken.id), outside_centres=True),
    Target(RecordKind.SIGN_INS, due.api_tokens, remove_rows(ApiToken, ApiToken.id), outside_centres=True),
    Target(RecordKind.JOBS, due.jobs, remove_rows(AnalysisJob, AnalysisJob.id)),
    Target(RecordKind.DELIVERIES, due.deliveries, remove_rows(WebhookDelivery, WebhookDelivery.id)),
)


@dataclass(slots=True)
class Swept:
    """What was due of one kind, or is: everything from before ``before``.

    ``oldest``: since when the time of the oldest of these records had run; none where there is none.
    """

    kind: RecordKind
    days: int
    before: datetime
    records: int = 0
    oldest: datetime | None = None

    def count(self, records: int, oldest: datetime | None) -> None:
        """Add what a target has."""
        self.records += records
        if oldest is not None:
            self.oldest = min(oldest, self.oldest or oldest)


@dataclass(slots=True)
class Report:
    """What a sweep of a centre removed, or would (``dry_run``). ``centre_id``: None for what belongs to no centre.

    ``erased`` and ``originals`` are known of a sweep that was done only.
    """

    centre_id: UUID | None
    dry_run: bool
    kinds: dict[RecordKind, Swept]
    erased: Erased = field(default_factory=Erased)
    originals: int = 0


def look(database: Database, centre_id: UUID | None) -> Report:
    """What a sweep of the centre would remove now; nothing is changed."""
    report = _begin(database, centre_id, dry_run=True)
    with database.read() as session:
        for target in _targets(centre_id):
            swept = report.kinds[target.kind]
            rows = target.due(centre_id, swept.before).subquery()
            since = list(rows.c)[1]
            swept.count(*session.execute(select(func.count(), func.min(since)).select_from(rows)).one())
    return report


def sweep(database: Database, originals: Originals, centre_id: UUID | None, actor: By | None = None) -> Report:
    """Remove what is due in a centre. ``actor``: who asked for it; None for the installation's own nightly sweep.

    Raises FilesUnavailable where original files cannot be removed; the next sweep then removes them.
    """
    report = _begin(database, centre_id, dry_run=False)
    by = actor or Installation(centre_id)
    for target in _targets(centre_id):
        for erased in _batches(database, target, report, by):
            report.erased.add(erased)
            report.originals += remove_unused(database, originals, erased.originals)
    database.forget_deleted()
    return report


def sweep_everything(database: Database, originals: Originals) -> list[Report]:
    """Sweep every centre, then what belongs to none, then files that nothing refers to and keys that have expired."""
    with database.read() as session:
        centres = [*session.scalars(select(Centre.id).order_by(Centre.created_at)), None]
    reports = [sweep(database, originals, centre_id) for centre_id in centres]
    reports[-1].originals += remove_unused(database, originals, abandoned(database, originals))
    with database.write() as session:
        session.execute(delete(IdempotencyKey).where(IdempotencyKey.expires_at < now()))
    return reports


def look_at_everything(database: Database) -> list[Report]:
    """What `sweep_everything` would remove of records."""
    with database.read() as session:
        centres = [*session.scalars(select(Centre.id).order_by(Centre.created_at)), None]
    return [look(database, centre_id) for centre_id in centres]


def _begin(database: Database, centre_id: UUID | None, *, dry_run: bool) -> Report:
    if centre_id is None:
        days = {kind: period.days for kind, period in shipped().items()}
    else:
        with database.read() as session:
            days = dict(periods_of(session, centre_id).days)
    at = now()
    kinds = {target.kind for target in _targets(centre_id)}
    return Report(
        centre_id,
        dry_run,
        {kind: Swept(kind, days[kind], at - timedelta(days=days[kind])) for kind in RecordKind if kind in kinds},
    )


def _targets(centre_id: UUID | None) -> tuple[Target, ...]:
    return tuple(target for target in TARGETS if centre_id is not None or target.outside_centres)


def _batches(database: Database, target: Target, report: Report, by: By) -> Iterator[Erased]:
    swept = report.kinds[target.kind]
    while True:
        with database.write() as session:
            batch = _next_batch(session, target, report.centre_id, swept.before)
            if not batch:
                return
            erased = target.remove(session, [key for key, _ in batch])
            counted = {name: number for name, number in erased.counts().items() if number}
            record(
                session,
                actor=by,
                action=Action.RETENTION_SWEPT,
                subject_kind=Subject.CENTRE if report.centre_id else Subject.INSTALLATION,
                subject_id=report.centre_id or Subject.INSTALLATION,
                details={"kind": swept.kind, "records": len(batch), **counted},
            )
        swept.count(len(batch), batch[0][1])
        yield erased


def _next_batch(
    session: Session, target: Target, centre_id: UUID | None, before: datetime
) -> Sequence[tuple[UUID, datetime | None]]:
    rows: Select[Any, Any] = target.due(centre_id, before)
    since = list(rows.selected_columns)[1]
    # What somebody is changing just now is left to the next sweep.
    oldest = rows.order_by(since).limit(AT_A_TIME).with_for_update(skip_locked=True)
    return [(key, at) for key, at in session.execute(oldest)]

"""What goes when its time has passed, and what never does."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
import sqlalchemy as sa

from service.audit.verifying import verify_all
from service.files import Originals
from service.retention.due import BEAR_NAMES
from service.retention.identity import _ACCESS
from service.retention.periods import set_periods, shipped
from service.retention.removal import _what_hangs_on
from service.retention.sweep import Report, look, sweep, sweep_everything
from service.retention.words import OriginalKey
from service.storage import Database
from service.storage.columns import now
from service.storage.tables import Table
from service.storage.tables.analyses import Analysis, Suggestion
from service.storage.tables.comments import BankComment
from service.storage.tables.decisions import Decision, DecisionComment
from service.storage.tables.people import Person
from service.storage.tables.records import AuditEntry, DeletionPermit, LegalHold, RecordKind
from service.storage.tables.submissions import DraftDocument, IdempotencyKey, State, StateChange, Submission, Text
from tests.service.databases import rows_of
from tests.service.everything_kept import CANARY, Kept, keep_everything


def kept_before(database: Database, originals: Originals, days: int, **choices: object) -> Kept:
    return keep_everything(database, originals, at=now() - timedelta(days=days), **choices)  # type: ignore[arg-type]


def records(report: Report) -> dict[RecordKind, int]:
    return {kind: swept.records for kind, swept in report.kinds.items() if swept.records}


def count(database: Database, table: type[Table]) -> int:
    with database.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_every_table_keeps_something_in_these_tests(database: Database, originals: Originals) -> None:
    """What is looked after here must be looked after as a whole: whoever adds a table adds it to `everything_kept`."""
    keep_everything(database, originals)
    empty = {name for name, rows in rows_of(database).items() if not rows}
    assert empty == {DeletionPermit.__tablename__}


# What says nothing once the name is gone, and what is never there without something that does.
NEED_NO_NAME = {
    "analysis_job.requested_by",  # with a draft, or by an administrator for a new model
    "audit_entry.actor_id",  # stays for good, with an id that says nothing any more
    "contest.by",  # of the learner's own submission
    "contest_review.reviewer_id",  # with a decision
    "draft.created_by",  # of the learner's own submission
    "legal_hold.person_id",  # while it lasts nobody goes
    "legal_hold.placed_by",
    "legal_hold.lifted_by",
    "objection.by",
    "opening.person_id",
    "stance.by",  # with a decision
    "standardisation_mark.person_id",  # with an invitation
    "submission.assessor_id",  # nothing was decided yet, and it goes back when she leaves
    "webhook_endpoint.created_by",
}


def test_every_column_that_names_somebody_keeps_her_name_or_was_thought_of() -> None:
    """Whoever adds a column says whether a name is needed for it (`due.BEAR_NAMES`), or why not."""
    tables: tuple[type[Table], ...] = (*_ACCESS, BankComment)
    goes_with_her = {table.__tablename__ for table in tables}
    naming = {
        str(column)
        for table in Table.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys) and table.name not in goes_with_her
    }
    keeping = {str(column.expression) for column in BEAR_NAMES}
    assert not keeping & NEED_NO_NAME
    assert keeping | NEED_NO_NAME == naming


def test_nothing_goes_before_its_time(database: Database, originals: Originals) -> None:
    kept = kept_before(database, originals, 1)
    before = rows_of(database)
    assert records(look(database, kept.centre_id)) == {}
    assert records(sweep(database, originals, kept.centre_id)) == {}
    assert rows_of(database) == before


def test_words_go_and_decisions_stay(database: Database, originals: Originals) -> None:
    kept = kept_before(database, originals, shipped()[RecordKind.SUBMITTED_TEXT].days + 1)
    report = sweep(database, originals, kept.centre_id)
    assert records(report)[RecordKind.SUBMITTED_TEXT] == 1
    assert report.erased.counts() == {
        "texts": 1,
        "results": 1,
        "documents": 1,
        "comments": 0,
        "feedback": 0,
        "reasons": 0,
        "bank_comments": 0,
    }
    assert report.originals == 1
    assert not originals.holds(kept.centre_id, kept.original_sha256)
    with database.read() as session:
        text, document = session.scalars(sa.select(Text)).one(), session.scalars(sa.select(DraftDocument)).one()
        assert (text.content, document.name, document.original_sha256) == (None, None, None)
        assert (text.words, text.erased_at is not None) == (18, True)
        assert session.scalars(sa.select(Analysis.result)).one() is None
        assert session.scalars(sa.select(DecisionComment.content)).one()
    assert (count(database, Decision), count(database, Suggestion), count(database, StateChange)) == (2, 1, 1)
    assert records(sweep(database, originals, kept.centre_id)) == {}


def test_in_the_end_the_submission_goes_as_a_whole_and_the_audit_log_stays(
    database: Database, originals: Originals
) -> None:
    kept = kept_before(database, originals, shipped()[RecordKind.DECISIONS].days + 1)
    entries = count(database, AuditEntry)
    sweep(database, originals, kept.centre_id)
    gone = {table.__tablename__ for table, _ in _what_hangs_on([])} | {"text", "analysis", "suggestion", "objection"}
    assert {name for name, rows in rows_of(database).items() if name in gone and rows} == set()
    assert count(database, AuditEntry) > entries
    assert count(database, DeletionPermit) == 0
    with database.read() as session:
        assert all(verdict.intact for verdict in verify_all(session))


def test_whatever_points_at_a_submission_goes_before_it() -> None:
    """A table that is added must be added to what goes with a submission."""
    going = {table.__tablename__ for table, _ in _what_hangs_on([])} | {"text", "analysis", "suggestion", "objection"}
    order = [table.__tablename__ for table, _ in _what_hangs_on([])]
    for table in Table.metadata.sorted_tables:
        targets = {key.column.table.name for key in table.foreign_keys} & going
        assert not targets or table.name in going, f"{table.name} would keep {targets}"
        for target in targets & set(order) - {table.name}:
            assert table.name not in order or order.index(table.name) < order.index(target)


def test_a_dry_run_says_what_would_go_and_changes_nothing(database: Database, originals: Originals) -> None:
    kept = kept_before(database, originals, 400)
    before = rows_of(database)
    report = look(database, kept.centre_id)
    assert rows_of(database) == before
    assert originals.holds(kept.centre_id, kept.original_sha256)
    # Three people with a session, a one-time token and an API token each.
    assert records(report) == {
        RecordKind.SUBMITTED_TEXT: 1,
        RecordKind.SIGN_INS: 9,
        RecordKind.JOBS: 1,
        RecordKind.DELIVERIES: 1,
    }
    oldest = report.kinds[RecordKind.SUBMITTED_TEXT].oldest
    assert oldest
    assert now() - oldest > timedelta(days=399)
    assert records(sweep(database, originals, kept.centre_id)) == records(report)


@pytest.mark.parametrize(
    ("state", "days", "kinds"),
    [
        (State.DRAFT, 366, {RecordKind.DRAFTS}),
        (State.DRAFT, 300, set()),
        (State.SUBMITTED, 5000, set()),
        (State.IN_ASSESSMENT, 5000, set()),
        (State.REFERRED_BACK, 253, {RecordKind.SUBMITTED_TEXT}),
        (State.SAMPLED, 253, {RecordKind.SUBMITTED_TEXT}),
        (State.DRAFT, 1100, {RecordKind.DRAFTS, RecordKind.DECISIONS}),
        (State.REFERRED_BACK, 1100, {RecordKind.SUBMITTED_TEXT, RecordKind.DECISIONS}),
    ],
)
def test_the_state_decides_what_is_due(
    database: Database, originals: Originals, state: State, days: int, kinds: set[RecordKind]
) -> None:
    kept = kept_before(database, originals, days, state=state)
    of_submissions = {RecordKind.DRAFTS, RecordKind.SUBMITTED_TEXT, RecordKind.DECISIONS}
    assert set(records(sweep(database, originals, kept.centre_id))) & of_submissions == kinds


def test_nothing_goes_while_a_contest_is_open(database: Database, originals: Originals) -> None:
    kept = kept_before(database, originals, 5000, reviewed=False)
    sweep(database, originals, kept.centre_id)
    with database.read() as session:
        assert session.scalars(sa.select(Text.content)).one()


@pytest.mark.parametrize("on", ["person", "submission"])
def test_nothing_goes_while_there_is_a_hold(database: Database, originals: Originals, on: str) -> None:
    kept = kept_before(database, originals, 5000)
    held = {"person_id": kept.learner_id} if on == "person" else {"submission_id": kept.submission_id}
    with database.write() as session:
        session.add(LegalHold(centre_id=kept.centre_id, placed_by=kept.admin_id, **held))
    sweep(database, originals, kept.centre_id)
    assert count(database, Submission) == 1
    with database.write() as session:
        assert session.scalars(sa.select(Text.content)).one()
        session.execute(sa.update(LegalHold).values(lifted_at=now(), lifted_by=kept.admin_id))
    sweep(database, originals, kept.centre_id)
    assert count(database, Submission) == 0


@pytest.mark.parametrize(("on", "kept_sign_ins"), [("person", 3), ("submission", 0)])
def test_what_a_held_learner_signed_in_with_and_her_failed_jobs_stay(
    database: Database, originals: Originals, on: str, kept_sign_ins: int
) -> None:
    kept = kept_before(database, originals, 400)
    held = {"person_id": kept.learner_id} if on == "person" else {"submission_id": kept.submission_id}
    with database.write() as session:
        session.add(LegalHold(centre_id=kept.centre_id, placed_by=kept.admin_id, **held))
    swept = records(sweep(database, originals, kept.centre_id))
    assert (swept[RecordKind.SIGN_INS], RecordKind.JOBS in swept) == (9 - kept_sign_ins, False)


def test_a_name_goes_when_no_work_and_no_decision_bears_it_any_more(database: Database, originals: Originals) -> None:
    kept = kept_before(database, originals, 1100)
    with database.write() as session:
        session.execute(sa.update(Person).values(deactivated_at=now() - timedelta(days=366)))
        session.add(LegalHold(centre_id=kept.centre_id, placed_by=kept.admin_id, submission_id=kept.submission_id))
    # The comments that the three of them kept for themselves, and no name.
    assert records(sweep(database, originals, kept.centre_id))[RecordKind.PEOPLE] == 3
    assert count(database, BankComment) == 0
    with database.read() as session:
        assert "Erased person" not in session.scalars(sa.select(Person.name)).all()
    with database.write() as session:
        session.execute(sa.update(LegalHold).values(lifted_at=now()))
        session.add(LegalHold(centre_id=kept.centre_id, placed_by=kept.admin_id, person_id=kept.admin_id))
    assert records(sweep(database, originals, kept.centre_id))[RecordKind.PEOPLE] == 2
    assert RecordKind.PEOPLE not in records(sweep(database, originals, kept.centre_id))
    assert CANARY not in repr(rows_of(database))
    with database.read() as session:
        names = set(session.scalars(sa.select(Person.name)))
    assert names == {"Erased person", "centre_admin byron"}


def test_a_centre_sets_its_own_periods_and_another_is_not_concerned(database: Database, originals: Originals) -> None:
    ours, theirs = kept_before(database, originals, 10), kept_before(database, originals, 10)
    with database.write() as session:
        set_periods(session, ours.centre_id, {RecordKind.SUBMITTED_TEXT: 5})
    assert RecordKind.SUBMITTED_TEXT in records(sweep(database, originals, ours.centre_id))
    assert RecordKind.SUBMITTED_TEXT not in records(sweep(database, originals, theirs.centre_id))
    assert originals.holds(theirs.centre_id, theirs.original_sha256)


def test_what_another_learner_has_word_for_word_stays_until_hers_goes_too(
    database: Database, originals: Originals
) -> None:
    first = kept_before(database, originals, 300)
    second = kept_before(database, originals, 10, centre_id=first.centre_id)
    assert first.original_sha256 == second.original_sha256
    report = sweep(database, originals, first.centre_id)
    assert (report.erased.texts, report.erased.results, report.originals) == (1, 0, 0)
    assert originals.holds(first.centre_id, first.original_sha256)
    with database.read() as session:
        assert session.scalars(sa.select(Analysis.result)).one()
    with database.write() as session:
        session.execute(
            sa.update(Submission)
            .where(Submission.id == second.submission_id)
            .values(decided_at=now() - timedelta(days=300))
        )
    report = sweep(database, originals, first.centre_id)
    assert (report.erased.texts, report.erased.results, report.originals) == (1, 1, 1)
    assert not originals.holds(first.centre_id, first.original_sha256)


def test_more_than_one_portion_goes(database: Database, originals: Originals, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.retention.sweep.AT_A_TIME", 2)
    first = kept_before(database, originals, 300)
    for number in range(2):
        kept_before(database, originals, 300 + number, centre_id=first.centre_id, words=f"{CANARY} {number}")
    assert records(sweep(database, originals, first.centre_id))[RecordKind.SUBMITTED_TEXT] == 3


def test_an_interrupted_sweep_is_finished_by_the_next(
    database: Database, originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = kept_before(database, originals, 300)

    def fail(*_: object) -> int:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("service.retention.sweep.remove_unused", fail)
        with pytest.raises(ZeroDivisionError):
            sweep(database, originals, kept.centre_id)
    assert originals.holds(kept.centre_id, kept.original_sha256)
    monkeypatch.setattr("service.retention.originals.LEFT_ALONE", timedelta(0))
    sweep_everything(database, originals)
    assert not originals.holds(kept.centre_id, kept.original_sha256)
    assert RecordKind.SIGN_INS not in records(look(database, kept.centre_id))


def test_files_that_nothing_refers_to_go_after_a_day(
    database: Database, originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre_id = UUID(int=1)
    abandoned = originals.keep(centre_id, BytesIO(b"an upload that broke off"))
    assert sweep_everything(database, originals)[-1].originals == 0
    assert originals.holds(centre_id, abandoned.sha256)
    monkeypatch.setattr("service.retention.originals.LEFT_ALONE", timedelta(0))
    assert sweep_everything(database, originals)[-1].originals == 1
    assert not originals.holds(centre_id, abandoned.sha256)


def test_keys_of_requests_go_when_they_have_expired(database: Database, originals: Originals) -> None:
    kept_before(database, originals, 1)
    with database.write() as session:
        first = session.scalars(sa.select(IdempotencyKey)).first()
        assert first
        first.expires_at = now() - timedelta(seconds=1)
    sweep_everything(database, originals)
    assert count(database, IdempotencyKey) == 2


def test_keys_of_files_can_be_sorted() -> None:
    assert OriginalKey(UUID(int=1), "b") > OriginalKey(UUID(int=1), "a")

"""A centre of which every table keeps something, for tests of what must miss none of them.

Every word that a person wrote or is called by holds `CANARY`, so that a test can look for what is left.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service.audit import Action, Installation, Subject, record
from service.files import Originals
from service.storage import Database
from service.storage.columns import now
from service.storage.inserting import insert_unless_there
from service.storage.tables import Table
from service.storage.tables.analyses import (
    Analysis,
    AnalysisJob,
    DraftOverlap,
    JobState,
    Objection,
    Status,
    Suggestion,
    UnitVersion,
)
from service.storage.tables.comments import BankComment
from service.storage.tables.decisions import (
    Contest,
    ContestReason,
    ContestReview,
    Decision,
    DecisionComment,
    DecisionPurpose,
    IssuedFeedback,
    Knowledge,
    Opening,
    Sampling,
    Stance,
)
from service.storage.tables.people import (
    ApiToken,
    Centre,
    Characteristic,
    ExternalIdentity,
    IdentityProvider,
    LearnerCharacteristic,
    OneTimeToken,
    Password,
    Person,
    PersonRole,
    Purpose,
    Role,
    SignIn,
)
from service.storage.tables.records import RecordKind, RetentionPeriod
from service.storage.tables.submissions import (
    Draft,
    DraftDocument,
    IdempotencyKey,
    State,
    StateChange,
    Submission,
    Text,
)
from tests.service.kept_around import write_sampling_plan, write_standardisation, write_surroundings
from tests.service.triage.texts import signals

CANARY = "kestrel"
ACCOUNT = f"I rang the {CANARY} back the same day, because it was the silence that made her doubt us."


@dataclass(frozen=True, slots=True)
class Kept:
    """The ids of what `keep_everything` made."""

    centre_id: UUID
    learner_id: UUID
    assessor_id: UUID
    admin_id: UUID
    submission_id: UUID
    draft_id: UUID
    decision_id: UUID
    contest_id: UUID
    original_sha256: str


def keep_everything(
    database: Database,
    originals: Originals,
    *,
    centre_id: UUID | None = None,
    words: str = ACCOUNT,
    state: State = State.DECIDED,
    at: datetime | None = None,
    reviewed: bool = True,
) -> Kept:
    """A learner with a decided and contested submission, and everything around her.

    ``centre_id``: of a centre that is there; else a new one. ``at``: when all of it happened, by default now.
    ``reviewed``: whether somebody has looked at the contest.
    """
    with database.write() as session:
        writer = _Writer(session, at or now(), words)
        writer.centre_id = centre_id or writer.write_centre()
        writer.learner, writer.assessor, writer.admin = (
            writer.write_person(role) for role in (Role.LEARNER, Role.ASSESSOR, Role.CENTRE_ADMIN)
        )
        # Another person than the assessor looks at contests, and samples.
        writer.write(PersonRole, person_id=writer.admin, role=Role.IQA)
        original = originals.keep(writer.centre_id, BytesIO(words.encode())).sha256
        writer.write_submission(state)
        writer.write_draft(original)
        analysis = writer.write_analysis()
        # Before the administrator decides on it, who is to look.
        write_sampling_plan(writer)
        decision, contest = writer.write_decisions(analysis, reviewed=reviewed)
        write_standardisation(writer)
        write_surroundings(writer)
        record(
            session,
            actor=Installation(writer.centre_id),
            action=Action.PERSON_ADDED,
            subject_kind=Subject.PERSON,
            subject_id=writer.learner,
        )
    people = (writer.learner, writer.assessor, writer.admin)
    return Kept(writer.centre_id, *people, writer.submission, writer.draft, decision, contest, original)


class _Writer:
    """Writes rows one after the other, so that each finds what it points at."""

    centre_id: UUID
    canary = CANARY
    learner: UUID
    assessor: UUID
    admin: UUID

    def __init__(self, session: Session, at: datetime, words: str) -> None:
        self._session, self.at, self._words = session, at, words
        self.submission, self.draft = uuid4(), uuid4()

    def write(self, table: type[Table], **columns: Any) -> UUID:
        if "id" in table.__table__.columns:
            columns.setdefault("id", uuid4())
        self._session.execute(sa.insert(table).values(**columns))
        identifier: UUID = columns.get("id", uuid4())
        return identifier

    def write_centre(self) -> UUID:
        centre_id = self.write(Centre, slug=f"centre-{uuid4().hex[:8]}", name="North College")
        issuer = {"issuer": "https://id.example.org", "client_id": "tallymark", "client_secret_encrypted": "encrypted"}
        self.write(IdentityProvider, centre_id=centre_id, **issuer)
        self.write(RetentionPeriod, centre_id=centre_id, kind=RecordKind.JOBS, days=60)
        return centre_id

    def write_person(self, role: Role) -> UUID:
        learns, unique = role is Role.LEARNER, uuid4().hex
        called = CANARY if learns else "byron"
        person = self.write(
            Person,
            centre_id=self.centre_id,
            name=f"{role} {called}",
            email=f"{called}-{unique}@example.org",
            reference=f"{called}-{unique[:8]}",
            created_at=self.at,
        )
        of_person: dict[str, Any] = {"person_id": person, "token_sha256": _sha256(unique), "created_at": self.at}
        self.write(PersonRole, person_id=person, role=role)
        if learns:
            kind: dict[str, Any] = {"key": f"english_{unique[:8]}", "name": "Level of English", "protected": False}
            listed = self.write(Characteristic, centre_id=self.centre_id, options=["Level 1", "Level 2"], **kind)
            self.write(LearnerCharacteristic, person_id=person, characteristic_id=listed, value="Level 1")
        self.write(Password, person_id=person, hash=f"argon2 {unique}")
        soon = self.at + timedelta(hours=1)
        self.write(SignIn, method="password", expires_at=soon, last_seen_at=self.at, **of_person)
        self.write(OneTimeToken, purpose=Purpose.RESET, expires_at=soon, **of_person)
        self.write(ApiToken, name=f"{called}'s spreadsheet", scopes=["read"], expires_at=soon, **of_person)
        self.write(
            BankComment,
            person_id=person,
            unit_id="customer-relations",
            content=f"Say more about {called}.",
            created_at=self.at,
            changed_at=self.at,
        )
        identity = {"issuer": "https://id.example.org", "subject": f"{called}-{unique}"}
        self.write(ExternalIdentity, centre_id=self.centre_id, person_id=person, **identity)
        self.write(
            IdempotencyKey,
            person_id=person,
            key=unique,
            request_sha256=_sha256(unique),
            status=201,
            answer={},
            expires_at=now() + timedelta(days=2),
        )
        return person

    def write_submission(self, state: State) -> None:
        self.write(
            Submission,
            id=self.submission,
            centre_id=self.centre_id,
            learner_id=self.learner,
            unit_id="customer-relations",
            qualification_id="diploma",
            state=state,
            created_at=self.at,
            changed_at=self.at,
            submitted_at=None if state is State.DRAFT else self.at,
            decided_at=self.at if state in (State.DECIDED, State.SAMPLED) else None,
        )

    def write_draft(self, original: str) -> None:
        words = self._words
        text = self.write(
            Text,
            centre_id=self.centre_id,
            sha256=_sha256(words),
            content=words,
            paragraphs=[[0, len(words)]],
            words=len(words.split()),
            created_at=self.at,
        )
        self.write(Draft, id=self.draft, submission_id=self.submission, number=1, text_id=text, created_by=self.learner)
        self.write(
            DraftDocument,
            draft_id=self.draft,
            position=1,
            name=f"{CANARY}.docx",
            media_type="text/plain",
            size=len(words.encode()),
            original_sha256=original,
            start=0,
            end=len(words),
        )
        self.write(
            StateChange,
            submission_id=self.submission,
            draft_id=self.draft,
            before=State.DRAFT,
            after=State.SUBMITTED,
            by=self.learner,
            at=self.at,
            number=1,
        )

    def write_analysis(self) -> UUID:
        unit = _sha256("id: customer-relations")
        version = {"unit_id": "customer-relations", "version": "1", "content": "id: customer-relations"}
        insert_unless_there(self._session, UnitVersion, sha256=unit, first_used_at=self.at, **version)
        same = sa.select(Analysis.id).where(
            Analysis.centre_id == self.centre_id,
            Analysis.text_sha256 == _sha256(self._words),
            Analysis.erased_at.is_(None),
        )
        analysis = self._session.scalar(same) or self._write_result(unit)
        self.write(
            Objection,
            draft_id=self.draft,
            analysis_id=analysis,
            observation="/marking_points/0",
            kind="marking_point",
            about="MP1",
            by=self.assessor,
            at=self.at,
        )
        for state, result in ((JobState.DONE, analysis), (JobState.FAILED, None)):
            self.write(
                AnalysisJob,
                centre_id=self.centre_id,
                draft_id=self.draft,
                state=state,
                analysis_id=result,
                requested_at=self.at,
                ended_at=self.at,
            )
        self.write(DraftOverlap, draft_id=self.draft, other_draft_id=self.draft, share=0.1, passages=[[0, 5]])
        return analysis

    def _write_result(self, unit: str) -> UUID:
        analysis = self.write(
            Analysis,
            centre_id=self.centre_id,
            text_sha256=_sha256(self._words),
            unit_sha256=unit,
            model="fake",
            program="1",
            qualification_id="diploma",
            result=f'{{"text": {{"content": "{self._words}"}}}}',
            signals=signals("mmmmmmmm").model_dump(mode="json"),
            milliseconds=5,
            created_at=self.at,
        )
        suggestion: dict[str, Any] = {"status": Status.PARTIAL, "met": 0.2, "partial": 0.7, "not_met": 0.1}
        self.write(Suggestion, analysis_id=analysis, marking_point="MP1", **suggestion)
        return analysis

    def write_decisions(self, analysis: UUID, *, reviewed: bool) -> tuple[UUID, UUID]:
        of_submission: dict[str, Any] = {"submission_id": self.submission, "draft_id": self.draft}
        common = of_submission | {
            "analysis_id": analysis,
            "marking_point": "MP1",
            "knowledge": Knowledge.SHOWN,
            "suggested": Status.PARTIAL,
            "evidence": [{"start": 0, "end": 6, "origin": "own"}],
            "decided_at": self.at,
        }
        self.write(Opening, draft_id=self.draft, person_id=self.assessor, at=self.at)
        decision = self.write(Decision, assessor_id=self.assessor, status=Status.NOT, **common)
        self.write(DecisionComment, decision_id=decision, content=f"She says {CANARY} and no more.")
        self.write(Stance, decision_id=decision, by=self.assessor, agrees=False, at=self.at)
        self.write(IssuedFeedback, by=self.assessor, at=self.at, content=f"More on the {CANARY}.", **of_submission)
        contest = self.write(Contest, submission_id=self.submission, decision_id=decision, by=self.learner, at=self.at)
        self.write(ContestReason, contest_id=contest, content=f"I did write of the {CANARY}.")
        if reviewed:
            own: dict[str, Any] = {"assessor_id": self.admin, "purpose": DecisionPurpose.CONTEST}
            second = self.write(Decision, status=Status.MET, supersedes_id=decision, **own, **common)
            review: dict[str, Any] = {"reviewer_id": self.admin, "decision_id": second, "upheld": False}
            self.write(ContestReview, contest_id=contest, at=self.at, **review)
        snapshot: dict[str, Any] = {"reason": "risk", "decisions": {"MP1": str(decision)}}
        self.write(Sampling, by=self.admin, at=self.at, **of_submission, **snapshot)
        return decision, contest


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()

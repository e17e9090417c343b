"""Somebody who calls a route, and things of hers, of her centre's and of another's for the address to name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from criteria_bank.loader import default_unit_id
from service.access import Scope
from service.access.opaque_tokens import API_TOKEN_PREFIX, hash_token, new_token
from service.access.requiring import COOKIE
from service.storage.columns import now
from service.storage.tables.analyses import AnalysisJob, JobState, Objection, Status
from service.storage.tables.comments import BankComment
from service.storage.tables.decisions import Contest, Decision, Knowledge
from service.storage.tables.people import ApiToken, Centre, Characteristic, Cohort, Person, PersonRole, Role, SignIn
from service.storage.tables.postings import WebhookEndpoint
from service.storage.tables.records import LegalHold
from service.storage.tables.sampling import SamplingPlan
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationInvitation,
    StandardisationScript,
)
from service.storage.tables.submissions import Draft, DraftDocument, State, Submission
from tests.service.submissions_in_centres import UNIT, a_draft, a_submission, analysed, handed_in
from tests.service.world import World

Headers = dict[str, str]


@dataclass
class Scene:
    """``actor`` calls a route; ``centre`` is hers, or any where she has none; ``owner`` is whose things are made."""

    world: World
    centre: Centre
    actor: Person | None
    owner: Person
    made: dict[str, str] = field(default_factory=dict)
    """What has been made for the address so far, by parameter."""

    @classmethod
    def of(cls, world: World, *roles: Role, centre: Centre | None = None, owner: Person | None = None) -> Scene:
        """A new person with these roles; things belong to ``owner``, else to her."""
        own = centre or world.centre()
        actor = world.person(None if roles == (Role.SYSTEM_ADMIN,) else own, *roles)
        return cls(world, own, actor, owner or actor)

    @cached_property
    def session(self) -> Headers:
        """What her browser sends."""
        assert self.actor
        token = new_token()
        self.add(
            SignIn(
                person_id=self.actor.id,
                token_sha256=hash_token(token),
                method="password",
                expires_at=now() + timedelta(hours=1),
            )
        )
        return {"Cookie": f"{COOKIE}={token}"}

    def token(self, scopes: Iterable[Scope]) -> Headers:
        """What a program of hers sends."""
        assert self.actor
        token = new_token(API_TOKEN_PREFIX)
        self.add(self._token_row(self.actor, token, scopes))
        return {"Authorization": f"Bearer {token}"}

    def add(self, *rows: Any) -> UUID:
        """Write rows; the id of the last."""
        with self.world.database.write() as session:
            for row in rows:
                session.add(row)
                session.flush()
        return rows[-1].id  # type: ignore[no-any-return]

    def _token_row(self, person: Person, token: str, scopes: Iterable[Scope]) -> ApiToken:
        return ApiToken(
            person_id=person.id,
            name="A program",
            token_sha256=hash_token(token),
            scopes=sorted(scopes),
            expires_at=now() + timedelta(days=1),
        )

    def a_token(self) -> UUID:
        return self.add(self._token_row(self.owner, new_token(), [Scope.READ]))

    def a_session(self) -> UUID:
        expires = now() + timedelta(hours=1)
        sha256 = hash_token(new_token())
        return self.add(SignIn(person_id=self.owner.id, token_sha256=sha256, method="password", expires_at=expires))

    def herself(self) -> UUID:
        return self.owner.id

    def a_person(self) -> UUID:
        return self.world.person(self.centre, Role.LEARNER).id

    def a_characteristic(self) -> str:
        """Its key."""
        row = Characteristic(
            centre_id=self.centre.id, key=f"k_{uuid4().hex}", name="English", protected=False, options=["1", "2"]
        )
        self.add(row)
        return row.key

    def a_cohort(self) -> UUID:
        return self.add(Cohort(id=uuid4(), centre_id=self.centre.id, name=f"Cohort {uuid4()}"))

    def an_assessor(self) -> UUID:
        return self.world.person(self.centre, Role.ASSESSOR).id

    def a_submission(self) -> UUID:
        """Handed in, with one draft."""
        submission = a_submission(self.world.database, self._learner(), State.SUBMITTED)
        handed_in(self.world.database, submission, a_draft(self.world.database, submission))
        return submission.id

    def a_begun_submission(self) -> UUID:
        """Not handed in, with one draft."""
        submission = a_submission(self.world.database, self._learner())
        a_draft(self.world.database, submission)
        return submission.id

    def a_decision(self) -> UUID:
        """On the submission that was made before, else on another."""
        submission_id = UUID(self.made["submission_id"]) if "submission_id" in self.made else self.a_submission()
        return self.add(
            Decision(
                id=uuid4(),
                submission_id=submission_id,
                draft_id=self._draft_of(submission_id).id,
                marking_point="MP1",
                assessor_id=self.an_assessor(),
                status=Status.NOT,
                evidence=[],
                knowledge=Knowledge.NONE,
            )
        )

    def an_objection(self) -> UUID:
        """The owner's, on the submission that was made before, else on another."""
        submission_id = UUID(self.made["submission_id"]) if "submission_id" in self.made else self.a_submission()
        draft = self._draft_of(submission_id)
        with self.world.database.read() as session:
            submission = session.get_one(Submission, submission_id)
        return self.add(
            Objection(
                id=uuid4(),
                draft_id=draft.id,
                analysis_id=analysed(self.world.database, submission, draft),
                observation="/depth",
                kind="depth",
                by=self.owner.id,
            )
        )

    def a_comment(self) -> UUID:
        return self.add(
            BankComment(
                id=uuid4(), person_id=self.owner.id, unit_id="customer-relations", content="Why?", changed_at=now()
            )
        )

    def a_contest(self) -> UUID:
        decision_id = self.a_decision()
        with self.world.database.read() as session:
            submission_id = session.get_one(Decision, decision_id).submission_id
            learner_id = session.get_one(Submission, submission_id).learner_id
        return self.add(Contest(id=uuid4(), submission_id=submission_id, decision_id=decision_id, by=learner_id))

    def a_standardisation(self) -> UUID:
        """With one script; she marks it herself where she assesses."""
        submission_id = self.add_decided()
        maker = self.world.person(self.centre, Role.IQA)
        exercise = Standardisation(id=uuid4(), centre_id=self.centre.id, unit_id=UNIT.id, title="Autumn", by=maker.id)
        draft_id = self._draft_of(submission_id).id
        of_exercise = {"standardisation_id": exercise.id}
        self.add(exercise)
        self.add(
            StandardisationScript(id=uuid4(), number=1, submission_id=submission_id, draft_id=draft_id, **of_exercise)
        )
        with self.world.database.write() as session:
            invited = self.actor or self.owner
            session.add(StandardisationInvitation(person_id=invited.id, **of_exercise))
        return exercise.id

    def a_plan(self) -> UUID:
        """A plan of sampling that names nothing any more."""
        maker = self.world.person(self.centre, Role.IQA)
        numbers = {"submissions": 0, "decisions": 0, "out_of_reach": 0, "capacity": 1}
        return self.add(
            SamplingPlan(
                id=uuid4(),
                centre_id=self.centre.id,
                by=maker.id,
                since=now(),
                until=now(),
                due_on=now().date(),
                seed=1,
                rules="1",
                drawn={**numbers, "strata": [], "bands": [], "uncovered": []},
            )
        )

    def a_closed_standardisation(self) -> UUID:
        exercise_id = self.a_standardisation()
        with self.world.database.write() as session:
            maker_id = session.get_one(Standardisation, exercise_id).by
            session.add(StandardisationClosing(standardisation_id=exercise_id, by=maker_id))
        return exercise_id

    def add_decided(self) -> UUID:
        """A decided submission of somebody else."""
        learner = self.world.person(self.centre, Role.LEARNER)
        submission = a_submission(self.world.database, learner, State.DECIDED)
        handed_in(self.world.database, submission, a_draft(self.world.database, submission))
        return submission.id

    def a_hold(self) -> UUID:
        placed_by = self.world.person(self.centre, Role.CENTRE_ADMIN).id
        held = self.a_submission()
        return self.add(LegalHold(id=uuid4(), centre_id=self.centre.id, submission_id=held, placed_by=placed_by))

    def a_job(self) -> UUID:
        """One that was cancelled, so that it changes no more."""
        return self._job_on(self.a_submission())

    def a_job_on_a_begun_submission(self) -> UUID:
        return self._job_on(self.a_begun_submission())

    def _job_on(self, submission_id: UUID) -> UUID:
        draft = self._draft_of(submission_id)
        ended = {"state": JobState.CANCELLED, "ended_at": now()}
        return self.add(AnalysisJob(id=uuid4(), centre_id=self.centre.id, draft_id=draft.id, **ended))

    def a_document(self) -> UUID:
        """Of the submission that was made before, else of another; its original is lost."""
        submission_id = UUID(self.made["submission_id"]) if "submission_id" in self.made else self.a_submission()
        return self.add(
            DraftDocument(
                id=uuid4(),
                draft_id=self._draft_of(submission_id).id,
                position=1,
                name="account.txt",
                media_type="text/plain",
                size=1,
                original_sha256="0" * 64,
                start=0,
                end=1,
            )
        )

    def _draft_of(self, submission_id: UUID) -> Draft:
        with self.world.database.read() as session:
            return session.scalars(sa.select(Draft).where(Draft.submission_id == submission_id)).one()

    def _learner(self) -> Person:
        """The owner, where she is one; else one of the centre's."""
        with self.world.database.read() as session:
            roles = session.scalars(sa.select(PersonRole.role).where(PersonRole.person_id == self.owner.id)).all()
        return self.owner if Role.LEARNER in roles else self.world.person(self.centre, Role.LEARNER)

    def a_centre(self) -> UUID:
        return self.world.centre().id

    def a_webhook(self) -> UUID:
        maker = self.world.person(self.centre, Role.CENTRE_ADMIN)
        return self.add(
            WebhookEndpoint(
                id=uuid4(),
                centre_id=self.centre.id,
                url="https://records.example.org/",
                secret_encrypted="x",
                events=["submission.decided"],
                created_by=maker.id,
            )
        )


@dataclass(frozen=True)
class Thing:
    """What a parameter of an address names. ``of``: who sees it, besides those of other centres, who never do.

    ``centre``: everybody of the centre who may call the route; ``learner``: of learners only the one whose it is;
    ``self``: nobody but the one whose it is; ``installation``: whoever runs it, all of them. ``place``: no thing in
    itself but a place within another, such as the number of a draft.
    """

    make: Callable[[Scene], object]
    of: str = "centre"


THINGS: Mapping[str, Thing] = {
    "person_id": Thing(Scene.a_person),
    "characteristic": Thing(Scene.a_characteristic),
    "cohort_id": Thing(Scene.a_cohort),
    "webhook_id": Thing(Scene.a_webhook),
    "plan_id": Thing(Scene.a_plan),
    "assessor_id": Thing(Scene.an_assessor),
    "submission_id": Thing(Scene.a_submission, of="learner"),
    "document_id": Thing(Scene.a_document, of="learner"),
    "number": Thing(lambda _: 1, of="place"),
    "marking_point": Thing(lambda _: "MP1", of="place"),
    "hold_id": Thing(Scene.a_hold),
    "job_id": Thing(Scene.a_job, of="learner"),
    "decision_id": Thing(Scene.a_decision, of="learner"),
    "objection_id": Thing(Scene.an_objection, of="self"),
    "comment_id": Thing(Scene.a_comment, of="self"),
    "contest_id": Thing(Scene.a_contest, of="learner"),
    "exercise_id": Thing(Scene.a_standardisation),
    "script": Thing(lambda _: 1, of="place"),
    "session_id": Thing(Scene.a_session, of="self"),
    "token_id": Thing(Scene.a_token, of="self"),
    "centre_id": Thing(Scene.a_centre, of="installation"),
    "unit_id": Thing(lambda _: default_unit_id(), of="installation"),
}
"""By the parameter's name."""

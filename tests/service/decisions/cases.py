"""A submission in assessment, and what people do with it through the service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from httpx2 import Response
from starlette.testclient import TestClient

from nlp.results import AnalysisResult
from service.storage.columns import now
from service.storage.tables import Table
from service.storage.tables.analyses import Analysis
from service.storage.tables.people import Person
from service.storage.tables.submissions import Draft, State, StateChange, Submission
from tests.service.submissions_in_centres import ACCOUNT, UNIT, College, a_college, a_draft, a_submission, analysed
from tests.service.submissions_in_centres import handed_in as note_handed_in
from tests.service.world import World

POINTS = [point.id for point in UNIT.marking_points]


@dataclass
class Case:
    """One learner's submission, which ``college.assessor`` has in assessment; its draft was analysed."""

    world: World
    college: College
    submission_id: UUID
    draft: Draft
    _clients: dict[UUID, TestClient] = field(default_factory=dict)
    _moves: int = 1

    def client(self, person: Person) -> TestClient:
        """The browser of somebody."""
        if person.id not in self._clients:
            self._clients[person.id] = self.world.client_of(person)
        return self._clients[person.id]

    @property
    def version(self) -> str:
        """What If-Match has to say now."""
        with self.world.database.read() as session:
            return f'"{session.get_one(Submission, self.submission_id).version}"'

    def post(self, person: Person, path: str, *, version: str | None = None, **body: Any) -> Response:
        """Send something as somebody who has seen the submission as it is."""
        response: Response = self.client(person).post(
            path.format(id=self.submission_id), json=body, headers={"If-Match": version or self.version}
        )
        return response

    def decide(self, person: Person, point: str = "MP1", status: str = "met", **more: Any) -> Response:
        """Decide on a point."""
        wanted = {"marking_point": point, "status": status, "draft": self.draft.number, **more}
        return self.post(person, "/v1/submissions/{id}/decisions", **wanted)

    def contest(self, decision: str, reason: str = "I did write about it.") -> Response:
        """Contest a decision as the learner."""
        return self.post(self.college.learner, "/v1/submissions/{id}/contests", decision=decision, reason=reason)

    def review(self, person: Person, contest: str, status: str = "met", **more: Any) -> Response:
        """Look at a contested decision."""
        return self.post(person, f"/v1/contests/{contest}/review", status=status, comment="I have looked.", **more)

    def get(self, person: Person, what: str) -> Any:
        """Read something about the submission."""
        response = self.client(person).get(f"/v1/submissions/{self.submission_id}/{what}")
        assert response.status_code == 200, response.text
        return response.json()

    def move(self, after: State, by: Person | None = None) -> None:
        """Let the submission come to a state, without the checks of the service's moves."""
        with self.world.database.write() as session:
            submission = session.get_one(Submission, self.submission_id)
            self._moves += 1
            session.add(
                StateChange(
                    submission_id=submission.id, draft_id=self.draft.id, before=submission.state, after=after,
                    by=(by or self.college.assessor).id, number=self._moves, at=now(),
                )
            )  # fmt: skip
            submission.state = after
            submission.version += 1

    def next_draft(self, words: str = ACCOUNT + " I wrote it down.") -> None:
        """Let the learner hand in another draft, and the same assessor take it."""
        with self.world.database.read() as session:
            submission = session.get_one(Submission, self.submission_id)
        self.draft = a_draft(self.world.database, submission, number=self.draft.number + 1, words=words)
        analysed(self.world.database, submission, self.draft)
        self.move(State.SUBMITTED, self.college.learner)
        self.move(State.IN_ASSESSMENT)

    @property
    def result(self) -> AnalysisResult:
        """What the program said of the first draft."""
        with self.world.database.read() as session:
            return AnalysisResult.model_validate_json(session.scalars(sa.select(Analysis.result)).first() or "")

    def rows(self, table: type[Table]) -> Iterator[Any]:
        """All rows of a table."""
        with self.world.database.read() as session:
            yield from session.scalars(sa.select(table)).all()


def a_case(world: World, state: State = State.IN_ASSESSMENT, **settings: Any) -> Case:
    """A new centre with a submission; ``settings``: columns of the centre."""
    college = a_college(world.database, **settings)
    submission = a_submission(world.database, college.learner, state, assessor_id=college.assessor.id)
    draft = a_draft(world.database, submission)
    note_handed_in(world.database, submission, draft)
    analysed(world.database, submission, draft)
    return Case(world, college, submission.id, draft)


def problem(response: Response) -> str:
    """The kind of problem that was answered."""
    return str(response.json()["type"]).removeprefix("urn:tallymark:problem:")

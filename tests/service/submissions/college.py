"""A centre at work: its people signed in, and a worker that performs analyses when it is told to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from docx import Document as WordDocument
from sqlalchemy import select
from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from service.jobs import Job, Kind, analysing, comparing
from service.jobs.comparing import Indexes
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.settings import Settings
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Decision, Knowledge
from service.storage.tables.people import Centre, Person, Role
from service.storage.tables.submissions import Draft
from tests.service.world import World

UNIT = fake_analyser().unit
ACCOUNT = (
    "I rang the customer back the same day. She told me that it was the waiting which had worried her.\n\n"
    "I had never thought about what silence says to somebody who waits. Next time I will ring before she has to."
)
Answer = Mapping[str, Any]


@dataclass
class College:
    """One centre."""

    world: World
    centre: Centre

    @cached_property
    def learner(self) -> TestClient:
        return self.signed_in(Role.LEARNER, name="Asha Rao")[1]

    @cached_property
    def assessor(self) -> TestClient:
        return self.signed_in(Role.ASSESSOR, name="Ada Byron")[1]

    @cached_property
    def colleague(self) -> TestClient:
        return self.signed_in(Role.ASSESSOR, name="Mary Somerville")[1]

    @cached_property
    def iqa(self) -> TestClient:
        return self.signed_in(Role.IQA)[1]

    @cached_property
    def admin(self) -> TestClient:
        return self.signed_in(Role.CENTRE_ADMIN)[1]

    def signed_in(self, *roles: Role, name: str = "") -> tuple[Person, TestClient]:
        """A new person of the centre, and her browser."""
        person = self.world.person(self.centre, *roles, name=name)
        return person, self.world.client_of(person)

    def begin(self, client: TestClient | None = None, **wanted: Any) -> str:
        """Begin a submission; gives its address."""
        response = (client or self.learner).post("/v1/submissions", json=wanted)
        assert response.status_code == 201, response.text
        return f"/v1/submissions/{response.json()['id']}"

    def add(self, address: str, text: str = ACCOUNT, client: TestClient | None = None) -> Answer:
        """Add a draft of pasted text."""
        response = (client or self.learner).post(f"{address}/drafts", json={"text": text})
        assert response.status_code == 201, response.text
        draft: Answer = response.json()
        return draft

    def move(self, client: TestClient, address: str, move: str) -> Answer:
        """Make a move on the present version; whoever closes the submission writes to the learner first."""
        if move in ("decide", "refer_back"):
            seen = {"If-Match": client.get(address).headers["ETag"]}
            assert client.post(f"{address}/feedback", json={"content": "Read it."}, headers=seen).status_code == 201
        response = self.try_move(client, address, move)
        assert response.status_code == 201, response.text
        made: Answer = response.json()
        return made

    def try_move(self, client: TestClient, address: str, move: str, **headers: str) -> Any:
        seen = client.get(address).headers.get("ETag", '"1"')
        return client.post(f"{address}/moves", json={"move": move}, headers={"If-Match": seen, **headers})

    def handed_in(self, text: str = ACCOUNT) -> str:
        """A submission that was handed in; gives its address."""
        address = self.begin()
        self.add(address, text)
        self.move(self.learner, address, "hand_in")
        return address

    def work(self) -> None:
        """Let a worker perform the analyses that were asked for."""
        world = self.world
        workplace = Workplace(Settings(), world.database, world.jobs, InstalledAnalysers(fake_analyser), Indexes())

        def perform(job: Job) -> None:
            if job.kind is Kind.ANALYSE_DRAFT:
                analysing.perform(workplace, job.payload)
            elif job.kind is Kind.COMPARE_DRAFT:
                comparing.perform(workplace, job.payload)

        world.jobs.perform(perform)

    def decide(self, address: str, assessor: TestClient, *points: str, status: Status = Status.MET) -> None:
        """Decide on points of the latest draft, as the slice of decisions would write it down."""
        found = assessor.get(address).json()
        with self.world.database.write() as session:
            of_submission = select(Draft).where(Draft.submission_id == UUID(found["id"]))
            draft = session.scalars(of_submission.order_by(Draft.number.desc()).limit(1)).one()
            session.add_all(
                Decision(
                    id=uuid4(),
                    submission_id=draft.submission_id,
                    draft_id=draft.id,
                    marking_point=point,
                    status=status,
                    assessor_id=UUID(found["assessor"]["id"]),
                    knowledge=Knowledge.NONE,
                    evidence=[],
                )
                for point in points or [point.id for point in UNIT.marking_points]
            )


def word_document(*paragraphs: str) -> bytes:
    """A Word document."""
    document, file = WordDocument(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()

"""Centres, people who are signed in, and the service that they use: what most tests of routes begin with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from service.access.opaque_tokens import hash_token, new_token
from service.access.requiring import COOKIE
from service.analysers import Analysers
from service.app import create_app
from service.jobs import RecordedJobs
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now
from service.storage.tables import Table
from service.storage.tables.people import AllocationRule, Centre, Person, PersonRole, Role, SignIn
from tests.patience import wait_until

Row = TypeVar("Row", bound=Table)


@dataclass
class World:
    """The service with one database. ``jobs`` keeps what was asked for; a test performs it when it wants to."""

    database: Database
    jobs: RecordedJobs
    anonymous: TestClient
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def anew(self) -> World:
        """The same service, for the next test: nothing was asked for, nobody has been numbered."""
        self.jobs.forget()
        return replace(self, _numbers=count(1))

    def centre(self, *, blind_first: bool = False, allocation: AllocationRule = AllocationRule.POOL) -> Centre:
        """A new centre."""
        number = next(self._numbers)
        return self.add(
            Centre(slug=f"centre-{number}", name=f"Centre {number}", blind_first=blind_first, allocation=allocation)
        )

    def person(self, centre: Centre | None, *roles: Role, name: str = "") -> Person:
        """A new person of a centre, or of none."""
        number = next(self._numbers)
        person = self.add(
            Person(
                centre_id=centre.id if centre else None,
                name=name or f"Person {number}",
                email=f"person-{number}@example.org",
                reference=f"R{number}",
            )
        )
        with self.database.write() as session:
            session.add_all(PersonRole(person_id=person.id, role=role) for role in roles)
        return person

    def client_of(self, person: Person) -> TestClient:
        """A browser in which ``person`` is signed in."""
        token = new_token()
        expires = now() + timedelta(hours=1)
        self.add(SignIn(person_id=person.id, token_sha256=hash_token(token), method="password", expires_at=expires))
        # Not entered: the app has been started, and is stopped, once.
        return TestClient(self.anonymous.app, cookies={COOKIE: token}, raise_server_exceptions=False)

    def of(self, centre: Centre, role: Role) -> tuple[Person, TestClient]:
        """A new person with one role, and her browser."""
        person = self.person(centre, role)
        return person, self.client_of(person)

    def add(self, row: Row) -> Row:
        """Write a row."""
        with self.database.write() as session:
            session.add(row)
        return row


@contextmanager
def open_world(database: Database, data: Path) -> Iterator[World]:
    """Start the service over ``database`` with the instant model, and stop it."""
    jobs = RecordedJobs()
    app = create_app(Settings(workers=2, data=data / "data"), Analysers(fake_analyser), database=database, jobs=jobs)
    with ExitStack() as stack:
        client = stack.enter_context(TestClient(app))
        wait_until(lambda: client.get("/version").status_code == 200)
        yield World(database, jobs, client)

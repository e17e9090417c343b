"""A small centre in which everything has happened once, and the things that addresses of pages name in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import sqlalchemy as sa

from nlp.pipeline import fake_analyser
from service.demonstration.making import make
from service.demonstration.specification import Specification, Step, specification
from service.settings import Settings
from service.storage.tables.decisions import Contest, Decision
from service.storage.tables.people import Centre, Cohort, Person, PersonRole, Role
from service.storage.tables.submissions import State, Submission
from tests.pages.conftest import Site
from tests.service.permissions.example import Example
from tests.service.permissions.examples import EXAMPLES
from tests.service.permissions.scenes import THINGS
from tests.service.permissions.scenes import Scene as Made

_WRITE = (Step.EARLY_DRAFT, Step.DRAFT)
_DECIDE = (*_WRITE, Step.SUBMIT, Step.TAKE, Step.DECIDE)
_COURSES: tuple[tuple[Step, ...], ...] = (
    (),
    _WRITE,
    (*_WRITE, Step.SUBMIT),
    (*_WRITE, Step.SUBMIT, Step.TAKE, Step.DECIDE_SOME),
    (*_DECIDE, Step.REFER),
    (*_DECIDE, Step.SETTLE, Step.CONTEST),
    (*_DECIDE, Step.SETTLE, Step.SAMPLE),
)
# Of each role the submission that its pages have most to say about.
_TOLD_MOST = {Role.LEARNER: State.REFERRED_BACK, Role.ASSESSOR: State.IN_ASSESSMENT, Role.IQA: State.DECIDED}
# Where the example of a route leaves something out, and is answered that there is no such thing.
_QUERIES = {"/submissions/{submission_id}/compare": {"before": "1", "after": "2"}}


def small(wanted: Specification) -> Specification:
    """The demonstration with one learner for each of a few courses."""
    first, *_ = wanted.cohorts
    cohort = first.model_copy(update={"learners": first.learners[: len(_COURSES)]})
    course = wanted.courses[1].model_copy(update={"learners": 1})
    courses = tuple(course.model_copy(update={"steps": steps, "ended_days_ago": (0, 6)}) for steps in _COURSES)
    return wanted.model_copy(update={"cohorts": (cohort,), "courses": courses})


@dataclass
class Scene:
    """The small demonstration centre, served."""

    site: Site

    @classmethod
    def played(cls, site: Site, folder: Path) -> Scene:
        """Let everything happen in the database of ``site``."""
        make(Settings(data=folder), site.world.database, fake_analyser, small(specification()))
        return cls(site)

    @cached_property
    def centre(self) -> Centre:
        centre: Centre = self._one(sa.select(Centre))
        return centre

    def somebody(self, role: Role) -> Person:
        """Of the role; of the learners, the one whose submission has most to say."""
        if role is Role.SYSTEM_ADMIN:
            return self.site.world.person(None, role)
        wanted = sa.select(Person).join(PersonRole).where(PersonRole.role == role).order_by(Person.name)
        if role is Role.LEARNER:
            wanted = wanted.join(Submission, Submission.learner_id == Person.id)
            wanted = wanted.where(Submission.state == _TOLD_MOST[role])
        if role is Role.ASSESSOR:
            wanted = wanted.join(Submission, Submission.assessor_id == Person.id)
            wanted = wanted.where(Submission.state == _TOLD_MOST[role])
        person: Person = self._one(wanted)
        return person

    def address(self, path: str, role: Role | None, person: Person | None) -> str:
        """``path`` with things for its parameters: those of the centre where it has them, else new ones."""
        example = EXAMPLES.get(f"GET {path}", Example())
        filled = path
        for name in _parameters(path):
            filled = filled.replace(f"{{{name}}}", str(self._thing(name, role, person, example.make)))
        query = urlencode(_QUERIES.get(path, example.query))
        return f"{filled}?{query}" if query else filled

    def _thing(
        self, name: str, role: Role | None, person: Person | None, makers: Mapping[str, Callable[[Made], object]]
    ) -> object:
        if role is None or person is None:
            return THINGS[name].make(Made(self.site.world, self.centre, None, self.somebody(Role.LEARNER)))
        if found := self._found(name, role, person):
            return found
        make_one = makers.get(name) or THINGS[name].make
        return make_one(Made(self.site.world, self.centre, person, person))

    def _found(self, name: str, role: Role, person: Person) -> UUID | None:
        wanted: dict[str, sa.Select[Any]] = {
            "submission_id": sa.select(Submission.id)
            .where(Submission.state == _TOLD_MOST.get(role, State.DECIDED))
            .order_by(Submission.assessor_id != person.id, Submission.learner_id != person.id),
            "cohort_id": sa.select(Cohort.id),
            "person_id": sa.select(Submission.learner_id).where(Submission.state == State.DECIDED),
            "contest_id": sa.select(Contest.id),
            "decision_id": sa.select(Decision.id),
        }
        if name not in wanted:
            return None
        with self.site.world.database.read() as session:
            found: UUID | None = session.scalars(wanted[name].limit(1)).first()
        return found

    def _one(self, wanted: sa.Select[Any]) -> Any:
        with self.site.world.database.read() as session:
            return session.scalars(wanted.limit(1)).one()


def _parameters(path: str) -> list[str]:
    return [part.strip("{}").partition(":")[0] for part in path.split("/") if part.startswith("{")]

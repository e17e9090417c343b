"""What a plan happens in: the centre, its people, what they have begun, and what the service's functions need."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from service.access import Actor
from service.demonstration.events import Deed
from service.files import Originals
from service.jobs import Job, Kind, RecordedJobs
from service.jobs.performers import PERFORMERS
from service.jobs.workplace import Workplace
from service.storage.tables.submissions import Submission
from service.visibility.submissions import find_submission

_PERFORMED = frozenset({Kind.ANALYSE_DRAFT, Kind.COMPARE_DRAFT})
"""Kinds of job that are performed here. Nobody reads mail at the centre's addresses, so that none is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One transaction in which everything happens.

    ``people``: by name, with the roles that they have at the time. ``submissions``: by the learner's name.
    ``exercises``: by their titles. ``jobs``: where jobs are asked for. ``workplace``: where they are performed, within
    the same transaction (`Within`).
    """

    session: Session
    unit: Unit
    centre_id: UUID
    people: dict[str, Actor]
    submissions: dict[str, UUID] = field(default_factory=dict)
    exercises: dict[str, UUID] = field(default_factory=dict)
    jobs: RecordedJobs
    workplace: Workplace
    originals: Originals

    def find(self, deed: Deed) -> tuple[Actor, Submission]:
        """Who does something, and the submission that she does it to, as she may see it."""
        actor = self.people[deed.who]
        return actor, find_submission(self.session, actor, self.submissions[deed.learner], lock=True)

    def perform_jobs(self) -> None:
        """Perform what was asked for, and what follows from that."""
        self.jobs.perform(self._perform)

    def _perform(self, job: Job) -> None:
        if job.kind in _PERFORMED:
            PERFORMERS[job.kind].perform(self.workplace, job.payload)

"""Submissions that wait for an assessor, for tests of the marking page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect

from service.storage.columns import now
from service.storage.tables.decisions import Decision, Stance
from service.storage.tables.people import Person
from service.storage.tables.submissions import Draft, State, Submission
from service.triage import place_again
from tests.pages.conftest import Site
from tests.service.submissions_in_centres import UNIT, College, a_college, a_draft, a_submission, analysed, handed_in

POINTS = [point.id for point in UNIT.marking_points]
ACCOUNT = """Reflective account: the late boiler

I rang Mrs Osei back the same day, because she had waited nine days for a part and nobody had told her anything. \
She told me that it was the silence which had worried her, not the money.

Next time I will ring before the customer has to. I have learned that people forgive a delay and do not forgive \
silence. I worked out that three of our eleven landlords rent more than twenty flats each, so I put them first.

We now write down every call, and I look at the list each Friday. Complaints about waiting fell from nine to four."""


@dataclass(frozen=True)
class ToMark:
    """A submission that waits; its draft was analysed."""

    site: Site
    college: College
    id: UUID
    draft: Draft

    @property
    def path(self) -> str:
        """The address of its marking page."""
        return f"/marking/{self.id}"

    @property
    def submission(self) -> Submission:
        """Its row as it is now."""
        with self.site.world.database.read() as session:
            return session.get_one(Submission, self.id)

    def decisions(self, point: str | None = None) -> list[Decision]:
        """What was decided, oldest first; on one point alone where it is named."""
        rows = sa.select(Decision).where(Decision.submission_id == self.id).order_by(Decision.decided_at)
        with self.site.world.database.read() as session:
            return [row for row in session.scalars(rows) if point in (None, row.marking_point)]

    def stances(self) -> list[Stance]:
        """What was said about suggestions."""
        with self.site.world.database.read() as session:
            return list(session.scalars(sa.select(Stance)))

    def another(self, words: str = ACCOUNT) -> ToMark:
        """One more that waits in the same centre."""
        return to_mark(self.site, self.college, words)

    def take(self, person: Person) -> None:
        """Let somebody have it in assessment, as far as the tables say so."""
        with self.site.world.database.write() as session:
            submission = session.get_one(Submission, self.id)
            submission.state, submission.assessor_id = State.IN_ASSESSMENT, person.id
            submission.version += 1


def to_mark(site: Site, college: College | None = None, words: str = ACCOUNT, **settings: Any) -> ToMark:
    """A submission that waits in ``college``, or in a new centre with these ``settings``."""
    database = site.world.database
    college = college or a_college(database, **settings)
    submission = a_submission(database, college.learner, State.SUBMITTED, submitted_at=now())
    draft = a_draft(database, submission, words=words)
    handed_in(database, submission, draft)
    analysed(database, submission, draft)
    with database.write() as session:
        place_again(session, submission.id)
    return ToMark(site, college, submission.id, draft)


def card(page: Page, number: int) -> Locator:
    """The card of a marking point."""
    return page.locator(f"#point-{number}")


def saved(page: Page) -> None:
    """Wait until the page says that everything is saved."""
    expect(page.locator("#marking-saved")).to_contain_text("Saved")


def ready(page: Page) -> Page:
    """Wait until the page's keys work."""
    expect(page.locator("[data-marking][data-ready]")).to_be_attached()
    return page

"""How the program itself does: in plain words, a chart of how sure it is, and differences between groups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from playwright.sync_api import Page, expect

from service.storage import Database
from service.storage.columns import now
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Decision, DecisionPurpose, Knowledge
from service.storage.tables.people import Role
from service.storage.tables.submissions import DraftDocument, State
from tests.pages.accessibility import check_accessible
from tests.pages.conftest import Site
from tests.service.people_in_centres import a_person
from tests.service.submissions_in_centres import ACCOUNT, College, a_college, a_draft, a_submission, analysed

Open = Callable[..., Page]
POINTS = ("MP1", "MP2", "MP3", "MP4")


def blind_work(database: Database, college: College, count: int = 24) -> None:
    """As many learners' submissions, decided blind; one in three is a PDF, of which the program suggests less."""
    statuses = tuple(Status)
    for number in range(count):
        learner = a_person(database, college.centre.id, Role.LEARNER, name=f"Learner {number}")
        at = now() - timedelta(days=count - number)
        submission = a_submission(database, learner, State.DECIDED, decided_at=at, assessor_id=college.assessor.id)
        draft = a_draft(database, submission, words=f"{ACCOUNT} That was the {number}th time.")
        analysis = analysed(database, submission, draft)
        pdf = number % 3 == 0
        media_type = "application/pdf" if pdf else "text/plain"
        document = DraftDocument(draft_id=draft.id, position=1, media_type=media_type, size=9, start=0, end=9)
        decisions = [
            Decision(
                id=uuid4(),
                submission_id=submission.id,
                draft_id=draft.id,
                analysis_id=analysis,
                marking_point=point,
                purpose=DecisionPurpose.ASSESSMENT,
                assessor_id=college.assessor.id,
                status=statuses[(number + place) % 2],
                evidence=[],
                knowledge=Knowledge.HIDDEN,
                suggested=Status.NOT if pdf else statuses[(number + place + (number % 7 == place)) % 2],
                decided_at=at,
            )
            for place, point in enumerate(POINTS)
        ]
        with database.write() as session:
            session.add_all([document, *decisions])


def test_what_can_be_known_stands_in_plain_words_and_small_groups_are_left_out(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    blind_work(site.world.database, college)
    page = open_page("/centre/program", college.iqa)
    expect(page.get_by_role("heading", level=1)).to_have_text("Is the program itself fair?")
    expect(page.locator("main")).to_contain_text("People gave what it suggests in")
    expect(page.get_by_text("Compared: 96 suggestions, 24 submissions.")).to_be_visible()
    expect(page.locator("#calibration-title")).to_have_count(1)
    documents = page.locator("section.card").filter(has_text="What it was handed in as")
    # Eight learners sent a PDF, and beside them there is one group alone.
    expect(documents).to_contain_text("2 groups are left out: fewer than 10 learners, or too few beside them.")
    check_accessible(page)


def test_groups_that_are_large_enough_are_shown_by_name(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    blind_work(site.world.database, college, count=36)
    page = open_page("/centre/program", college.admin)
    figure = page.locator("figure.picture").filter(has_text="What it was handed in as")
    expect(figure).to_contain_text("PDF")
    check_accessible(page)


def test_without_blind_decisions_it_says_what_would_change_that(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    page = open_page("/centre/program", college.iqa)
    expect(page.locator(".empty")).to_contain_text("no suggestion was hidden from whoever decided")
    check_accessible(page)

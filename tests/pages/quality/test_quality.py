"""A quality assurer's main task: choosing what to look at, and letting people mark the same work to compare."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from service.people.passwords.hashing import PasswordHasher
from service.storage.tables.decisions import Contest, ContestReason, Decision
from service.storage.tables.people import Password, PersonRole, Role
from service.storage.tables.submissions import Draft, State, Submission
from tests.pages.accessibility import check_accessible
from tests.pages.conftest import Site
from tests.pages.quality.work import POINTS, decided_work
from tests.service.submissions_in_centres import College, a_college, analysed

Open = Callable[..., Page]
PASSWORD = "three tin whistles"


@pytest.fixture
def college(site: Site) -> College:
    return a_college(site.world.database, blind_first=True)


def tab_to(page: Page, role: str, name: str) -> None:
    """Press the tab key until something has the focus, as somebody without a mouse does."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    expect(wanted).to_be_attached()
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("(each) => each === document.activeElement"):
            return
    pytest.fail(f"The tab key does not reach {name}.")


def sign_in(page: Page, centre: str, email: str) -> None:
    page.get_by_label("Centre").fill(centre)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")


def test_from_signing_in_to_a_sampled_submission_by_keyboard(site: Site, college: College, open_page: Open) -> None:
    database = site.world.database
    decided_work(database, college, 4)
    site.world.add(Password(person_id=college.iqa.id, hash=PasswordHasher().hash(PASSWORD)))
    page = open_page("/sign-in?next=/centre/sampling")
    sign_in(page, college.centre.slug, college.iqa.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sampling plan")
    expect(page.get_by_text("No plan has been drawn yet.")).to_be_visible()
    tab_to(page, "link", "New plan")
    page.keyboard.press("Enter")
    page.get_by_label("How many submissions at most").fill("3")
    page.get_by_label("How many submissions at most").press("Enter")
    expect(page.get_by_role("heading", name="The plan as it would be")).to_be_visible()
    expect(page.get_by_text("3 submissions of 4")).to_be_visible()
    check_accessible(page)
    tab_to(page, "button", "Draw this plan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="The plan is drawn")).to_be_visible()
    expect(page.get_by_text("0 of 3 submissions looked at")).to_be_visible()
    check_accessible(page)
    choice = page.locator(".proposals li").first
    expect(choice).to_contain_text("The assessor is new to the unit or to the centre.")
    button = choice.get_by_role("button")
    tab_to(page, "button", button.inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url("**/marking/*", wait_until="commit")
    chosen = UUID(page.url.split("/marking/")[1].split("?")[0])
    with database.read() as session:
        assert session.get_one(Submission, chosen).state is State.SAMPLED
    page.goto("/centre/sampling")
    expect(page.get_by_role("row").filter(has_text=str(chosen)[:8]).last).to_contain_text("Caroline Herschel")
    expect(page.locator(".proposals li").filter(has_text="Go on")).to_have_count(1)
    page.goto("/centre/sampling/new?since=2026-02-02&until=2026-01-01")
    expect(page.get_by_role("alert")).to_contain_text("The last day must not be before the first.")


def test_an_exercise_from_setting_it_up_to_the_standard_by_keyboard(
    site: Site, college: College, open_page: Open
) -> None:
    decided_work(site.world.database, college, 2)
    page = open_page("/centre/standardisation", college.iqa)
    tab_to(page, "link", "New exercise")
    page.keyboard.press("Enter")
    page.get_by_label("Title").fill(" ")
    page.get_by_role("button", name="Ask them to mark").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_accessible(page)
    page.get_by_label("Title").fill("")
    page.keyboard.type("Autumn standardisation")
    for choice in page.locator("input[name=submissions]").all():
        expect(choice).to_be_checked()
    expect(page.locator("#submissions")).to_contain_text("about as likely")
    tab_to(page, "checkbox", "Mary Somerville")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Autumn standardisation")
    expect(page.get_by_role("status").filter(has_text="The exercise is set up.")).to_be_visible()
    check_accessible(page)
    address = page.url.split("?")[0].removeprefix(site.url)

    hers = open_page("/centre/standardisation", college.colleague)
    hers.get_by_role("link", name="Autumn standardisation").click()
    expect(hers.get_by_text("You have 2 scripts to mark.")).to_be_visible()
    check_accessible(hers)
    hers.get_by_role("link", name="Script 1").click()
    expect(hers.get_by_text("Asha Rao")).to_have_count(0)
    check_accessible(hers)
    hers.get_by_label("Sentences that MP1 rests on").fill("9")
    mark_by_keyboard(hers)
    expect(hers.get_by_role("heading", level=1)).to_have_text("Script 2 of 2")
    expect(hers.get_by_text("What was given")).to_have_count(0)
    mark_by_keyboard(hers)
    expect(hers.get_by_role("heading", name="What was given")).to_be_visible()
    hers.get_by_role("link", name="Script 1", exact=True).click()
    expect(hers.locator(".highlight-label").first).to_contain_text("MP1 Mary Somerville")
    check_accessible(hers)

    page.goto(address)
    tab_to(page, "button", "End the marking")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Marking has ended.").first).to_be_visible()
    page.get_by_role("link", name="Script 1", exact=True).click()
    set_and_correct_by_keyboard(page)


def test_the_report_says_what_to_discuss_first(site: Site, college: College, open_page: Open) -> None:
    first, *_ = decided_work(site.world.database, college, 1)
    wanted = {"title": "Apart", "submissions": [str(first)]}
    people = [college.assessor, college.colleague]
    iqa = site.world.client_of(college.iqa)
    made = iqa.post("/v1/standardisations", json=wanted | {"assessors": [str(one.id) for one in people]}).json()
    address = f"/v1/standardisations/{made['id']}"
    for person, status, end in ((college.assessor, "met", 5), (college.colleague, "not", 20)):
        evidence = [{"start": 0, "end": end}]
        marks = [{"marking_point": point, "status": status, "evidence": evidence} for point in POINTS]
        assert site.world.client_of(person).post(f"{address}/scripts/1/marks", json={"marks": marks}).is_success
    page = open_page(f"/centre/standardisation/{made['id']}", college.iqa)
    page.get_by_role("link", name="Where and why people differ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where and why people differ")
    expect(page.locator(".discuss li").first).to_contain_text("Met by Ada Byron; not met by Mary Somerville.")
    expect(page.get_by_text("It takes 8 submissions").first).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="Script 1, MP1").click()
    expect(page.locator(".highlight-label:visible")).to_have_count(2)
    check_accessible(page)


def set_and_correct_by_keyboard(page: Page) -> None:
    """The standard of the first marking point."""
    page.get_by_text("Set the standard for MP1").click()
    point = page.locator("#MP1")
    point.get_by_role("button", name="Set the standard").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_accessible(page)
    point.get_by_label("Partly met").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("One customer is not two.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(point.locator(".standard")).to_contain_text("One customer is not two.")
    point.get_by_text("Correct the standard for MP1").click()
    point.get_by_label("Not met").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Not even one.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(point.locator(".standard")).to_contain_text("Not even one.")
    point.get_by_text("What was agreed on MP1 before").click()
    expect(point.locator(".standard details")).to_contain_text("One customer is not two.")
    check_accessible(page)


def mark_by_keyboard(page: Page) -> None:
    page.get_by_role("button", name="Keep my marks").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose how far MP1 is evidenced.")
    sentences = page.get_by_label("Sentences that MP1 rests on")
    if sentences.input_value():
        for point in POINTS:
            page.locator(f"#status-{point}").get_by_label("Partly met").check()
        page.get_by_role("button", name="Keep my marks").click()
        expect(page.get_by_role("alert")).to_contain_text("Name sentences by their numbers")
        sentences.fill("")
        page.locator("[data-sentence='1']").click()
        expect(sentences).to_have_value("1")
    for point in POINTS:
        group = page.locator(f"#status-{point}")
        group.get_by_label("Partly met").focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Keep my marks").focus()
    page.keyboard.press("Enter")


def test_who_marks_sees_nothing_of_others_before_she_has_finished(
    site: Site, college: College, open_page: Open
) -> None:
    first, _ = decided_work(site.world.database, college, 2)
    with site.world.database.write() as session:
        session.add(PersonRole(person_id=college.assessor.id, role=Role.IQA))
    wanted = {"title": "Blind", "submissions": [str(first)]}
    people = [college.assessor, college.colleague]
    made = site.world.client_of(college.iqa).post(
        "/v1/standardisations", json=wanted | {"assessors": [str(one.id) for one in people]}
    )
    marks = [{"marking_point": point, "status": "not", "note": "A kestrel."} for point in POINTS]
    address = f"/v1/standardisations/{made.json()['id']}"
    assert site.world.client_of(college.colleague).post(f"{address}/scripts/1/marks", json={"marks": marks}).is_success
    for path in ("", "/scripts/1"):
        page = open_page(f"/centre/standardisation/{made.json()['id']}{path}", college.assessor)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert "kestrel" not in page.content()
        assert str(first) not in page.content()


def test_contests_say_who_can_look_and_where_nobody_can(site: Site, college: College, open_page: Open) -> None:
    database = site.world.database
    page = open_page("/centre/contests", college.iqa)
    expect(page.get_by_text("No decision is contested.")).to_be_visible()
    (submission_id,) = decided_work(database, college, 1)
    with database.write() as session:
        decision = session.query(Decision).filter_by(submission_id=submission_id, marking_point="MP1").one()
        contest = Contest(submission_id=submission_id, decision_id=decision.id, by=college.learner.id)
        session.add(contest)
        session.flush()
        session.add(ContestReason(contest_id=contest.id, content="<b>I did</b> write of two."))
    with database.read() as session:
        draft = session.query(Draft).filter_by(submission_id=submission_id).one()
        analysed(database, session.get_one(Submission, submission_id), draft)
    learner = site.world.client_of(college.learner)
    objected = learner.post(f"/v1/submissions/{submission_id}/drafts/1/objections", json={"observation": "/depth"})
    assert objected.is_success, objected.text
    page.reload()
    expect(page.get_by_role("region", name="What became of contests")).to_contain_text("MP1")
    expect(page.get_by_role("region", name="What people disagree with")).to_contain_text("reflects or narrates")
    card = page.get_by_role("article")
    expect(card).to_contain_text("<b>I did</b> write of two.")
    expect(card).to_contain_text("Caroline Herschel (you), Mary Somerville.")
    check_accessible(page)
    page.goto("/centre")
    expect(page.get_by_role("link", name="1 contested decision waits for another person")).to_be_visible()

"""A learner's whole way with the keys alone, from signing in to what became of a contest; and without any script."""

from __future__ import annotations

from playwright.sync_api import expect

from service.people.passwords.hashing import PasswordHasher
from service.storage.tables.people import Password
from tests.pages.conftest import Open, Site
from tests.pages.learner.conftest import ACCOUNT, Learner, tab_to
from tests.service.submissions.college import UNIT

PASSWORD = "three tin whistles"


def test_with_the_keys_alone(site: Site, learner: Learner, open_page: Open) -> None:
    site.world.add(Password(person_id=learner.person.id, hash=PasswordHasher().hash(PASSWORD)))
    page = open_page("/submissions")

    def press(name: str, *, role: str = "button") -> None:
        wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
        tab_to(page, wanted)
        page.keyboard.press("Space" if role in ("radio", "checkbox") else "Enter")

    def type_into(label: str, words: str) -> None:
        tab_to(page, page.get_by_label(label, exact=False).first)
        page.keyboard.insert_text(words)

    type_into("Centre", learner.college.centre.slug)
    type_into("E-mail address", learner.person.email or "")
    type_into("Password", PASSWORD)
    page.keyboard.press("Enter")
    press("Start your first submission", role="link")
    press(UNIT.title, role="radio")
    press("Start")
    expect(page.get_by_role("heading", level=1, name=UNIT.title)).to_be_visible()
    type_into("Paste your account", ACCOUNT)
    press("Get feedback on this draft")
    expect(page.get_by_role("heading", name="The program is reading your draft")).to_be_visible()

    learner.college.work()  # and the page shows it by itself
    expect(page.get_by_role("heading", name="What to work on next")).to_be_visible()
    press("Go to the place in your text", role="link")
    expect(page.locator(".sentence:target")).to_be_in_viewport()
    tab_to(page, page.get_by_role("button", name="Turn all off"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".highlight-label").first).to_be_hidden()

    page.goto(page.url.partition("/drafts/")[0])
    press("Hand in draft 1")
    expect(page.get_by_text("You have handed in. Your assessor will read it.")).to_be_visible()
    learner.decided(page.url.removeprefix(site.url).partition("?")[0])
    page.reload()
    tab_to(page, page.locator("details.contest summary").first)
    page.keyboard.press("Enter")
    type_into("Why do you see it differently?", "Paragraph 2 says what she needed.")
    press("Ask another person to look")
    expect(page.get_by_text("You asked for another person to look at this.")).to_be_visible()
    expect(page.get_by_text("Paragraph 2 says what she needed.")).to_be_visible()


def test_without_any_script(learner: Learner) -> None:
    page = learner.see("/submissions/new", java_script_enabled=False)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Paste your account").fill(ACCOUNT)
    page.get_by_role("button", name="Get feedback").click()
    expect(page.get_by_text("Waiting to be read. Number 1 in line.")).to_be_visible()
    learner.college.work()
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("link", name="Go to the place").first.click()
    expect(page.locator(".sentence:target")).to_be_in_viewport()

    everything = page.locator(".highlight-label:visible").count()
    page.locator("#show-1").uncheck()
    page.get_by_role("button", name="Show only these").click()
    assert 0 < page.locator(".highlight-label:visible").count() < everything
    expect(page.locator("#show-1")).not_to_be_checked()
    page.get_by_role("button", name="Turn all off").click()
    assert page.locator(".highlight-label:visible").count() == 0

    page.get_by_role("button", name="I disagree").first.click()
    expect(page.get_by_text("You disagreed.").last).to_be_visible()
    page.get_by_role("button", name="Take that back").click()
    expect(page.get_by_text("You took back that you disagreed.")).to_be_visible()
    page.get_by_role("link", name=UNIT.title).click()
    page.get_by_role("button", name="Hand in draft 1").click()
    expect(page.get_by_text("There is nothing you need to do.")).to_be_visible()

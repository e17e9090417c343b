"""An account that tries to be more than words shows as words, to the learner and to her assessor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from service.storage.tables.people import Person, Role
from service.storage.tables.submissions import State, Submission
from tests.pages.accessibility import fits_narrow
from tests.pages.conftest import Site
from tests.service.submissions_in_centres import a_draft, a_submission, analysed, handed_in

Open = Callable[..., Page]

OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
SCRIPT = "<script>document.title = 'taken over'; window.taken = true</script>"
IMAGE = '<img src=x onerror="window.taken = true">'
ESCAPES = "</textarea></select></p></main><h1>Another heading</h1><!-- {{ 7 * 7 }} {% raw %} ${7 * 7}"
HEBREW = "כתבתי ללקוחה באותו יום כי השתיקה הדאיגה אותה."
ARABIC = "اتصلت بالعميلة في اليوم نفسه لأن الانتظار أقلقها."
EMOJI = "She was so happy 👩🏽‍💼🎉🏳️‍🌈 that she rang again."
PARAGRAPHS = (
    f"I rang the customer back {SCRIPT} the same day. {IMAGE}",
    f"{ESCAPES} was what she wrote, and I learned from it.",
    f"I told her {OVERRIDE}yadnom no{OVERRIDE} that I would ring.\x0b",
    HEBREW,
    ARABIC,
    EMOJI,
    "Next time I would write " + "w" * 400 + " at once.",
)
WORDS = 40_000


@pytest.fixture
def people(site: Site) -> tuple[Person, Person]:
    """A learner and an assessor; she is called what she should not be."""
    centre = site.world.centre()
    learner = site.world.person(centre, Role.LEARNER, name=f"{SCRIPT} {OVERRIDE}Asha")
    return learner, site.world.person(centre, Role.ASSESSOR)


def handed_in_account(site: Site, learner: Person, account: str, **columns: Any) -> Submission:
    database = site.world.database
    submission = a_submission(database, learner, **columns)
    draft = a_draft(database, submission, words=account)
    analysed(database, submission, draft)
    if columns:
        handed_in(database, submission, draft)
    return submission


def check_harmless(page: Page) -> None:
    """Nothing of it ran, made an element or turned our own words round."""
    assert page.evaluate("window.taken") is None
    expect(page).not_to_have_title("taken over")
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert not page.locator("script:not([src]), img[src=x]").count()
    body = page.locator("body").inner_text()
    assert OVERRIDE not in page.content()
    for words in (SCRIPT, "Another heading", "{{ 7 * 7 }}", "${7 * 7}", HEBREW, ARABIC, "👩🏽‍💼🎉🏳️‍🌈"):
        assert words in body
    fits_narrow(page)


def test_a_hostile_account_is_harmless_on_the_feedback_page(
    site: Site, open_page: Open, people: tuple[Person, Person]
) -> None:
    learner, _ = people
    submission = handed_in_account(site, learner, "\n\n".join(PARAGRAPHS))
    page = open_page(f"/submissions/{submission.id}/drafts/1", learner)
    check_harmless(page)
    assert (
        page.get_by_text(HEBREW).first.evaluate("(each) => getComputedStyle(each.closest('p, [dir]')).direction")
        == "rtl"
    )


def test_a_hostile_account_is_harmless_on_the_marking_page(
    site: Site, open_page: Open, people: tuple[Person, Person]
) -> None:
    learner, assessor = people
    columns = {"state": State.IN_ASSESSMENT, "assessor_id": assessor.id}
    submission = handed_in_account(site, learner, "\n\n".join(PARAGRAPHS), **columns)
    check_harmless(open_page(f"/marking/{submission.id}", assessor))


def test_forty_thousand_words_can_be_read_and_marked(
    site: Site, open_page: Open, people: tuple[Person, Person]
) -> None:
    learner, assessor = people
    paragraph = "I rang the customer back the same day because the waiting had worried her more than the price. " * 5
    paragraphs = [f"{number}. {paragraph}" for number in range(WORDS // len(paragraph.split()))]
    columns = {"state": State.IN_ASSESSMENT, "assessor_id": assessor.id}
    submission = handed_in_account(site, learner, "\n\n".join([*PARAGRAPHS, *paragraphs]), **columns)
    for path, person in ((f"/submissions/{submission.id}/drafts/1", learner), (f"/marking/{submission.id}", assessor)):
        page = open_page(path, person)
        check_harmless(page)
        assert page.get_by_text(f"{len(paragraphs) - 1}. I rang").count()

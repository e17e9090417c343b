"""What happens on the marking page when something cannot be saved, and when somebody else is there too."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, Route, expect

from service.storage.tables.decisions import DecisionComment
from service.storage.tables.people import SignIn
from service.storage.tables.submissions import State, Submission
from tests.pages.accessibility import check_accessible
from tests.pages.assessor.submissions_to_mark import ToMark, card, ready, saved, to_mark
from tests.pages.conftest import Open, Site
from tests.service.submissions_in_centres import analysed_anew


@pytest.fixture
def waiting(site: Site) -> ToMark:
    return to_mark(site)


def write_comment(page: Page, words: str) -> None:
    page.keyboard.press("c")
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")


def decide_elsewhere(waiting: ToMark, point: str) -> None:
    """As the assessor in another window."""
    client = waiting.site.world.client_of(waiting.college.assessor)
    version = waiting.submission.version
    wanted = {"marking_point": point, "status": "not", "draft": 1}
    answer = client.post(f"/v1/submissions/{waiting.id}/decisions", json=wanted, headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 201, answer.text


def test_without_a_network_nothing_typed_is_lost_and_it_can_be_tried_again(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    write_comment(page, "Whose need was it?")
    page.context.set_offline(True)
    page.keyboard.press("p")
    expect(page.locator("#marking-saved")).to_contain_text("Not saved: point 1")
    expect(card(page, 1).get_by_role("alert")).to_contain_text("The service could not be reached")
    expect(page.locator("#comment-1")).to_have_value("Whose need was it?")
    check_accessible(page)
    assert waiting.decisions() == []
    page.context.set_offline(False)
    card(page, 1).get_by_role("button", name="Try again").click()
    saved(page)
    expect(card(page, 1).locator("summary .tag")).to_have_text("Partial")
    expect(page.locator("#comment-1")).to_have_value("Whose need was it?")
    assert len(waiting.decisions()) == 1


def test_what_was_changed_in_another_window_is_shown_and_nothing_is_overwritten(
    waiting: ToMark, open_page: Open
) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    page.keyboard.press("m")
    saved(page)
    decide_elsewhere(waiting, "MP2")
    write_comment(page, "Who comes first?")
    page.keyboard.press("m")
    problem = card(page, 2).get_by_role("alert")
    expect(problem).to_contain_text("Not saved.")
    expect(problem).to_contain_text("You, in another window")
    expect(problem).to_contain_text("decided on MP2")
    expect(page.locator("#comment-2")).to_have_value("Who comes first?")
    page.on("dialog", lambda dialog: dialog.accept())
    problem.get_by_role("link", name="Load the page again").click()
    ready(page)
    expect(card(page, 2).locator("summary .tag")).to_have_text("Not yet")
    assert len(waiting.decisions()) == 2


def test_a_second_assessor_is_told_who_has_it_and_when_that_changes(waiting: ToMark, open_page: Open) -> None:
    hers = ready(open_page(waiting.path, waiting.college.colleague))
    expect(hers.locator("#marking-changes")).to_be_empty()
    page = ready(open_page(waiting.path, waiting.college.assessor))
    page.keyboard.press("m")
    saved(page)
    hers.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(hers.locator("#marking-changes")).to_contain_text("Ada Byron")
    expect(hers.locator("#marking-changes")).to_contain_text("In assessment")
    check_accessible(hers)
    hers.keyboard.press("p")
    expect(card(hers, 1).get_by_role("alert")).to_contain_text("Ada Byron has this submission in assessment")
    hers.locator("#marking-changes").get_by_role("link", name="Load the page again").click()
    ready(hers)
    expect(hers.locator("#marking-state")).to_contain_text("Ada Byron has this submission")
    expect(hers.locator("[data-decides]")).to_have_count(0)
    hers.keyboard.press("1")
    hers.keyboard.press("m")
    expect(hers.locator("#announcements")).to_contain_text("not yours to decide")
    check_accessible(hers)
    assert {one.assessor_id for one in waiting.decisions()} == {waiting.college.assessor.id}


def test_when_the_program_has_read_the_draft_again_she_sees_what_it_says_before_she_decides(
    waiting: ToMark, open_page: Open
) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    analysed_anew(waiting.site.world.database, waiting.draft)
    page.keyboard.press("m")
    problem = card(page, 1).get_by_role("alert")
    expect(problem).to_contain_text("The program")
    expect(problem).to_contain_text("read the draft, so that its suggestions are others now")
    assert not waiting.decisions()
    problem.get_by_role("link", name="Load the page again").click()
    ready(page).keyboard.press("m")
    saved(page)


def test_whoever_is_signed_out_meanwhile_keeps_what_she_typed(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    write_comment(page, "Say more.")
    with waiting.site.world.database.write() as session:
        session.execute(sa.delete(SignIn))
    page.keyboard.press("m")
    expect(card(page, 1).get_by_role("alert")).to_contain_text("You are signed out")
    expect(page.locator("#comment-1")).to_have_value("Say more.")
    assert waiting.decisions() == []


def test_a_comment_on_what_is_decided_is_saved_when_it_is_left(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    page.keyboard.press("m")
    expect(page.locator("#marking-saved")).to_contain_text("Saved")  # until then it would go with the next save
    page.keyboard.press("1")
    write_comment(page, "Two needs, well told.")
    expect(page.locator("#restore-1")).to_be_visible()
    saved(page)
    expect(page.locator("#comment-1")).to_have_value("Two needs, well told.")
    expect(card(page, 1).locator("summary").first).to_be_focused()
    assert len(waiting.decisions("MP1")) == 2


def test_what_is_typed_while_a_decision_is_being_saved_is_saved_after_it(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def let_go() -> None:
        held.pop().continue_()
        page.unroute("**/points/*")

    page.route("**/points/*", hold)
    card(page, 1).get_by_role("button", name="Met", exact=True).click()
    page.locator("#comment-1").press_sequentially("Two needs,")  # and stays in the box
    let_go()
    expect(card(page, 1).locator("[aria-pressed=true]")).to_have_attribute("value", "met")
    expect(page.locator("#comment-1")).to_be_focused()
    page.keyboard.press("Control+Enter")
    saved(page)
    expect(page.locator("#restore-1")).to_be_visible()
    expect(page.locator("#comment-1")).to_have_value("Two needs,")

    page.route("**/points/*", hold)
    page.keyboard.press("2")
    card(page, 2).get_by_role("button", name="Met", exact=True).click()
    page.locator("#comment-2").press_sequentially("Well told.")
    page.keyboard.press("Control+Enter")  # leaves it before anything is saved
    let_go()
    expect(page.locator("#restore-2")).to_be_visible()
    with waiting.site.world.database.read() as session:
        comments = list(session.scalars(sa.select(DecisionComment.content)))
    assert sorted(filter(None, comments)) == ["Two needs,", "Well told."]


def test_taking_and_giving_back(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    page.get_by_role("button", name="Take it").click()
    page.wait_for_url("**notice=submission_taken")
    expect(page.locator("#marking-state")).to_contain_text("You have it since")
    page.get_by_role("button", name="Give it back to the queue").click()
    page.wait_for_url("**/queue?notice=submission_released")
    assert waiting.submission.state is State.SUBMITTED


def test_whoever_wants_to_stay_stays(waiting: ToMark, open_page: Open) -> None:
    following = waiting.another()
    page = ready(open_page(waiting.path, waiting.college.assessor))
    page.locator("#feedback").fill("Add figures, please.")
    page.get_by_label("Open the next one afterwards").uncheck()
    page.get_by_role("button", name="Refer back").click()
    page.wait_for_url(f"**{waiting.path}?notice=submission_referred_back")
    expect(page.locator("#finish")).to_contain_text("Add figures, please.")
    page.goto(following.path)
    expect(page.get_by_label("Open the next one afterwards")).not_to_be_checked()
    with waiting.site.world.database.read() as session:
        assert session.get_one(Submission, waiting.id).state is State.REFERRED_BACK

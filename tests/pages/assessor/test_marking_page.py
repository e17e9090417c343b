"""The marking page in its several uses: blind first, without scripts, after a contest, for quality assurance."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service.storage.tables.comments import BankComment
from service.storage.tables.decisions import ContestReview, DecisionPurpose, Knowledge
from service.storage.tables.submissions import State
from tests.pages.accessibility import check_accessible
from tests.pages.assessor.submissions_to_mark import ToMark, card, ready, saved, to_mark
from tests.pages.conftest import Open, Site
from tests.service.decisions.cases import Case, a_case
from tests.service.submissions_in_centres import UNIT


@pytest.fixture
def waiting(site: Site) -> ToMark:
    return to_mark(site)


@pytest.fixture
def plain(open_page: Open) -> Callable[[ToMark], Page]:
    """The assessor's page in a browser without scripts."""
    return lambda it: open_page(it.path, it.college.assessor, java_script_enabled=False)


def test_where_a_centre_decides_first_the_suggestion_comes_with_the_decision(site: Site, open_page: Open) -> None:
    it = to_mark(site, blind_first=True)
    page = ready(open_page(it.path, it.college.assessor))
    expect(page.locator("main")).to_contain_text("Blind first.")
    expect(page.get_by_text("The program suggests:")).to_have_count(0)
    expect(page.locator("#marking-words mark")).to_have_count(0)
    check_accessible(page)
    page.keyboard.press("m")
    saved(page)
    page.keyboard.press("1")
    expect(card(page, 1)).to_contain_text("The program suggests:")
    expect(card(page, 1)).to_contain_text("You decided Met before you saw the suggestion")
    expect(page.locator("#marking-words mark[data-group='1']").first).to_be_visible()
    expect(page.locator("#marking-words mark:not([data-group='1'])")).to_have_count(0)
    expect(page.get_by_text("Suggestion hidden.")).to_have_count(7)
    assert it.stances() == []
    page.keyboard.press("d")
    expect(card(page, 1)).to_contain_text("You said that you disagree with the suggestion.")
    assert [one.agrees for one in it.stances()] == [False]
    decision = it.decisions()[0]
    assert (decision.knowledge, decision.evidence) == (Knowledge.HIDDEN, [])
    check_accessible(page)


def test_without_scripts_a_whole_decision_can_be_made(waiting: ToMark, plain: Callable[[ToMark], Page]) -> None:
    page = plain(waiting)
    card(page, 1).get_by_label("Comment for the learner on point 1").fill("Two needs, well told.")
    card(page, 1).locator("[name=evidence]").first.uncheck()
    for number in range(1, 9):
        card(page, number).get_by_role("button", name="Partial").click()
        following = f"point-{number + 1}" if number < 8 else "finish"
        page.wait_for_url(f"**{waiting.path}?notice=decision_saved#{following}")
    card(page, 1).get_by_role("button", name="Met", exact=True).click()
    card(page, 1).get_by_role("button", name="Put back Partial").click()
    expect(card(page, 1).locator("summary .tag")).to_have_text("Partial")
    expect(page.locator("#comment-1")).to_have_value("Two needs, well told.")
    card(page, 1).get_by_role("button", name="I disagree").click()
    expect(card(page, 1)).to_contain_text("You said that you disagree")
    page.get_by_role("button", name="Refer back").click()
    expect(page.locator("#feedback-error")).to_contain_text("Write what the learner should work on")
    page.get_by_role("button", name="Decide", exact=True).click()
    page.wait_for_url("**/queue?notice=submission_decided")
    assert waiting.submission.state is State.DECIDED
    assert len(waiting.decisions("MP1")) == 3


def test_without_scripts_a_stale_page_comes_again_with_what_was_typed(
    waiting: ToMark, plain: Callable[[ToMark], Page]
) -> None:
    old, new = plain(waiting), plain(waiting)
    card(new, 1).get_by_role("button", name="Met", exact=True).click()
    old.locator("#comment-2").fill("Who comes first?")
    card(old, 2).get_by_role("button", name="Not yet").click()
    expect(old.get_by_role("alert")).to_contain_text("Not saved.")
    expect(old.get_by_role("alert")).to_contain_text("decided on MP1")
    expect(old.locator("#comment-2")).to_have_value("Who comes first?")
    assert waiting.decisions("MP2") == []
    card(old, 2).get_by_role("button", name="Not yet").click()
    expect(card(old, 2).locator("summary .tag")).to_have_text("Not yet")
    assert len(waiting.decisions("MP2")) == 1


def test_a_comment_of_ones_own_is_copied_in(waiting: ToMark, open_page: Open) -> None:
    for content, point in (("Say why you chose them.", "MP2"), ("Thank you for this.", None)):
        waiting.site.world.add(
            BankComment(
                person_id=waiting.college.assessor.id, unit_id=UNIT.id, marking_point=point, content=content,
                changed_at=waiting.draft.created_at,
            )
        )  # fmt: skip
    page = ready(open_page(waiting.path, waiting.college.assessor))
    page.keyboard.press("2")
    card(page, 2).get_by_text("From your comments").click()
    card(page, 2).get_by_role("button", name="Copy into the comment").first.click()
    expect(page.locator("#comment-2")).to_have_value("Say why you chose them.")
    check_accessible(page)
    card(page, 2).get_by_role("button", name="Partial").click()
    saved(page)
    assert len(waiting.decisions("MP2")) == 1


def test_what_the_learner_contests_is_looked_at_by_another_person(site: Site, open_page: Open) -> None:
    case = a_case(site.world)
    contested = decided(case)
    assert case.contest(contested, reason="I did write about it.").status_code == 201
    page = ready(open_page(f"/marking/{case.submission_id}", case.college.colleague))
    expect(page.locator("#marking-state")).to_contain_text("The learner contests a decision")
    page.keyboard.press("1")
    expect(card(page, 1)).to_contain_text("I did write about it.")
    expect(page.locator("[data-decides]")).to_have_count(1)
    check_accessible(page)
    page.keyboard.press("m")
    expect(card(page, 1).get_by_role("alert")).to_contain_text("Write to the learner why you see it so")
    page.locator("#comment-1").fill("It is there, in the second sentence.")
    card(page, 1).get_by_role("button", name="Met", exact=True).click()
    expect(card(page, 1).locator("summary .tag")).to_have_text("Met")
    saved(page)
    reviews = list(case.rows(ContestReview))
    assert [(row.reviewer_id, row.upheld) for row in reviews] == [(case.college.colleague.id, False)]
    other = ready(open_page(f"/marking/{case.submission_id}", case.college.assessor))
    other.keyboard.press("1")
    expect(card(other, 1)).to_contain_text("Mary Somerville")
    expect(other.locator("[data-decides='1']")).to_have_count(0)


def test_quality_assurance_marks_beside_and_looks_for_itself_first(site: Site, open_page: Open) -> None:
    case = a_case(site.world)
    decided(case)
    case.move(State.SAMPLED, case.college.iqa)
    page = ready(open_page(f"/marking/{case.submission_id}", case.college.iqa))
    expect(page.locator("#marking-state")).to_contain_text("Second marking for quality assurance")
    expect(card(page, 1).get_by_text("What the assessor decided")).to_be_visible()
    expect(card(page, 1).get_by_text("Ada Byron")).to_be_hidden()
    check_accessible(page)
    page.keyboard.press("p")
    saved(page)
    expect(page.locator("#marking-progress")).to_contain_text("1 of 8 decided")
    everything = case.get(case.college.iqa, "decisions/history")["items"]
    beside = [one for one in everything if one["purpose"] == DecisionPurpose.SAMPLING]
    assert [(one["marking_point"], one["status"]) for one in beside] == [("MP1", "partial")]


def test_what_nobody_may_see_is_not_there(waiting: ToMark, site: Site, open_page: Open) -> None:
    stranger = to_mark(site).college.assessor
    page = open_page(waiting.path, stranger)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing at this address")
    page = open_page(waiting.path, waiting.college.learner)
    expect(page.locator("#point-1")).to_have_count(0)


def decided(case: Case) -> str:
    """Let the assessor decide the first point, and tell the learner; gives the decision's id."""
    answer = case.decide(case.college.assessor, "MP1", "not")
    assert answer.status_code == 201, answer.text
    case.move(State.DECIDED)
    return str(answer.json()["id"])

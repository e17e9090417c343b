"""Marking with keys alone: few of them, undone honestly, and never where somebody types."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from service.storage.tables.analyses import Status
from service.storage.tables.submissions import State
from tests.pages.accessibility import check_accessible
from tests.pages.assessor.submissions_to_mark import POINTS, ToMark, card, ready, saved, to_mark
from tests.pages.conftest import Open, Site

MOST = 12
"""Key presses that a whole decision without comments has to stay below."""


@pytest.fixture
def waiting(site: Site) -> ToMark:
    return to_mark(site)


def count_presses(page: Page) -> list[str]:
    """Every key that goes down in the page from now on, whatever page it is then."""
    pressed: list[str] = []
    page.expose_function("tellPressed", lambda key: pressed.append(key))  # noqa: PLW0108 - Playwright marks it
    listen = "document.addEventListener('keydown', (event) => tellPressed(event.key), true)"
    page.add_init_script(listen)
    page.evaluate(listen)
    return pressed


def test_a_whole_decision_takes_fewer_than_twelve_keys_and_the_next_one_opens_by_itself(
    waiting: ToMark, open_page: Open
) -> None:
    following = waiting.another()
    page = open_page("/queue", waiting.college.assessor)
    expect(page.locator("#take-next")).to_be_visible()
    pressed = count_presses(page)
    page.keyboard.press("t")
    page.wait_for_url(f"**{waiting.path}")
    ready(page)
    for key in "mmpmmnmm":
        page.keyboard.press(key)
    expect(page.locator("#marking-progress")).to_contain_text("All 8 decided")
    page.keyboard.press("f")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{following.path}?notice=submission_decided")
    assert len(pressed) == 11 < MOST
    assert waiting.submission.state is State.DECIDED
    statuses = {one.marking_point: one.status for one in waiting.decisions()}
    assert [statuses[point].value[0] for point in POINTS] == list("mmpmmnmm")


def test_a_whole_decision_with_the_mouse_takes_seventeen_clicks(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    page.evaluate("document.addEventListener('click', () => { window.clicks = (window.clicks ?? 0) + 1 }, true)")
    for number in range(1, 9):
        if number > 1:
            card(page, number).locator("summary").first.click()
        card(page, number).get_by_role("button", name="Met", exact=True).click()
        expect(card(page, number).locator("summary .tag").first).to_have_text("Met")
    in_queue, to_finish = 1, 1
    assert in_queue + page.evaluate("clicks") + to_finish == 17
    page.get_by_role("button", name="Decide", exact=True).click()
    page.wait_for_url("**/queue?notice=submission_decided")


def test_a_point_and_its_evidence_come_into_view_together(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    page.keyboard.press("7")
    expect(card(page, 7)).to_have_attribute("open", "")
    expect(card(page, 7).locator("summary").first).to_be_in_viewport()
    expect(card(page, 1)).not_to_have_attribute("open", "")
    expect(page.locator("#marking-words mark:not(.off)[data-group='7']").first).to_be_in_viewport()
    expect(page.locator("#marking-words mark:not(.off):not([data-group='7'])")).to_have_count(0)
    rows = card(page, 7).locator("[data-passage]")
    page.keyboard.press("j")
    expect(rows.first).to_have_class("here")
    page.keyboard.press("k")
    expect(rows.last).to_have_class("here")
    expect(page.locator("#announcements")).to_contain_text("Evidence")
    page.keyboard.press("0")
    page.keyboard.press("j")
    expect(page.locator("[data-passage].here")).to_have_count(1)


def test_undo_puts_back_what_was_decided_before_and_says_when_it_cannot(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    said = page.locator("#announcements")
    for key in ("m", "1", "p", "1", "n"):
        page.keyboard.press(key)
    expect(card(page, 1).locator("summary .tag")).to_have_text("Not yet")
    for words in ("Partial", "Met"):
        page.keyboard.press("u")
        expect(card(page, 1).locator("summary .tag")).to_have_text(words)
        expect(said).to_contain_text("put back, as a new decision")
    page.keyboard.press("u")
    expect(said).to_contain_text("That was your first decision on point 1")
    expect(card(page, 1).locator("summary .tag")).to_have_text("Met")
    page.keyboard.press("u")
    expect(said).to_contain_text("nothing since you opened this page")
    chain = waiting.decisions("MP1")
    assert [one.status for one in chain] == [Status.MET, Status.PARTIAL, Status.NOT, Status.PARTIAL, Status.MET]
    assert [one.supersedes_id for one in chain] == [None, *(one.id for one in chain[:-1])]


def test_keys_do_nothing_in_a_text_box_a_dialog_or_with_a_modifier(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    page.keyboard.press("c")
    box = page.locator("#comment-1")
    expect(box).to_be_focused()
    page.keyboard.type("my map: 12345 ?pnumexjkf")
    expect(box).to_have_value("my map: 12345 ?pnumexjkf")
    page.keyboard.press("Control+Enter")
    expect(card(page, 1).locator("summary").first).to_be_focused()
    page.keyboard.press("Control+m")
    page.keyboard.press("Alt+p")
    page.keyboard.press("?")
    expect(page.locator("#marking-help")).to_be_visible()
    page.keyboard.press("m")
    page.keyboard.press("Escape")
    expect(page.locator("#marking-help")).not_to_be_visible()
    assert waiting.decisions() == []
    page.keyboard.press("m")
    saved(page)
    assert [one.marking_point for one in waiting.decisions()] == ["MP1"]


def test_keys_can_be_turned_off_and_on(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    page.keyboard.press("?")
    page.get_by_label("Use these keys in this browser").uncheck()
    check_accessible(page)
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("m")
    page.keyboard.press("2")
    expect(card(page, 1)).to_have_class("marking-card chosen")
    expect(card(page, 1).locator("kbd").first).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Use these keys in this browser").check()
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    expect(card(page, 2)).to_have_class("marking-card chosen")
    assert waiting.decisions() == []


def test_everything_can_be_reached_and_done_with_tab_and_enter(waiting: ToMark, open_page: Open) -> None:
    """As somebody who has turned the keys off."""
    page = ready(open_page(waiting.path, waiting.college.assessor))
    page.evaluate("localStorage.setItem('tallymark.shortcuts', 'off')")
    tab_to(page, "a[data-choose='2']")
    page.keyboard.press("Enter")
    expect(card(page, 2).locator("summary").first).to_be_focused()
    tab_to(page, "#comment-2")
    page.keyboard.type("Say who comes first.")
    tab_to(page, "#decide-2-partial")
    page.keyboard.press("Enter")
    saved(page)
    expect(page.locator("#decide-2-partial")).to_be_focused()
    tab_to(page, "#agree-2", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(card(page, 2)).to_contain_text("You said that you agree with the suggestion.")
    tab_to(page, "#feedback")
    page.keyboard.type("Add figures to point 8, and hand it in again.")
    tab_to(page, "#refer-back")
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue?notice=submission_referred_back")
    assert waiting.submission.state is State.REFERRED_BACK
    assert [one.agrees for one in waiting.stances()] == [True]


def tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press Tab until ``wanted`` has the focus."""
    for _ in range(80):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} cannot be reached.")

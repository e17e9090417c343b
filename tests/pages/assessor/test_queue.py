"""The queue in a browser: the next one first, in order, with reasons; by keyboard alone; filtered, focus kept."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from service.storage.tables.people import Role
from tests.pages.accessibility import check_accessible
from tests.pages.assessor.queueing import HOSTILE, a_queue
from tests.pages.conftest import Site
from tests.service.queue.waiting import assessor_of

Open = Callable[..., Page]


def names(page: Page) -> list[str]:
    return page.locator("[data-row]").all_inner_texts()


def test_the_queue_stands_in_order_with_the_reasons(site: Site, open_page: Open) -> None:
    work = a_queue(site.world)
    page = open_page("/queue", work.assessor)
    expect(page).to_have_title("Queue – Tallymark")
    assert names(page)[:5] == list(work.ids)[:5]
    groups = page.get_by_role("navigation", name="Groups of the queue").get_by_role("link")
    assert [" ".join(text.split()) for text in groups.all_inner_texts()] == [
        "Everything 6",
        "Ready to decide 3",
        "Nearly there 1",
        "Refer back 1",
        "Needs a look 1",
    ]
    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Chidi Eze"))
    expect(row).to_contain_text("2 seem to fall short: MP7 and MP8.")
    expect(row).to_contain_text("Nobody’s yet")
    held = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Ben O’Hara"))
    expect(held).to_contain_text("In assessment by Mary Somerville")
    expect(page.get_by_role("heading", name="Next: Asha Rao")).to_be_visible()
    expect(page.get_by_role("link", name=HOSTILE[:25])).to_be_visible()
    check_accessible(page)


def test_the_keyboard_takes_the_next_one(site: Site, open_page: Open) -> None:
    work = a_queue(site.world)
    page = open_page("/queue", work.assessor)
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Asha Rao")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="Ben O’Hara")).to_be_focused()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys).to_be_visible()
    check_accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_label("Learner’s name or number")).to_be_focused()
    page.keyboard.type("jt")
    expect(page).to_have_url(re.compile(r"/queue$"))
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("t")
    expect(page).to_have_url(re.compile(f"/marking/{work.ids['Asha Rao']}$"))
    assert assessor_of(site.world.database, work.ids["Asha Rao"]) == work.assessor.id


def test_filters_keep_the_focus_and_stand_in_the_address(site: Site, open_page: Open) -> None:
    work = a_queue(site.world)
    page = open_page("/queue", work.assessor)
    whose = page.get_by_label("Whose")
    whose.select_option("Mine")
    expect(page).to_have_url(re.compile(r"assessor=me"))
    assert names(page) == ["Dilys Probert"]
    expect(page.locator("#announcements")).to_have_text("1 submission")
    expect(page.get_by_role("heading", name="There is nothing for you to take")).to_be_visible()
    expect(whose).to_have_value("me")
    whose.select_option("Nobody’s yet")
    group = page.get_by_role("link", name="Nearly there 1")
    group.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"group=nearly"))
    expect(group).to_be_focused()
    expect(group).to_have_attribute("aria-current", "true")
    assert names(page) == ["Chidi Eze"]
    page.reload()
    assert names(page) == ["Chidi Eze"]
    page.get_by_label("Learner’s name or number").fill("Zebedee")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Nothing that waits fits these filters.")).to_be_visible()
    check_accessible(page)


def test_without_scripts_it_filters_pages_and_takes(site: Site, open_page: Open) -> None:
    work = a_queue(site.world)
    page = open_page("/queue", work.assessor, java_script_enabled=False)
    page.get_by_label("State").select_option("Waiting")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Nearly there").click()
    assert names(page) == ["Chidi Eze"]
    page.get_by_role("button", name="Take the next one").click()
    expect(page).to_have_url(re.compile(f"/marking/{work.ids['Chidi Eze']}$"))


def test_when_somebody_else_was_quicker_it_says_so(site: Site, open_page: Open) -> None:
    work = a_queue(site.world)
    pages = [open_page("/queue?group=nearly", person) for person in (work.assessor, work.colleague)]
    for page in pages:
        page.get_by_role("button", name="Take the next one").click()
    expect(pages[1].get_by_text("somebody else was quicker")).to_be_visible()
    expect(pages[1]).to_have_url(re.compile("group=nearly"))
    assert assessor_of(site.world.database, work.ids["Chidi Eze"]) == work.assessor.id


def test_blind_first_nothing_is_given_away(site: Site, open_page: Open) -> None:
    work = a_queue(site.world, blind_first=True)
    page = open_page("/queue", work.assessor)
    for given_away in ("marking points", "Ready to decide", "fall short"):
        expect(page.get_by_text(given_away)).to_have_count(0)
    expect(page.get_by_role("heading", name="Waiting for an assessor")).to_be_visible()


def test_a_quality_assurer_gives_work_out_by_hand(site: Site, open_page: Open) -> None:
    work = a_queue(site.world)
    page = open_page("/queue", work.iqa)
    expect(page.get_by_role("button", name="Take the next one")).to_have_count(0)
    page.get_by_label("Choose the work of Asha Rao").check()
    page.get_by_label("Choose the work of Ewa Nowak").check()
    check_accessible(page)
    page.get_by_label("Give the chosen ones to").select_option("Mary Somerville")
    page.get_by_role("button", name="Give out").click()
    expect(page.get_by_text("Done. Whoever was given work finds it in her queue.")).to_be_visible()
    for name in ("Asha Rao", "Ewa Nowak"):
        assert assessor_of(site.world.database, work.ids[name]) == work.colleague.id
    page.get_by_label("Give the chosen ones to").select_option("Ada Byron")
    page.get_by_role("button", name="Give out").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick the submissions")
    expect(page.get_by_label("Give the chosen ones to")).to_have_value(str(work.assessor.id))


def test_an_empty_queue_says_what_will_stand_there(site: Site, open_page: Open) -> None:
    page = open_page("/queue", site.world.person(site.world.centre(), Role.ASSESSOR))
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    check_accessible(page)


def test_an_address_that_somebody_made_up_is_answered_with_a_page(site: Site, open_page: Open) -> None:
    page = open_page("/queue?cohort=xyz", site.world.person(site.world.centre(), Role.ASSESSOR))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("xyz")).to_have_count(0)

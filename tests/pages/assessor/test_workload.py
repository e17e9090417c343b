"""Who has how much, and giving work out by a rule."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from service.storage.tables.people import Role
from tests.pages.accessibility import check_accessible
from tests.pages.assessor.queueing import a_queue
from tests.pages.conftest import Site
from tests.service.queue.waiting import assessor_of

Open = Callable[..., Page]


def test_work_is_given_out_by_the_rule_that_is_chosen(site: Site, open_page: Open) -> None:
    work = a_queue(site.world)
    page = open_page("/workload", work.iqa)
    expect(page.get_by_text("6 submissions wait for a decision.")).to_be_visible()
    expect(page.get_by_role("row", name="Nobody’s yet")).to_contain_text("4")
    expect(page.get_by_role("figure")).to_contain_text("How long work has waited")
    check_accessible(page)
    page.get_by_label("Assessors of the learner’s cohort").check()
    page.get_by_role("button", name="Give out by this rule").click()
    expect(page.get_by_text("2 submissions were given out. 2 are nobody’s still.")).to_be_visible()
    expect(page.get_by_text("For 2 of them the rule names no assessor.")).to_be_visible()
    assert assessor_of(site.world.database, work.ids["Chidi Eze"]) == work.assessor.id
    page.get_by_label("At most").fill("some")
    page.get_by_role("button", name="Give out by this rule").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("At most")).to_have_value("some")
    check_accessible(page)


def test_an_assessor_sees_the_workload_and_gives_nothing_out(site: Site, open_page: Open) -> None:
    work = a_queue(site.world)
    page = open_page("/workload", work.assessor)
    expect(page.get_by_role("row", name="Mary Somerville")).to_be_visible()
    expect(page.get_by_role("heading", name="Give work out")).to_have_count(0)


def test_a_centre_without_assessors_is_told_what_to_do(site: Site, open_page: Open) -> None:
    page = open_page("/workload", site.world.person(site.world.centre(), Role.CENTRE_ADMIN))
    expect(page.get_by_text("Your centre has no assessors yet.")).to_be_visible()
    expect(page.get_by_text("There is nothing to count yet.")).to_be_visible()
    check_accessible(page)

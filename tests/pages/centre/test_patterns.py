"""What stands out in somebody's decisions: a reason to talk, with charts and everything that was looked for."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.pages.accessibility import check_accessible
from tests.pages.centre.moving import work_that_moves
from tests.pages.conftest import Site
from tests.service.submissions_in_centres import a_college

Open = Callable[..., Page]


def test_whoever_moves_is_a_reason_to_talk_with_her_charts_and_submissions(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    work_that_moves(site.world.database, college)
    page = open_page("/centre/patterns", college.iqa)
    signal = page.locator(".signals li.card")
    expect(signal).to_have_count(1)
    expect(signal.get_by_role("heading")).to_have_text("Ada Byron: moves beside the program")
    expect(signal).to_contain_text("steps lower than in the rest of the year")
    expect(signal).to_contain_text("To ask: Read some of these beside earlier ones.")
    chart = page.locator("figure.picture").filter(has_text="CUSUM")
    expect(chart).to_contain_text("Out of limits: ")
    expect(page.get_by_role("row").filter(has_text="sooner than the text can be read")).to_contain_text("nobody")
    check_accessible(page)
    page.get_by_label("Charts of").select_option("Ada Byron")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Charts of")).to_have_value(str(college.assessor.id))
    expect(page.locator("figure.picture")).to_have_count(2)
    expect(signal.get_by_role("link").first).to_have_attribute("href", re.compile("^/marking/"))


def test_she_sees_herself_what_is_said_of_her(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    work_that_moves(site.world.database, college)
    page = open_page("/me", college.assessor)
    page.get_by_role("link", name="What quality assurers see of your decisions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What stands out in your decisions")
    expect(page.locator(".signals li.card")).to_contain_text("steps lower than in the rest of the year")
    expect(page.locator("figure.picture")).to_have_count(2)
    check_accessible(page)


def test_where_nothing_stands_out_it_says_what_was_looked_for(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    page = open_page("/centre/patterns", college.admin)
    expect(page.get_by_text("Nothing stands out.")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(8)
    check_accessible(page)

"""Who is severe and who lenient, in plain words first; and what cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playwright.sync_api import Page, expect

from service.storage.tables.analyses import Status
from tests.pages.accessibility import check_accessible
from tests.pages.conftest import Site
from tests.pages.quality.work import decided_work
from tests.service.submissions_in_centres import a_college

Open = Callable[..., Page]


def gives_less(_number: int, given: Sequence[Status]) -> Sequence[Status]:
    return [given[0], Status.NOT, Status.PARTIAL, *given[3:]]


def test_who_gives_more_is_told_in_shares_of_met_and_what_it_rests_on(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    decided_work(site.world.database, college, 24, twice=24)
    page = open_page("/centre/severity", college.iqa)
    expect(page.get_by_text("Who is severe and who lenient cannot be told yet.")).to_be_visible()
    alone = page.get_by_role("row").filter(has_text="Ada Byron")
    expect(alone).to_contain_text("more lenient, but by how much cannot be told")
    check_accessible(page)
    other = a_college(site.world.database)
    decided_work(site.world.database, other, 24, twice=24, second=gives_less)
    page = open_page("/centre/severity", other.iqa)
    findings = page.get_by_role("main").locator(".findings")
    expect(findings).to_contain_text("On the same work, Ada Byron gives more than colleagues do: met in")
    expect(findings).to_contain_text("an average assessor")
    figure = page.locator("figure.picture").first
    expect(figure.get_by_role("img", name="Assessors")).to_be_visible()
    page.get_by_text("How well the model describes each person").click()
    expect(page.get_by_role("table", name="Severity and fit")).to_contain_text("Caroline Herschel")
    check_accessible(page)
    page.get_by_label("Show", exact=True).select_option("Severity in logits")
    page.get_by_role("button", name="Show").click()
    figure.get_by_text("The figures in a table").click()
    expect(figure.get_by_role("table")).to_contain_text("Severity in logits")


def test_people_who_share_no_script_are_told_which_would_join_them(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    decided_work(site.world.database, college, 12, twice=4)
    page = open_page("/centre/severity", college.iqa)
    wanted = page.get_by_role("table", name="Scripts in common")
    expect(wanted.get_by_role("row").filter(has_text="Ada Byron")).to_contain_text("4")
    expect(wanted.get_by_role("link")).to_have_count(4)
    check_accessible(page)

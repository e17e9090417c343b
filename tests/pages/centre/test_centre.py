"""How a centre's work stands: what needs attention, progress, consistency."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from service.storage.tables.people import Cohort
from service.storage.tables.submissions import State
from tests.pages.accessibility import check_accessible
from tests.pages.conftest import Site
from tests.pages.quality.work import decided_work
from tests.service.submissions_in_centres import a_college, a_draft, a_submission, handed_in

Open = Callable[..., Page]


def test_the_overview_says_what_needs_attention_and_leads_there(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    decided_work(site.world.database, college, 2)
    waiting = a_submission(site.world.database, college.learner, State.SUBMITTED)
    handed_in(site.world.database, waiting, a_draft(site.world.database, waiting))
    page = open_page("/centre", college.iqa)
    expect(page.get_by_role("link", name="1 submission is nobody's yet")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Autumn 2026")).to_contain_text("2 Decided")
    check_accessible(page)
    page.get_by_role("link", name="Autumn 2026").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Autumn 2026")
    expect(page.get_by_role("row").filter(has_text="Asha Rao").first).to_contain_text("8 of 8")
    check_accessible(page)


def test_progress_is_by_cohort_and_ranks_nobody(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    page = open_page("/centre/progress", college.admin)
    expect(page.get_by_text("Nobody has handed anything in yet.")).to_be_visible()
    check_accessible(page)
    decided_work(site.world.database, college, 3)
    waiting = a_submission(site.world.database, college.learner, State.SUBMITTED)
    handed_in(site.world.database, waiting, a_draft(site.world.database, waiting))
    page.reload()
    expect(page.get_by_role("row").filter(has_text="Autumn 2026")).to_contain_text("3")
    expect(page.locator("figure.picture svg.drawing").first).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="Learners of no cohort").click()
    expect(page.get_by_role("row").filter(has_text="Asha Rao")).to_contain_text("Handed in")
    empty = site.world.add(Cohort(centre_id=college.centre.id, name="Spring"))
    page.goto(f"/centre/progress/{empty.id}")
    expect(page.get_by_text("Nobody of this cohort has handed anything in yet.")).to_be_visible()
    check_accessible(page)


def test_consistency_says_honestly_what_it_cannot_know(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    decided_work(site.world.database, college, 4)
    page = open_page("/centre/consistency", college.iqa)
    expect(page.get_by_text("How far people agree cannot be estimated yet.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Ada Byron").first).to_contain_text("8")
    check_accessible(page)


def test_consistency_says_in_words_what_follows_and_shows_the_figures_behind_it(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    decided_work(site.world.database, college, 48, twice=48)
    page = open_page("/centre/consistency", college.iqa)
    findings = page.get_by_role("main").locator(".findings")
    expect(findings).to_contain_text("gave the same status to 97%")
    expect(findings).to_contain_text("On MP1 they agree less than on the others: 73%")
    expect(findings).to_contain_text("Caroline Herschel gives “met” on MP1 0.7 times as often as colleagues")
    expect(findings.get_by_role("link").first).to_have_attribute("href", re.compile("/marking/"))
    check_accessible(page)

    page.get_by_role("link", name="Who gives “met” how often").click()
    expect(findings).to_contain_text("on the same 48 scripts")
    page.locator("summary", has_text="Every person and marking point").click()
    expect(page.get_by_role("row").filter(has_text="MP1")).to_have_count(2)
    check_accessible(page)

    page.get_by_role("link", name="People with each other").click()
    figure = page.locator("figure.picture").first
    expect(figure.get_by_role("img", name="Marking points")).to_be_visible()
    figure.get_by_text("The figures in a table").click()
    expect(figure.get_by_role("row").filter(has_text="MP1")).to_contain_text("73%")
    check_accessible(page)
    page.get_by_label("Show", exact=True).select_option("Krippendorff's alpha")
    page.get_by_label("Judged").select_option("without knowing a colleague's decision")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("main")).to_contain_text("cannot be estimated yet")
    expect(page.get_by_label("Judged")).to_have_value("blind")

    page.get_by_role("link", name="People and the program").click()
    expect(page.get_by_label("Judged")).to_have_value("blind")
    expect(page.get_by_label("Show", exact=True)).to_have_value("alpha")
    expect(page.get_by_role("img", name="People and the program")).to_be_visible()
    check_accessible(page)


def test_the_audit_says_what_follows_and_leads_to_figures_work_and_report(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    decided_work(site.world.database, college, 24, twice=24)
    page = open_page("/centre", college.iqa)
    page.get_by_role("link", name="Do our assessors judge alike?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What the figures come to")
    expect(page.get_by_role("listitem").filter(has_text="gave the same status to 97%").first).to_be_visible()
    expect(page.get_by_text("No marking point stands out")).to_be_visible()
    expect(page.get_by_text("From 384 decisions of 2 people on 24 submissions")).to_be_visible()
    check_accessible(page)
    with page.expect_download() as report:
        page.get_by_role("link", name="Report (PDF)").click()
    assert report.value.suggested_filename == "audit.pdf"
    page.goto("/centre/audit?until=2020-01-01")
    expect(page.get_by_text("Nothing has been decided yet.")).to_be_visible()
    expect(page.get_by_text("How far people agree cannot be told yet.")).to_be_visible()


def test_a_filter_that_cannot_be_read_is_said_at_its_field(site: Site, open_page: Open) -> None:
    college = a_college(site.world.database)
    page = open_page("/centre/consistency?since=yesterday&unit=nothing", college.iqa)
    expect(page.get_by_role("alert")).to_be_visible()
    check_accessible(page)

"""Settings, webhooks, retention, the audit log, cohorts and centres."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO

import sqlalchemy as sa
from playwright.sync_api import expect

from service.storage.tables.people import Role
from service.storage.tables.records import AuditEntry
from tests.pages.accessibility import check_accessible
from tests.pages.administration.conftest import HTML, Office, Open


def test_settings_that_two_change_are_not_overwritten_unseen(office: Office, open_page: Open) -> None:
    page = open_page("/settings", office.admin)
    assert office.client.post("/settings", data={"name": "North College", "version": "1"}).status_code == 303
    page.get_by_label("Yes, blind first").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("North College")
    expect(page.get_by_label("Yes, blind first")).to_be_checked()
    check_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="The settings are changed")).to_be_visible()
    expect(page.get_by_label("Yes, blind first")).to_be_checked()


def test_a_secret_is_shown_once(office: Office) -> None:
    wanted = {"url": "https://93.184.216.34/hook", "events": "submission.decided"}
    answer = office.client.post("/settings/webhooks", data=wanted)
    found = re.search(r"whsec_[\w+/=]+", answer.text)
    assert found
    listed = office.client.get("/settings/webhooks").text
    address = re.search(r"/settings/webhooks/[0-9a-f-]{36}", listed)
    assert address
    assert found[0] not in listed + office.client.get(address[0]).text
    assert office.client.post(f"{address[0]}/test").status_code == 303
    assert "waiting" in office.client.get(address[0]).text
    assert found[0] not in office.client.post(f"{address[0]}/secret").text
    assert office.client.post(f"{address[0]}/removal").status_code == 303
    assert office.client.get(address[0]).status_code == 404


def test_an_address_within_is_refused_at_the_field(office: Office) -> None:
    answer = office.client.post("/settings/webhooks", data={"url": "https://10.0.0.1/", "events": "submission.decided"})
    assert answer.status_code == 422
    assert 'id="url-error"' in answer.text
    answer = office.client.post(
        "/settings/sign-on", data={"issuer": "https://10.0.0.1", "client_id": "x", "client_secret": "hush"}
    )
    assert answer.status_code == 422
    assert 'id="issuer-error"' in answer.text
    assert "hush" not in answer.text


def test_a_period_is_changed_and_one_that_does_not_fit_is_said_at_its_field(office: Office, open_page: Open) -> None:
    page = open_page("/retention", office.admin)
    decisions = page.get_by_role("region", name="Decisions")
    decisions.get_by_text("Why, and change it").click()
    decisions.get_by_label("Days").fill("5")
    decisions.get_by_role("button", name="Save").click()
    expect(page.locator("#days-decisions-error")).to_contain_text("at least as long")
    expect(page.get_by_role("alert")).to_be_focused()
    check_accessible(page)
    page.get_by_role("region", name="Decisions").get_by_label("Days").fill("1461")
    page.get_by_role("region", name="Decisions").get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Decisions")).to_contain_text("1461 days")
    stale = office.client.post("/retention", data={"kind": "jobs", "days": "60", "version": "1"})
    assert stale.status_code == 409
    assert 'value="60"' in stale.text


def test_the_audit_log_is_filtered_checked_and_downloaded(office: Office, open_page: Open) -> None:
    for number in range(3):
        office.client.post("/cohorts", data={"name": f"=Cohort {number}"})
    office.client.post("/settings", data={"name": "North College", "version": "1"})
    page = open_page("/audit-log?action=cohort.added", office.admin)
    expect(page.get_by_role("row")).to_have_count(4)
    check_accessible(page)
    page.get_by_role("link", name="Check whether it was tampered with").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("each what was written and in its place")
    check_accessible(page)
    rows = list(csv.reader(StringIO(office.client.get("/audit-log/entries.csv").text.removeprefix("\ufeff"))))
    assert len(rows) == 5
    assert office.client.get("/audit-log?first_day=2200-01-01").text.count("<tr>") == 0
    assert office.client.get("/audit-log?first_day=yesterday").status_code == 422


def test_a_log_that_was_tampered_with_is_told(office: Office) -> None:
    office.client.post("/cohorts", data={"name": "Autumn"})
    with office.world.database.write() as session:
        for trigger in (
            session.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        ):
            if "audit_entry" in trigger:
                session.execute(sa.text(f'DROP TRIGGER "{trigger}"'))
        session.execute(sa.update(AuditEntry).values(action="cohort.removed"))
    answer = office.client.get("/audit-log/check")
    assert "Entry 1 is not what was written." in answer.text


def test_cohorts_have_members_in_one_role_each(office: Office, open_page: Open) -> None:
    person = office.world.person(office.centre, Role.LEARNER, name="Asha Rao")
    page = open_page("/cohorts", office.admin)
    page.get_by_label("Name").fill("Autumn 2026")
    page.get_by_label("First day").fill("2026-09-07")
    page.get_by_label("Last day").fill("2026-09-01")
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("alert")).to_contain_text("The last day must not be before the first.")
    page.get_by_label("Last day").fill("2027-07-16")
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("heading", name="Autumn 2026", level=1)).to_be_visible()
    page.get_by_label("Name, e-mail address or number").fill("asha")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Add as learner (Asha Rao)").click()
    expect(page.get_by_role("heading", name="Learners (1)")).to_be_visible()
    check_accessible(page)
    assert "Autumn 2026" in office.client.get(f"/people/{person.id}").text


def test_the_operator_sets_up_and_closes_a_centre(office: Office, open_page: Open) -> None:
    operator = office.world.person(None, Role.SYSTEM_ADMIN)
    page = open_page("/centres", operator)
    page.get_by_label("Name", exact=True).fill("South College")
    page.get_by_label("Name in addresses").fill("South College")
    page.get_by_label("Name of its first administrator").fill("Jo Lund")
    page.get_by_label("Her e-mail address").fill("jo@example.org")
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator("#slug-error")).to_contain_text("The hint says how.")
    page.get_by_label("Name in addresses").fill("south-college")
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("heading", name="South College", level=1)).to_be_visible()
    page.get_by_label("Type its name in addresses to confirm").fill("south-college")
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("button", name="Open it again")).to_be_visible()
    check_accessible(page)


def test_staff_without_the_permission_can_read_and_not_change(office: Office) -> None:
    client = office.world.of(office.centre, Role.ASSESSOR)[1]
    page = unescape(client.get("/settings", headers=HTML).text)
    assert "An administrator of your centre can change these." in page
    assert '<form method="post" action="/settings"' not in page
    assert "Import a table" not in client.get("/people", headers=HTML).text
    assert client.post("/people/new", data={}, headers=HTML).status_code == 403

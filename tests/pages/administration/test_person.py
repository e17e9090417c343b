"""A person's page: changing her, two who change her at once, and erasing her."""

from __future__ import annotations

from html import unescape

from playwright.sync_api import expect

from service.storage.tables.people import Person, Role
from tests.pages.accessibility import check_accessible
from tests.pages.administration.conftest import Office, Open


def asha(office: Office) -> Person:
    return office.world.person(office.centre, Role.LEARNER, name="Asha Rao")


def test_what_stands_in_the_way_is_said_at_the_field(office: Office, open_page: Open) -> None:
    person = asha(office)
    page = open_page(f"/people/{person.id}", office.admin)
    page.get_by_label("E-mail address").fill("asha at example")
    page.get_by_label("Learner").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator("#email-error")).to_contain_text("An e-mail address such as name@example.org is needed here.")
    expect(page.locator("#roles-error")).to_contain_text("Choose at least one.")
    expect(page.get_by_label("E-mail address")).to_have_value("asha at example")
    check_accessible(page)


def test_of_two_administrators_neither_overwrites_unseen(office: Office, open_page: Open) -> None:
    person = asha(office)
    other = office.world.person(office.centre, Role.CENTRE_ADMIN)
    mine, hers = (open_page(f"/people/{person.id}", who) for who in (office.admin, other))
    hers.get_by_label("Name").fill("Asha Rao-Lund")
    hers.get_by_role("button", name="Save").click()
    expect(hers.get_by_role("heading", name="Asha Rao-Lund", level=1)).to_be_visible()
    mine.get_by_label("Your centre's number").fill("L77")
    mine.get_by_role("button", name="Save").click()
    meanwhile = mine.get_by_role("alert")
    expect(meanwhile).to_be_focused()
    expect(meanwhile).to_contain_text("Somebody else has changed this")
    expect(meanwhile).to_contain_text("Asha Rao-Lund")
    expect(mine.get_by_label("Your centre's number")).to_have_value("L77")
    check_accessible(mine)
    mine.get_by_label("Name").fill("Asha Rao-Lund")
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("status").filter(has_text="Her entry is changed")).to_be_visible()


def test_erasing_asks_for_her_name_and_says_what_stays(office: Office, open_page: Open) -> None:
    person = asha(office)
    page = open_page(f"/people/{person.id}", office.admin)
    page.get_by_role("link", name="Erase her").click()
    expect(page.get_by_role("heading", name="What stays")).to_be_visible()
    check_accessible(page)
    page.get_by_label("Type her name to confirm").fill("Asha")
    page.get_by_role("button", name="Erase her for good").click()
    expect(page.locator("#name-error")).to_contain_text("This is not the name above.")
    page.get_by_label("Type her name to confirm").fill("asha rao")
    page.get_by_role("button", name="Erase her for good").click()
    expect(page.get_by_role("heading", name="She is erased")).to_be_visible()
    check_accessible(page)
    assert "Asha" not in office.client.get("/people").text
    assert office.client.get(f"/people/{person.id}").status_code == 404


def test_what_is_on_hold_is_not_erased(office: Office) -> None:
    person = asha(office)
    assert office.client.post(f"/people/{person.id}/hold").status_code == 303
    page = office.client.get(f"/people/{person.id}").text
    assert "Lift the hold" in page
    answer = office.client.post(f"/people/{person.id}/erasure", data={"name": "Asha Rao"})
    assert answer.status_code == 409
    assert "hold" in answer.text
    assert "Asha Rao" in office.client.get("/retention").text


def test_nobody_is_left_without_an_administrator(office: Office) -> None:
    answer = office.client.post(f"/people/{office.admin.id}/deactivation")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    herself = office.client.get(f"/people/{office.admin.id}").text
    assert "/erasure" not in herself


def test_names_are_shown_and_never_run(office: Office, open_page: Open) -> None:
    name = "<script>alert(1)</script> \u202b\u05d0\u05d1 \U0001f9d1\u200d\U0001f393"
    person = office.world.person(office.centre, Role.LEARNER, name=name)
    page = open_page(f"/people/{person.id}", office.admin)
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>alert(1)</script>")
    check_accessible(page)


def test_an_account_is_closed_and_opened_again(office: Office) -> None:
    person = asha(office)
    for deed, said in (("deactivation", "Open the account again"), ("reactivation", "Close the account")):
        answer = office.client.post(f"/people/{person.id}/{deed}")
        assert answer.status_code == 303
        assert said in unescape(office.client.get(answer.headers["location"]).text)

"""What a centre records of its learners: the list, a learner's page, and who sees what is recorded."""

from __future__ import annotations

from html import unescape

from playwright.sync_api import expect

from service.storage.tables.people import Role
from tests.pages.accessibility import check_accessible, fits_narrow
from tests.pages.administration.conftest import HTML, Office, Open

LIST = "/settings/characteristics"
ENGLISH = {"name": "Level of English", "key": "level_of_english", "options": "Entry 3\nLevel 1\n"}
ETHNICITY = {"name": "Ethnicity", "key": "ethnicity", "options": "Asian\nBlack\nWhite", "protected": "true"}


def test_from_the_list_to_what_she_sees_of_herself(office: Office, open_page: Open) -> None:
    learner = office.world.person(office.centre, Role.LEARNER, name="Asha Rao")
    page = open_page(LIST, office.admin)
    page.get_by_label("Name", exact=True).fill("Level of English")
    page.get_by_label("Name in figures").fill("Level of English")
    page.get_by_label("What it can be").fill("Level 1")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#options-error")).to_contain_text("Write at least two")
    expect(page.locator("#key-error")).to_contain_text("The hint says how.")
    check_accessible(page)
    page.get_by_label("Name in figures").fill("level_of_english")
    page.get_by_label("What it can be").fill("Level 1\nLevel 2")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("status").filter(has_text="It can be recorded now")).to_be_visible()
    page.goto(f"/people/{learner.id}")
    page.get_by_label("Level of English").select_option("Level 2")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_label("Level of English")).to_have_value("Level 2")
    check_accessible(page)
    fits_narrow(page)
    hers = open_page("/me", learner).get_by_role("region", name="What is kept about you")
    expect(hers).to_contain_text("Level of English")
    expect(hers).to_contain_text("Level 2")


def test_nobody_who_assesses_sees_what_is_recorded_of_her(office: Office) -> None:
    learner = office.world.person(office.centre, Role.LEARNER)
    office.client.post(LIST, data=ETHNICITY)
    office.client.post(f"/people/{learner.id}/characteristics", data={"recorded-ethnicity": "Black"})
    assert 'value="Black" selected' in office.client.get(f"/people/{learner.id}").text
    for role in (Role.ASSESSOR, Role.IQA):
        client = office.world.client_of(office.world.person(office.centre, role))
        page = client.get(f"/people/{learner.id}", headers=HTML)
        assert page.status_code == 200
        assert "Black" not in page.text
        assert client.get(LIST, headers=HTML).status_code == 403


def test_what_is_not_on_the_list_is_not_recorded(office: Office) -> None:
    learner, assessor = (office.world.person(office.centre, role) for role in (Role.LEARNER, Role.ASSESSOR))
    office.client.post(LIST, data=ENGLISH)
    answer = office.client.post(f"/people/{learner.id}/characteristics", data={"recorded-level_of_english": "Level 9"})
    assert answer.status_code == 422
    assert "not on the centre's list" in unescape(answer.text)
    answer = office.client.post(f"/people/{assessor.id}/characteristics", data={"recorded-level_of_english": "Level 1"})
    assert answer.status_code == 409
    assert "What your centre records" not in office.client.get(f"/people/{assessor.id}").text


def test_one_is_changed_seen_by_two_and_removed_where_that_is_meant(office: Office, open_page: Open) -> None:
    learner = office.world.person(office.centre, Role.LEARNER)
    for each in (ENGLISH, ETHNICITY):
        assert office.client.post(LIST, data=each).status_code == 303
    assert office.client.post(LIST, data=ENGLISH).status_code == 409
    one = f"{LIST}/ethnicity"
    page = open_page(one, office.admin)
    office.client.post(f"/people/{learner.id}/characteristics", data={"recorded-ethnicity": "Black"})
    office.client.post("/settings", data={"name": "North College", "version": "3"})
    page.get_by_label("What it can be").fill("Asian\nBlack\nMixed\nWhite")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else has changed this")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Ethnicity")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Asian, Black, Mixed, White")).to_be_visible()
    page.goto(one)
    expect(page.get_by_label("The law protects it")).to_be_checked()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("#sure-error")).to_contain_text("cannot be undone")
    check_accessible(page)
    page.get_by_label("Forget what is recorded").check()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("status").filter(has_text="It is gone")).to_be_visible()
    assert "Ethnicity" not in office.client.get(f"/people/{learner.id}").text

"""The administrator's main task, with the keyboard alone: sign in, import a table, mend two rows, find a person."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.pages.accessibility import check_accessible
from tests.pages.administration.conftest import PASSWORD, Office, Open

ROSTER = (
    b"name,email,role,reference,cohort\n"
    b"Asha Rao,asha at example,learner,L1,Autumn 2026\n"
    b"Ben Okafor,ben@example.org,learner,L2,Autumn 2026\n"
    b",carys@example.org,learner,L3,Autumn 2026\n"
)


def tab_to(page: Page, name: str, role: str = "button") -> None:
    """Press Tab until the focus is on it."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    expect(wanted).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"The keyboard does not reach {name}.")


def type_into(page: Page, label: str, words: str) -> None:
    """Reach a field with the keyboard and type over what is in it."""
    tab_to(page, label, "textbox")
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def test_an_administrator_imports_people_with_the_keyboard(office: Office, open_page: Open) -> None:
    page = open_page("/people")
    type_into(page, "Centre", office.centre.slug)
    type_into(page, "E-mail address", office.admin.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()
    tab_to(page, "Import a table", "link")
    page.keyboard.press("Enter")

    # The dialogue of the system in which a file is chosen is not the page's.
    page.get_by_label("The table").set_input_files({"name": "roster.csv", "mimeType": "text/csv", "buffer": ROSTER})
    check_accessible(page)
    tab_to(page, "Try it out")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Row 2, email: This is no e-mail address.")
    expect(page.get_by_role("alert")).to_contain_text("Row 4, name: There is no name.")
    check_accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first link of the summary leads into the field
    expect(page.locator("#cell-2-1")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("asha@example.org")
    page.locator("#cell-4-0").focus()
    page.keyboard.type("Carys Llywelyn")
    tab_to(page, "Check again")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").filter(has_text="Nothing stands in the way")).to_be_visible()
    check_accessible(page)
    tab_to(page, "Enter these 3 people")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="The table is taken over")).to_be_visible()

    type_into(page, "Name, e-mail address or number", "carys")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Carys Llywelyn")).to_be_visible()
    expect(page.get_by_role("link", name="Asha Rao")).to_have_count(0)
    tab_to(page, "Carys Llywelyn", "link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Carys Llywelyn", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Autumn 2026")).to_be_visible()

"""A table that goes with the page from one step to the next."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import RosterUnreadable
from service.people.roster.table import Row, Table, clean, table_of
from service.web.administration.people.carrying import as_field, cell_name, from_field, mended
from tests.pages.administration.conftest import Office

CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(clean)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=5).filter(any), min_size=1, max_size=6).map(table_of)
FAULTY = b"name,email\nAsha Rao,asha at example\n"


def carried(page: str) -> str:
    found = re.search(r'<textarea name="table"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return unescape(found[1])


@given(TABLES)
def test_a_table_comes_back_as_it_went(table: Table) -> None:
    assert from_field(as_field(table)) == table


@pytest.mark.parametrize(("letter", "fits"), [("a", True), ("م", False)])
def test_what_a_page_carries_fits_into_a_field_in_every_script(letter: str, fits: bool) -> None:
    table = table_of([["name", "email"], *([letter * 10_000, "x"] for _ in range(250))])
    assert bool(as_field(table)) == fits


@pytest.mark.parametrize(
    "text", ["", "[]", "null", '{"head": [1]}', '{"head": [1], "rows": [["x"]]}', "[" * 100_000, '{"head":1,"rows":2}']
)
def test_what_was_tampered_with_is_no_table(text: str) -> None:
    with pytest.raises(RosterUnreadable, match="Choose the file again"):
        from_field(text)


def test_a_row_that_is_emptied_is_left_out() -> None:
    table = Table(Row(1, ("name", "email")), (Row(2, ("Asha", "a")), Row(3, ("Ben", "b"))))
    changed = mended(table, {cell_name(2, 0): " ", cell_name(2, 1): "", cell_name(3, 2): "learner", "cell-x-1": "?"})
    assert changed.rows == (Row(3, ("Ben", "b", "learner")),)


def test_a_faulty_table_enters_nobody_and_keeps_nothing(office: Office) -> None:
    answer = office.client.post("/people/import", files={"file": ("r.csv", FAULTY)}, data={"step": "enter"})
    assert answer.status_code == 200
    assert "Nobody has been entered" in answer.text
    assert "asha" not in office.client.get("/people").text.lower()


def test_what_is_mended_is_tried_out_again_and_entered_without_the_file(office: Office) -> None:
    page = office.client.post("/people/import", files={"file": ("r.csv", FAULTY)}).text
    sent = {"table": carried(page), cell_name(2, 1): "asha@example.org", "invite": "true"}
    page = office.client.post("/people/import", data={**sent, "step": "check"}).text
    assert "Enter this 1 person" in page
    answer = office.client.post("/people/import", data={"table": carried(page), "invite": "true", "step": "enter"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/people?notice=people_invited")
    assert "Asha Rao" in office.client.get("/people?search=asha").text


def test_what_somebody_else_entered_meanwhile_is_said(office: Office) -> None:
    table = b"name,email,reference\nAsha Rao,asha@example.org,R1\n"
    page = office.client.post("/people/import", files={"file": ("r.csv", table)}).text
    other = {"name": "Ben Okafor", "email": "ben@example.org", "reference": "R1", "roles": "learner", "invite": "false"}
    assert office.client.post("/people/new", data=other).status_code == 303
    answer = office.client.post("/people/import", data={"table": carried(page), "step": "enter"})
    assert "Somebody else has this reference" in unescape(answer.text)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a file first"),
        (b"\x89PNG\r\n\x1a\n\x00", "neither CSV nor XLSX"),
        (b"name,phone\nAsha,1\n", "No column holds the e-mail address"),
        (b"x" * (6 * 1024 * 1024), "larger than 5 MiB"),
    ],
)
def test_what_is_no_table_is_said_at_the_field(office: Office, content: bytes, said: str) -> None:
    files = {"file": ("r.csv" if content else "", content)}
    answer = office.client.post("/people/import", files=files)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="file-error"' in answer.text

"""/units/check: faults beside the lines, mended in place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from criteria_bank.loader import default_unit_id, unit_path
from criteria_bank.source import Place
from service.units.checking import Severity, UnitFinding
from service.web.administration.units.lines import lines_of
from tests.pages.accessibility import check_accessible
from tests.pages.administration.conftest import HTML, Office, Open

OURS = unit_path(default_unit_id()).read_text(encoding="utf-8")
SMALL = "id: greeting\nversion: one\ntitle: Greet <b>visitors</b>\n"


def test_faults_stand_beside_their_lines_and_are_mended_in_place(office: Office, open_page: Open) -> None:
    page = open_page("/units/check", office.admin)
    text = page.get_by_label("Paste or mend it here")
    text.fill(SMALL)
    page.get_by_role("button", name="Check the text").click()
    expect(page.locator("#verdict")).to_contain_text("errors keep this unit from being used")
    second = page.locator("#line-2")
    expect(second.locator("code")).to_have_text("version: one")
    expect(second).to_contain_text("'version' is not spelt as it must be.")
    expect(page.locator("#line-3 code")).to_have_text("title: Greet <b>visitors</b>")
    check_accessible(page)

    page.get_by_role("link", name="Line 2, column 1").click()
    expect(text).to_be_focused()
    assert text.evaluate("each => each.value.slice(each.selectionStart, each.selectionEnd)") == "version: one"
    page.keyboard.type("version: 1.0.0")
    page.get_by_role("button", name="Check the text").click()
    expect(page.locator("#findings")).not_to_contain_text("not spelt as it must be")
    expect(text).to_have_value(SMALL.replace("one", "1.0.0"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the text").click()
    assert download.value.suggested_filename == "greeting.yaml"


def test_a_usable_unit_is_shown_whole_with_what_installing_takes(office: Office, open_page: Open) -> None:
    page = open_page("/units/check", office.admin, java_script_enabled=False)
    content = OURS.encode()
    page.get_by_label("The file").set_input_files(
        {"name": f"{default_unit_id()}.yaml", "mimeType": "application/yaml", "buffer": content}
    )
    page.get_by_role("button", name="Check the file").click()
    expect(page.locator("#verdict")).to_contain_text("The unit can be used.")
    expect(page.get_by_role("heading", name="What installing it takes")).to_be_visible()
    page.get_by_text("How the unit reads").click()
    expect(page.get_by_role("heading", name="MP1: ")).to_be_visible()
    assert page.get_by_label("Paste or mend it here").input_value() == OURS
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the text").click()
    assert download.value.path().read_bytes().replace(b"\r\n", b"\n") == content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * 10_000_000, "larger than 1 MiB"),
        (
            b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (i + 1, i + 1, i, i) for i in range(97, 117)),
            "far more",
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no text"),
        ("title: café".encode("cp1252"), "not UTF-8"),
        ("id: a".encode("utf-16"), "UTF-16"),
        (b"", "Choose a file, or paste its text."),
    ],
)
def test_no_file_is_too_odd_to_be_answered(office: Office, content: bytes, said: str) -> None:
    answer = office.client.post("/units/check", files={"file": ("unit.yaml", content)})
    assert answer.status_code == (200 if content else 422)
    assert said in answer.text
    assert len(answer.content) < 100_000


def test_htmx_gets_the_findings_alone(office: Office) -> None:
    answer = office.client.post("/units/check", data={"text": SMALL}, headers={**HTML, "HX-Request": "true"})
    assert "<html" not in answer.text
    assert 'id="line-2"' in answer.text


@given(
    st.text(st.sampled_from("ab\n\r\x85\u2028 :"), max_size=80),
    st.lists(st.tuples(st.integers(1, 30), st.integers(1, 9)), max_size=12),
)
def test_each_finding_stands_once_and_lines_keep_their_order(text: str, places: list[tuple[int, int]]) -> None:
    findings = [UnitFinding(Severity.ERROR, Place(*place), "It is wrong.", "Mend it.") for place in sorted(places)]
    shown = lines_of(text, findings)
    numbers = [line.number for passage in shown.passages for line in passage]
    assert all(before < after for before, after in pairwise(numbers))
    beside = [finding for passage in shown.passages for line in passage for finding in line.findings]
    last = max(numbers, default=0)
    assert beside == [finding for finding in findings if finding.place.line <= last]

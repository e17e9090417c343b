"""The audit as the service answers it, and how large centres are measured behind the page."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from service.access import Actor
from service.consistency import reading
from service.consistency.reading import BEHIND, read_with_its_time
from service.consistency.schemas import AgreementQuery
from service.errors import BeingMeasured
from service.judging.agreement.measuring import measure
from service.storage.tables.people import Person, Role
from service.storage.tables.submissions import State
from tests.pages.quality.work import decided_work
from tests.service.submissions_in_centres import College, a_college, a_submission
from tests.service.world import World

AUDIT = "/v1/consistency/audit"


@pytest.fixture
def college(world: World) -> College:
    """Twelve submissions, each judged by two people."""
    college = a_college(world.database)
    decided_work(world.database, college, 12, twice=12)
    return college


@pytest.fixture
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every centre counts as large, and is measured anew at once."""
    monkeypatch.setattr(reading, "MOST_AT_ONCE", -1)
    monkeypatch.setattr(reading, "_LEAST_BETWEEN", reading._LEAST_BETWEEN * 0)


def test_findings_come_with_the_figures_that_they_rest_on(world: World, college: College) -> None:
    found: dict[str, Any] = world.client_of(college.iqa).get(AUDIT).json()
    assert found["basis"]["submissions"] == 12
    assert any("gave the same status to" in one["found"] for one in found["findings"])
    assert found["agreement"]["between_people"]["overall"]["submissions"] == 12


def test_the_report_is_a_page_a_pdf_and_a_workbook(world: World, college: College) -> None:
    client = world.client_of(college.iqa)
    page = client.get(f"{AUDIT}.html", params={"since": "2020-01-01", "source": "sampling"})
    assert "attachment" in page.headers["content-disposition"]
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "Only from" in page.text
    assert client.get(f"{AUDIT}.pdf").content.startswith(b"%PDF")
    assert "About" in load_workbook(BytesIO(client.get(f"{AUDIT}.xlsx").content), read_only=True).sheetnames


def test_what_leaves_the_centre_can_go_without_names(world: World, college: College) -> None:
    client = world.client_of(college.iqa)
    assert "Ada Byron" in client.get(f"{AUDIT}.html").text
    for ending in ("", ".html"):
        text = client.get(f"{AUDIT}{ending}", params={"pseudonyms": True}).text
        assert "Assessor A" in text
        assert "Ada Byron" not in text


def test_whoever_may_not_read_decisions_gets_no_audit(world: World, college: College) -> None:
    assert world.client_of(college.learner).get(AUDIT).status_code == 403


def read(world: World, person: Person) -> reading.Measured[Any]:
    actor = Actor(
        person_id=person.id,
        centre_id=person.centre_id,
        name=person.name,
        roles=frozenset({Role.IQA}),
        via="session",
        credential_id=uuid4(),
    )
    with world.database.read() as session:
        return read_with_its_time(session, actor, AgreementQuery(), measure)


@pytest.mark.usefixtures("_large")
def test_a_large_centre_is_measured_behind_the_page(world: World, college: College) -> None:
    client = world.client_of(college.iqa)
    first = client.get("/v1/consistency/agreement")
    assert (first.status_code, first.json()["type"]) == (503, "urn:tallymark:problem:being-measured")
    assert first.headers["retry-after"]
    BEHIND.finish()
    assert client.get("/v1/consistency/agreement").json()["submissions"] == 12


@pytest.mark.usefixtures("_large")
def test_what_was_measured_last_is_shown_until_it_is_measured_anew(world: World, college: College) -> None:
    with pytest.raises(BeingMeasured):
        read(world, college.iqa)
    BEHIND.finish()
    assert read(world, college.iqa).fresh
    a_submission(world.database, college.learner, State.SUBMITTED)
    stale = read(world, college.iqa)
    assert (stale.fresh, stale.answer.submissions) == (False, 12)
    BEHIND.finish()
    anew = read(world, college.iqa)
    assert anew.fresh
    assert anew.at > stale.at


@pytest.mark.usefixtures("_large")
def test_what_is_kept_is_never_shown_to_another_centre(world: World, college: College) -> None:
    other = a_college(world.database)
    with pytest.raises(BeingMeasured):
        read(world, college.iqa)
    BEHIND.finish()
    with pytest.raises(BeingMeasured):
        read(world, other.iqa)
    BEHIND.finish()
    assert read(world, other.iqa).answer.submissions == 0


@pytest.mark.usefixtures("_large")
def test_whoever_has_work_of_her_own_is_told_what_leaves_it_out(world: World, college: College) -> None:
    """All others share what was measured once."""
    with pytest.raises(BeingMeasured):
        read(world, college.iqa)
    BEHIND.finish()
    assert read(world, college.admin).answer is read(world, college.iqa).answer
    a_submission(world.database, college.admin, State.SUBMITTED)
    with pytest.raises(BeingMeasured):
        read(world, college.admin)
    BEHIND.finish()

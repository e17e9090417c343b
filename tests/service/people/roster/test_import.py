"""Taking over a table of people: over REST, on both databases, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from service.jobs import Kind
from service.one_time_tokens import issue, owner
from service.storage.columns import now
from service.storage.tables.people import Centre, Cohort, CohortMember, Person, PersonRole, Purpose, Role
from service.storage.tables.records import AuditEntry
from tests.service.people.roster.files import HEADER, csv_of, xlsx
from tests.service.world import World

ADDRESS = "/v1/people/import"
Seen = Mapping[str, tuple[str, str | None, set[str], set[tuple[str, str]]]]


@dataclass
class Office:
    """A centre, and its administrator at her browser."""

    world: World
    centre: Centre
    admin: Person
    client: TestClient

    def send(self, *lines: str, header: Sequence[str] = HEADER, **query: object) -> Any:
        return self.client.post(ADDRESS, files={"file": ("r.csv", csv_of(*lines, header=header))}, params=query)  # type: ignore[arg-type]

    def people(self) -> Seen:
        """Everybody but the administrator, by address: name, reference, roles, and cohorts with what she is there."""
        with self.world.database.read() as session:
            found = session.scalars(select(Person).where(Person.centre_id == self.centre.id)).all()
            roles = session.execute(select(PersonRole.person_id, PersonRole.role)).all()
            cohorts = session.execute(
                select(CohortMember.person_id, Cohort.name, CohortMember.role)
                .join(Cohort, Cohort.id == CohortMember.cohort_id)
                .where(Cohort.centre_id == self.centre.id)
            ).all()
        return {
            person.email: (
                person.name,
                person.reference,
                {role.value for of, role in roles if of == person.id},
                {(name, role.value) for of, name, role in cohorts if of == person.id},
            )
            for person in found
            if person.id != self.admin.id
        }

    def entries(self) -> list[tuple[str, dict[str, Any]]]:
        with self.world.database.read() as session:
            rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
            return [(row.action, row.details) for row in rows]


@pytest.fixture
def office(world: World) -> Office:
    centre = world.centre()
    admin, client = world.of(centre, Role.CENTRE_ADMIN)
    return Office(world, centre, admin, client)


LINES = (
    "Ann Lee,ann@example.org,,L1,Autumn",
    "Bob Ray,bob@example.org,assessor; iqa,A1,Autumn; Spring",
    "Cat Fox,cat@example.org,learner and assessor,,",
)
SEEN: Seen = {
    "ann@example.org": ("Ann Lee", "L1", {"learner"}, {("Autumn", "learner")}),
    "bob@example.org": ("Bob Ray", "A1", {"assessor", "iqa"}, {("Autumn", "assessor"), ("Spring", "assessor")}),
    "cat@example.org": ("Cat Fox", None, {"learner", "assessor"}, set()),
}


def counts(report: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(report[name] for name in ("rows", "added", "changed", "unchanged", "cohorts_added", "invited"))


def test_a_dry_run_says_what_would_come_of_it_and_changes_nothing(office: Office) -> None:
    report = office.send(*LINES, dry_run=True).json()
    assert (report["dry_run"], counts(report), report["faults"]) == (True, (3, 3, 0, 0, 2, 0), [])
    assert (office.people(), office.entries()) == ({}, [])


def test_people_are_entered_with_roles_and_cohorts_and_twice_is_once(office: Office) -> None:
    assert counts(office.send(*LINES).json()) == (3, 3, 0, 0, 2, 0)
    assert office.people() == SEEN
    assert counts(office.send(*LINES).json()) == (3, 0, 0, 3, 0, 0)
    assert office.people() == SEEN
    actions = [action for action, _ in office.entries()]
    assert actions == ["person.added", "person.added", "people.imported", "people.imported"]
    assert office.entries()[2][1] == {
        "added": 3,
        "changed": 0,
        "changed_people": [],
        "cohorts": 2,
        "invited": 0,
    }
    assert office.world.jobs.jobs == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_workbook_does_as_well(office: Office) -> None:
    rows: list[list[object]] = [[*HEADER, "Shoe size"], *([*line.split(","), 42] for line in LINES)]
    report = office.client.post(ADDRESS, files={"file": ("r.xlsx", xlsx(rows))}).json()
    assert counts(report) == (3, 3, 0, 0, 2, 0)
    assert report["ignored_columns"] == ["F"]
    assert office.people() == SEEN


def test_people_are_found_by_address_or_reference_and_changed(office: Office) -> None:
    office.send(*LINES)
    report = office.send(
        "Ann Lee-Ray,ann@example.org,,,Spring",  # a new name, one cohort more, everything else as it was
        "Bob RAY,robert@example.org,assessor,A1,",  # found by reference and name: a new address, one role less
    ).json()
    assert counts(report) == (2, 0, 2, 0, 0, 0)
    seen = office.people()
    assert seen["ann@example.org"] == ("Ann Lee-Ray", "L1", {"learner"}, {("Autumn", "learner"), ("Spring", "learner")})
    assert seen["robert@example.org"][:3] == ("Bob RAY", "A1", {"assessor"})
    assert "bob@example.org" not in seen
    assert seen["cat@example.org"] == SEEN["cat@example.org"]  # not in the table
    (role_lost, _), (whole, told) = office.entries()[-2:]
    assert (role_lost, whole, len(told["changed_people"])) == ("person.changed", "people.imported", 2)


def test_a_new_name_alone_counts_as_a_change(office: Office) -> None:
    office.send(*LINES)
    assert counts(office.send("Ann Ray,ann@example.org,,,").json()) == (1, 0, 1, 0, 0, 0)
    assert office.people()["ann@example.org"][0] == "Ann Ray"


def test_links_that_were_mailed_to_an_address_end_with_it(office: Office) -> None:
    office.send(*LINES)
    with office.world.database.write() as session:
        bob = session.scalars(select(Person).where(Person.email == "bob@example.org")).one()
        token, _ = issue(session, bob.id, Purpose.INVITATION, now())
    office.send("Bob Ray,bob@example.org,,,Winter")
    with office.world.database.read() as session:
        assert owner(session, token, now()) == bob.id
    office.send("Bob Ray,robert@example.org,,A1,")
    with office.world.database.read() as session:
        assert owner(session, token, now()) is None


def test_one_bad_row_keeps_everything_out_and_every_one_is_named(office: Office) -> None:
    lines = (*LINES, "Dan,dan(at)example.org,,,", "Eve,eve@example.org,headmistress,,", "Ann,ANN@example.org,,,")
    expected = [(5, "email"), (6, "roles"), (7, "email")]
    report = office.send(*lines, dry_run=True).json()
    assert [(fault["row"], fault["column"]) for fault in report["faults"]] == expected
    refused = office.send(*lines)
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:tallymark:problem:roster-invalid")
    assert [error["pointer"] for error in refused.json()["errors"]] == [
        f"#/rows/{row}/{name}" for row, name in expected
    ]
    assert "dan(at)" not in refused.text
    assert (office.people(), office.entries()) == ({}, [])


def test_what_the_centre_knows_can_stand_in_the_way(office: Office) -> None:
    office.send(*LINES)
    with office.world.database.write() as session:
        session.scalars(select(Person).where(Person.email == "cat@example.org")).one().deactivated_at = now()
    report = office.send(
        "Ann Lee,ann@example.org,,A1,",  # Bob's reference
        "Cat Fox,cat@example.org,,,",  # her account is closed
        "Bob Ray,bob@example.org,iqa,,Autumn",  # no cohort without learning or assessing
        f"Person 2,{office.admin.email},assessor,,",  # herself
        "Dan Moss,dan@example.org,,L1,",  # Ann's reference: not to be hers under his name and address
        dry_run=True,
    ).json()
    assert [(fault["row"], fault["column"]) for fault in report["faults"]] == [
        (2, "reference"),
        (3, "email"),
        (4, "cohort"),
        (5, "roles"),
        (6, "reference"),
    ]
    twice = office.send("Bob Ray,bob@example.org,,,", "Bob Ray,robert@example.org,,A1,", dry_run=True).json()
    assert [(fault["row"], fault["column"]) for fault in twice["faults"]] == [(3, "email")]


def test_there_is_always_somebody_in_charge(office: Office) -> None:
    """At the command line nobody is signed in whose own role would be kept."""
    second = office.world.person(office.centre, Role.CENTRE_ADMIN)
    gone = f"Second,{second.email},iqa,,"
    assert counts(office.send(gone).json())[2] == 1
    assert office.people()[second.email][2] == {"iqa"}
    own = office.send(f"Me,{office.admin.email},iqa,,")
    assert "your own role" in own.json()["errors"][0]["detail"]


def test_an_office_can_change_hands_in_one_table(office: Office) -> None:
    first = office.world.person(office.centre, Role.CENTRE_ADMIN)
    with office.world.database.write() as session:  # nobody else is in charge
        session.get_one(Person, office.admin.id).deactivated_at = now()
    second, client = office.world.of(office.centre, Role.CENTRE_ADMIN)
    with office.world.database.write() as session:
        session.get_one(Person, first.id).deactivated_at = now()
    office.client = client
    office.send("Third,third@example.org,centre admin,,", f"Second,{second.email},centre admin; assessor,,")
    assert office.people()[second.email][2] == {"assessor", "centre_admin"}
    assert office.people()["third@example.org"][2] == {"centre_admin"}


def test_the_same_table_twice_at_once_enters_everybody_once(office: Office) -> None:
    with ThreadPoolExecutor(2) as pool:
        reports = [sent.result().json() for sent in [pool.submit(office.send, *LINES) for _ in range(2)]]
    assert sorted(counts(report) for report in reports) == [(3, 0, 0, 3, 0, 0), (3, 3, 0, 0, 2, 0)]
    assert office.people() == SEEN


def test_nobody_assesses_the_cohort_that_she_learns_in(office: Office) -> None:
    office.send(*LINES)
    both = "learner; assessor"
    refused = office.send(f"Cat Fox,cat@example.org,{both},,Autumn", f"New,new@example.org,{both},,Autumn").json()
    assert [error["pointer"] for error in refused["errors"]] == ["#/rows/2/cohort", "#/rows/3/cohort"]
    # What she is there already, she may remain; another role leads to another place.
    assert counts(office.send(f"Ann Lee,ann@example.org,{both},,Autumn").json()) == (1, 0, 1, 0, 0, 0)
    assert office.people()["ann@example.org"][3] == {("Autumn", "learner")}
    assert counts(office.send("Ann Lee,ann@example.org,assessor,,Autumn").json()) == (1, 0, 1, 0, 0, 0)
    assert office.people()["ann@example.org"][2:] == ({"assessor"}, {("Autumn", "assessor")})


def test_those_who_are_new_are_invited_where_that_is_wanted(office: Office) -> None:
    office.send(LINES[0])
    assert office.send(*LINES, dry_run=True, invite=True).json()["invited"] == 0
    assert office.world.jobs.jobs == []
    assert counts(office.send(*LINES, invite=True).json()) == (3, 2, 0, 1, 1, 2)
    with office.world.database.read() as session:
        known = {str(person.id): person.email for person in session.scalars(select(Person))}
    jobs = office.world.jobs.jobs
    assert {job.kind for job in jobs} == {Kind.SEND_MAIL}
    assert {job.payload["kind"] for job in jobs} == {"invitation"}
    assert {known[job.payload["person_id"]] for job in jobs} == {"bob@example.org", "cat@example.org"}


def test_another_centre_with_the_same_people_is_another_centre(office: Office) -> None:
    office.send(*LINES)
    centre = office.world.centre()
    admin, client = office.world.of(centre, Role.CENTRE_ADMIN)
    other = Office(office.world, centre, admin, client)
    assert counts(other.send(*LINES).json()) == (3, 3, 0, 0, 2, 0)
    assert other.people() == office.people() == SEEN


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_those_who_manage_people_may(office: Office) -> None:
    for role in set(Role) - {Role.CENTRE_ADMIN}:
        client = office.world.client_of(office.world.person(None if role is Role.SYSTEM_ADMIN else office.centre, role))
        assert client.post(ADDRESS, files={"file": ("r.csv", csv_of(*LINES))}).status_code == 403
        assert client.get("/v1/roster").status_code == 403


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_bodies_that_are_no_table_are_refused(office: Office) -> None:
    bodies: list[tuple[dict[str, Any], str]] = [
        ({"json": {"people": []}}, "unsupported-media-type"),
        ({"data": {"file": "name,email"}}, "unsupported-media-type"),
        ({"files": {"file": ("a.csv", b"")}}, "roster-unreadable"),
        ({"files": {"file": ("a.csv", b"name\nAnn")}}, "roster-unreadable"),
        ({"files": {"another": ("a.csv", b"name,email")}}, "invalid-request"),
        ({"files": {"file": ("a.csv", b"name,email")}, "params": {"dryrun": "true"}}, "invalid-request"),
    ]
    for body, problem in bodies:
        assert office.client.post(ADDRESS, **body).json()["type"] == f"urn:tallymark:problem:{problem}"


def test_what_is_exported_can_be_sent_back_and_changes_nothing(office: Office) -> None:
    office.send(*LINES, "'=SUM(A1),eve@example.org,,-7,@home")
    exported = office.client.get("/v1/roster")
    assert exported.headers["content-type"] == "text/csv; charset=utf-8"
    assert exported.headers["content-disposition"] == 'attachment; filename="roster.csv"'
    text = exported.content.decode("utf-8-sig")
    assert text.splitlines()[0] == "name,email,roles,reference,cohort"
    assert "'=SUM(A1),eve@example.org,learner,'-7,'@home" in text
    seen = office.people()
    assert seen["eve@example.org"][:2] == ("=SUM(A1)", "-7")
    report = office.client.post(ADDRESS, files={"file": ("r.csv", exported.content)}).json()
    assert counts(report) == (5, 0, 0, 5, 0, 0)
    assert office.people() == seen


def test_who_downloads_the_people_is_written_down(office: Office) -> None:
    office.client.get("/v1/roster")
    with office.world.database.read() as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "roster.downloaded"))
    assert (entry.actor_id, entry.subject_id) == (office.admin.id, str(office.centre.id))

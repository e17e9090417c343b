"""Requests of the pages of administrators, about cohorts, and about what a centre records of its learners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from service.storage.tables.people import CohortMember, Role
from tests.service.permissions.example import NONE, SUCCESS, Example, Ids, some
from tests.service.permissions.scenes import Scene

A_TABLE = {"file": ("roster.csv", b"name,email,roles\nAsha Rao,asha@example.org,learner\n", "text/csv")}
NOT_CONFIRMED = frozenset({422})
"""Where something has to be typed that the example does not know."""


def person(ids: Ids) -> dict[str, Any]:
    del ids
    return {"name": "Asha Rao", "email": f"{uuid4()}@example.org", "roles": ["learner"], "version": "1"}


def a_member(scene: Scene, ids: Ids) -> None:
    scene.world.add(CohortMember(cohort_id=UUID(ids["cohort_id"]), person_id=UUID(ids["person_id"]), role=Role.LEARNER))


ADMINISTRATION: Mapping[str, Example] = {
    "GET /v1/cohorts": Example(),
    "POST /v1/cohorts": Example(json=lambda _: {"name": f"Cohort {uuid4()}"}),
    "GET /v1/cohorts/{cohort_id}": Example(),
    "PATCH /v1/cohorts/{cohort_id}": Example(json=some(ends_on="2027-07-16"), headers={"If-Match": '"1"'}),
    "DELETE /v1/cohorts/{cohort_id}": Example(headers={"If-Match": '"1"'}),
    "GET /v1/cohorts/{cohort_id}/members": Example(),
    "PUT /v1/cohorts/{cohort_id}/members/{person_id}": Example(json=some(role="learner")),
    "DELETE /v1/cohorts/{cohort_id}/members/{person_id}": Example(prepare=a_member),
    "GET /people": Example(),
    "GET /people/new": Example(),
    "POST /people/new": Example(form=person),
    "GET /people/import": Example(),
    "POST /people/import": Example(files=A_TABLE),
    "GET /people/roster.csv": Example(),
    "GET /people/{person_id}": Example(),
    "POST /people/{person_id}": Example(form=person),
    "POST /people/{person_id}/invitation": Example(),
    "POST /people/{person_id}/deactivation": Example(),
    "POST /people/{person_id}/reactivation": Example(),
    "POST /people/{person_id}/sessions": Example(),
    "GET /people/{person_id}/records": Example(),
    "GET /people/{person_id}/export": Example(),
    "GET /people/{person_id}/erasure": Example(),
    "POST /people/{person_id}/erasure": Example(form=some(name="Nobody"), answers=NOT_CONFIRMED),
    "POST /people/{person_id}/hold": Example(),
    "GET /cohorts": Example(),
    "POST /cohorts": Example(form=lambda _: {"name": f"Cohort {uuid4()}"}),
    "GET /cohorts/{cohort_id}": Example(),
    "POST /cohorts/{cohort_id}": Example(form=lambda _: {"name": f"Cohort {uuid4()}", "version": "1"}),
    "POST /cohorts/{cohort_id}/removal": Example(form=some(version="1")),
    "POST /cohorts/{cohort_id}/members": Example(
        also=("person_id",), form=lambda ids: {"person_id": ids["person_id"], "role": "learner"}
    ),
    "POST /cohorts/{cohort_id}/members/{person_id}/removal": Example(prepare=a_member),
    "GET /units": Example(),
    "GET /units/{unit_id}": Example(answers=NONE),
    "GET /units/check": Example(),
    "POST /units/check": Example(form=some(text="id: greeting-visitors")),
    "GET /settings": Example(),
    "POST /settings": Example(form=some(name="North College", version="1")),
    "GET /settings/sign-on": Example(),
    "POST /settings/sign-on": Example(
        form=some(issuer="https://127.0.0.1", client_id="x", client_secret="y"), answers=frozenset({422})
    ),
    "POST /settings/sign-on/removal": Example(answers=NONE),
    "GET /settings/webhooks": Example(),
    "POST /settings/webhooks": Example(
        form=some(url="https://records.example.org/", events=["submission.decided"]), answers=SUCCESS | {422}
    ),
    "GET /settings/webhooks/{webhook_id}": Example(),
    "POST /settings/webhooks/{webhook_id}/secret": Example(),
    "POST /settings/webhooks/{webhook_id}/test": Example(),
    "POST /settings/webhooks/{webhook_id}/removal": Example(),
    "GET /v1/characteristics": Example(),
    "PUT /v1/characteristics": Example(json=some(items=[])),
    "GET /v1/people/{person_id}/characteristics": Example(),
    "PUT /v1/people/{person_id}/characteristics": Example(json=some(values={})),
    "POST /people/{person_id}/characteristics": Example(),
    "GET /settings/characteristics": Example(),
    "POST /settings/characteristics": Example(
        form=lambda _: {"key": f"k_{uuid4().hex}", "name": "Level of English", "options": "Level 1\nLevel 2"}
    ),
    "GET /settings/characteristics/{characteristic}": Example(),
    "POST /settings/characteristics/{characteristic}": Example(
        form=some(name="Level of English", options="Level 1\nLevel 2", version="1"), answers=SUCCESS | {409}
    ),
    "POST /settings/characteristics/{characteristic}/removal": Example(form=some(sure="true")),
    "GET /audit-log": Example(),
    "GET /audit-log/check": Example(),
    "GET /audit-log/entries.csv": Example(),
    "GET /retention": Example(),
    "POST /retention": Example(form=some(kind="jobs", days="60", version="1"), answers=SUCCESS | {409}),
    "GET /retention/sweep": Example(),
    "POST /retention/sweep": Example(),
    "POST /retention/holds": Example(also=("submission_id",), form=lambda ids: {"submission_id": ids["submission_id"]}),
    "POST /retention/holds/{hold_id}/lifting": Example(),
    "GET /records": Example(),
    "GET /records/transparency": Example(),
    "GET /centres": Example(),
    "POST /centres": Example(
        form=lambda _: {
            "slug": uuid4().hex,
            "name": "South College",
            "administrator_name": "Jo Lund",
            "administrator_email": "jo@example.org",
        }
    ),
    "GET /centres/{centre_id}": Example(),
    "POST /centres/{centre_id}/closure": Example(form=some(slug="none-such"), answers=NOT_CONFIRMED),
    "POST /centres/{centre_id}/reopening": Example(),
}
"""By method and address."""

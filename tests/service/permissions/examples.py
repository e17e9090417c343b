"""One request for each route: what to send so that somebody who may call it succeeds.

A new route needs a row in `EXAMPLES`; a new parameter in an address needs one in `scenes.THINGS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from service.storage.tables.submissions import Draft, Submission
from tests.service.permissions.administration import ADMINISTRATION
from tests.service.permissions.example import NONE, REFUSED, SUCCESS, Example, Ids, some
from tests.service.permissions.scenes import Scene
from tests.service.submissions_in_centres import UNIT, analysed

PERIOD = {"since": "2020-01-01", "until": "2020-03-31"}
"""In which nothing was decided."""
BEGUN = {"submission_id": Scene.a_begun_submission}
SEEN = {"If-Match": '"1"'}
SEEN_ON_PAGE = {"version": "1", "draft": "1"}
ACCOUNT = {"text": "I rang her back, because it was the silence that made her doubt us."}
A_ROSTER = {"file": ("roster.csv", b"name,email,roles\nAsha Rao,asha@example.org,learner\n", "text/csv")}
A_FILE = {"file": ("account.txt", b"I rang her back the same day.", "text/plain")}


def person(ids: Ids) -> dict[str, Any]:
    del ids
    return {"name": "Asha Rao", "email": f"{uuid4()}@example.org", "roles": ["learner"]}


def an_analysis(scene: Scene, ids: Ids) -> None:
    with scene.world.database.read() as session:
        submission = session.get_one(Submission, UUID(ids["submission_id"]))
        draft = session.scalars(sa.select(Draft).where(Draft.submission_id == submission.id)).one()
    analysed(scene.world.database, submission, draft)


EXAMPLES: Mapping[str, Example] = {
    "GET /assets/{version}/{folder}/{name}": Example(answers=NONE),
    "GET /": Example(),
    "GET /help": Example(),
    "GET /privacy": Example(),
    "GET /accessibility": Example(),
    "GET /read": Example(),
    "POST /read": Example(form=some(**ACCOUNT)),
    "POST /read/report/pdf": Example(form=some(**ACCOUNT)),
    "POST /read/report/html": Example(form=some(**ACCOUNT)),
    "GET /read/compare": Example(),
    "POST /read/compare": Example(form=some(first=ACCOUNT["text"], second=ACCOUNT["text"])),
    "GET /read/redact": Example(),
    "POST /read/redact": Example(form=some(**ACCOUNT)),
    "GET /sign-in": Example(),
    "POST /sign-in": Example(form=some(email="nobody@example.org", password="x"), answers=frozenset({401})),
    "POST /sign-out": Example(),
    "GET /forgotten-password": Example(),
    "POST /forgotten-password": Example(form=some(email="nobody@example.org")),
    "GET /forgotten-password/sent": Example(),
    "GET /set-password": Example(),
    "POST /set-password": Example(form=some(token="x", password="y"), answers=frozenset({410})),
    "GET /me": Example(),
    "POST /me/password": Example(
        form=some(current_password="not hers", new_password="three tin whistles"), answers=frozenset({422})
    ),
    "POST /me/sessions/end": Example(),
    "POST /me/sessions/{session_id}/end": Example(),
    "POST /me/tokens": Example(form=some(name="A program", scopes=["read"])),
    "POST /me/tokens/{token_id}/revoke": Example(),
    "GET /health/live": Example(),
    "GET /health/ready": Example(answers=SUCCESS | {503}),
    "GET /version": Example(),
    "GET /metrics": Example(answers=SUCCESS | {401, 403, 404}),
    "GET /v1/units": Example(),
    "GET /v1/units/{unit_id}": Example(answers=NONE),
    "POST /v1/units/check": Example(json=some(text="id: greeting-visitors")),
    "POST /v1/analyses": Example(json=some(**ACCOUNT)),
    "POST /v1/analyses/html": Example(json=some(**ACCOUNT)),
    "POST /v1/analyses/pdf": Example(json=some(**ACCOUNT)),
    "POST /v1/analyses/docx": Example(files=A_FILE, answers=frozenset({415})),
    "POST /v1/redactions": Example(json=some(**ACCOUNT)),
    "POST /v1/redactions/docx": Example(files=A_FILE, answers=frozenset({415})),
    "POST /v1/comparisons": Example(json=some(first=ACCOUNT["text"], second=ACCOUNT["text"])),
    "POST /v1/sign-in": Example(json=some(email="nobody@example.org", password="x"), answers=frozenset({401})),
    "POST /v1/sign-out": Example(),
    "POST /v1/password-resets": Example(json=some(email="nobody@example.org")),
    "POST /v1/password-resets/completion": Example(json=some(token="x", password="y"), answers=frozenset({410})),
    "GET /v1/me": Example(),
    "PUT /v1/me/password": Example(
        json=some(current_password="not hers", new_password="three tin whistles"), answers=frozenset({422})
    ),
    "GET /v1/me/sessions": Example(),
    "DELETE /v1/me/sessions": Example(),
    "DELETE /v1/me/sessions/{session_id}": Example(),
    "GET /v1/me/tokens": Example(),
    "POST /v1/me/tokens": Example(json=some(name="A program", scopes=["read"])),
    "DELETE /v1/me/tokens/{token_id}": Example(),
    "GET /v1/people": Example(),
    "POST /v1/people": Example(json=person),
    "GET /v1/people/{person_id}": Example(),
    "PATCH /v1/people/{person_id}": Example(json=some(name="Asha Rao"), headers=SEEN),
    "PUT /v1/people/{person_id}/deactivation": Example(),
    "DELETE /v1/people/{person_id}/deactivation": Example(),
    "POST /v1/people/{person_id}/invitation": Example(),
    "DELETE /v1/people/{person_id}/sessions": Example(),
    "GET /v1/centre": Example(),
    "PATCH /v1/centre": Example(json=some(blind_first=True), headers=SEEN),
    "GET /v1/centres": Example(),
    "POST /v1/centres": Example(
        json=lambda _: {
            "slug": uuid4().hex,
            "name": "South College",
            "administrator": {"name": "Jo Lund", "email": "jo@example.org"},
        }
    ),
    "GET /v1/centres/{centre_id}": Example(),
    "PUT /v1/centres/{centre_id}/closure": Example(),
    "DELETE /v1/centres/{centre_id}/closure": Example(),
    "GET /v1/sign-in/sso/{centre}": Example(answers=NONE),
    "GET /v1/sign-in/sso/{centre}/callback": Example(answers=frozenset({400})),
    "GET /v1/centre/identity-provider": Example(answers=NONE),
    "PUT /v1/centre/identity-provider": Example(
        json=some(issuer="https://127.0.0.1", client_id="x", client_secret="y"), answers=frozenset({422, 502})
    ),
    "DELETE /v1/centre/identity-provider": Example(answers=NONE),
    "POST /v1/people/import": Example(files=A_ROSTER),
    "GET /v1/roster": Example(),
    "GET /v1/submissions": Example(),
    "POST /v1/submissions": Example(json=some()),
    "GET /v1/submissions/{submission_id}": Example(),
    "GET /v1/submissions/{submission_id}/history": Example(),
    "POST /v1/submissions/{submission_id}/moves": Example(
        json=some(move="take"), headers=SEEN, answers=frozenset({201, 403})
    ),
    "GET /v1/submissions/{submission_id}/drafts": Example(),
    "POST /v1/submissions/{submission_id}/drafts": Example(json=some(**ACCOUNT), make=BEGUN),
    "GET /v1/submissions/{submission_id}/drafts/{number}": Example(),
    "DELETE /v1/submissions/{submission_id}/drafts/{number}": Example(make=BEGUN),
    "GET /v1/submissions/{submission_id}/drafts/{number}/text": Example(),
    "GET /v1/submissions/{submission_id}/drafts/{number}/result": Example(),
    "GET /v1/submissions/{submission_id}/drafts/{number}/report.html": Example(prepare=an_analysis),
    "GET /v1/submissions/{submission_id}/drafts/{number}/report.pdf": Example(answers=frozenset({409})),
    "GET /v1/submissions/{submission_id}/drafts/{number}/report.docx": Example(answers=frozenset({409})),
    "GET /v1/submissions/{submission_id}/comparison": Example(query={"first": "1", "second": "2"}, answers=NONE),
    "GET /v1/submissions/{submission_id}/documents/{document_id}": Example(answers=frozenset({500})),
    "GET /v1/jobs/{job_id}": Example(),
    "GET /v1/jobs/{job_id}/events": Example(),
    "DELETE /v1/jobs/{job_id}": Example(make={"job_id": Scene.a_job_on_a_begun_submission}),
    "POST /v1/jobs/{job_id}/again": Example(answers=frozenset({201, 403})),
    "GET /v1/decisions.csv": Example(),
    "GET /v1/submissions/{submission_id}/decisions": Example(),
    "GET /v1/submissions/{submission_id}/decisions/history": Example(),
    "POST /v1/submissions/{submission_id}/decisions": Example(
        json=some(marking_point="MP1", status="met", draft=1), headers=SEEN, answers=REFUSED
    ),
    "POST /v1/decisions/{decision_id}/stance": Example(json=some(agrees=True), answers=REFUSED),
    "GET /v1/submissions/{submission_id}/feedback": Example(),
    "POST /v1/submissions/{submission_id}/feedback": Example(
        json=some(content="Well done."), headers=SEEN, answers=REFUSED
    ),
    "GET /v1/submissions/{submission_id}/contests": Example(),
    "POST /v1/submissions/{submission_id}/contests": Example(
        also=("decision_id",),
        json=lambda ids: {"decision": ids["decision_id"], "reason": "It is there."},
        answers=frozenset({422}),  # she has not been told of it yet
    ),
    "POST /v1/contests/{contest_id}/review": Example(json=some(status="met", comment="It is."), headers=SEEN),
    "GET /v1/submissions/{submission_id}/samplings": Example(),
    "POST /v1/submissions/{submission_id}/samplings": Example(
        json=some(reason="routine"), headers=SEEN, answers=REFUSED | {422}
    ),
    "POST /v1/submissions/{submission_id}/second-decisions": Example(
        json=some(marking_point="MP1", status="met", draft=1), headers=SEEN, answers=REFUSED
    ),
    "POST /v1/submissions/{submission_id}/drafts/{number}/objections": Example(
        json=some(observation="/depth"), prepare=an_analysis, answers=frozenset({201, 403})
    ),
    "GET /v1/submissions/{submission_id}/drafts/{number}/objections": Example(prepare=an_analysis),
    "DELETE /v1/submissions/{submission_id}/drafts/{number}/objections/{objection_id}": Example(
        answers=frozenset({204, 403})
    ),
    "GET /v1/objections/summary": Example(),
    "GET /v1/me/comments": Example(),
    "POST /v1/me/comments": Example(json=some(unit=UNIT.id, content="Say why you chose it.")),
    "GET /v1/me/comments/{comment_id}": Example(),
    "PUT /v1/me/comments/{comment_id}": Example(json=some(unit=UNIT.id, content="Say why you chose it."), headers=SEEN),
    "DELETE /v1/me/comments/{comment_id}": Example(headers=SEEN),
    "GET /v1/contests": Example(),
    "GET /v1/contests/summary": Example(),
    "GET /v1/sampling-plan": Example(answers=NONE),
    "GET /v1/sampling-plans": Example(),
    "POST /v1/sampling-plans": Example(json=some(**PERIOD), answers=REFUSED),
    "POST /v1/sampling-plans/preview": Example(json=some(**PERIOD), answers=REFUSED),
    "GET /v1/sampling-plans/{plan_id}": Example(),
    "GET /v1/consistency/agreement": Example(),
    "GET /v1/consistency/patterns": Example(),
    "GET /v1/consistency/program": Example(),
    "GET /v1/consistency/patterns/mine": Example(),
    "GET /v1/consistency/audit": Example(),
    "GET /v1/consistency/audit.html": Example(),
    "GET /v1/consistency/audit.pdf": Example(),
    "GET /v1/consistency/audit.xlsx": Example(),
    "GET /v1/consistency/progress": Example(),
    "GET /v1/consistency/severity": Example(),
    "GET /v1/standardisations": Example(),
    "POST /v1/standardisations": Example(
        also=("submission_id", "assessor_id"),
        make={"submission_id": Scene.add_decided},
        json=lambda ids: {"title": "Autumn", "submissions": [ids["submission_id"]], "assessors": [ids["assessor_id"]]},
    ),
    "GET /v1/standardisations/proposal": Example(query={"unit": UNIT.id}),
    "GET /v1/standardisations/{exercise_id}": Example(),
    "GET /v1/standardisations/{exercise_id}/report": Example(make={"exercise_id": Scene.a_closed_standardisation}),
    "GET /v1/standardisations/{exercise_id}/scripts/{script}/text": Example(),
    "POST /v1/standardisations/{exercise_id}/scripts/{script}/marks": Example(
        json=some(marks=[{"marking_point": point.id, "status": "met"} for point in UNIT.marking_points])
    ),
    "PUT /v1/standardisations/{exercise_id}/closing": Example(),
    "POST /v1/standardisations/{exercise_id}/scripts/{script}/standard": Example(
        json=some(marking_point="MP1", status="met", rationale="It is there."),
        make={"exercise_id": Scene.a_closed_standardisation},
    ),
    "GET /v1/standardisations/{exercise_id}/marks.csv": Example(answers=frozenset({200, 409})),
    "GET /submissions": Example(),
    "GET /submissions/new": Example(),
    "POST /submissions/new": Example(form=some(course=f"{UNIT.id}/{UNIT.qualification().id}")),
    "GET /submissions/{submission_id}": Example(),
    "POST /submissions/{submission_id}/hand-in": Example(form=some(version="1"), make=BEGUN),
    "POST /submissions/{submission_id}/drafts": Example(form=some(**ACCOUNT), make=BEGUN),
    "POST /submissions/{submission_id}/drafts/{number}/take-back": Example(make=BEGUN),
    "POST /submissions/{submission_id}/drafts/{number}/ask-again": Example(make=BEGUN, answers=NONE),
    "POST /submissions/{submission_id}/contests": Example(
        also=("decision_id",),
        form=lambda ids: {"decision": ids["decision_id"], "reason": "It is there."},
        answers=frozenset({422}),  # she has not been told of it yet
    ),
    "GET /submissions/{submission_id}/drafts/{number}": Example(),
    "POST /submissions/{submission_id}/drafts/{number}/objections": Example(
        form=some(observation="/depth"), prepare=an_analysis
    ),
    "POST /submissions/{submission_id}/drafts/{number}/objections/{objection_id}/withdraw": Example(
        form=some(observation="/depth")
    ),
    "GET /submissions/{submission_id}/compare": Example(),
    "GET /marking/{submission_id}": Example(),
    "GET /marking/{submission_id}/changes": Example(query={"version": "0", "since": "2026-01-01T00:00:00Z"}),
    "POST /marking/{submission_id}/points/{marking_point}": Example(
        form=some(version="1", draft="1", status="met"), answers=SUCCESS | REFUSED
    ),
    "POST /marking/{submission_id}/points/{marking_point}/restore": Example(
        also=("decision_id",), form=lambda ids: SEEN_ON_PAGE | {"decision": ids["decision_id"]}, answers=REFUSED
    ),
    "POST /marking/{submission_id}/points/{marking_point}/stance": Example(
        also=("decision_id",), form=lambda ids: {"decision": ids["decision_id"], "agrees": "yes"}, answers=REFUSED
    ),
    "POST /marking/{submission_id}/moves": Example(form=some(version="1", move="take"), answers=SUCCESS | REFUSED),
    "POST /marking/{submission_id}/finish": Example(
        form=some(version="1", outcome="refer_back", feedback="Say more."), answers=SUCCESS | REFUSED
    ),
    "GET /centre": Example(),
    "GET /centre/audit": Example(),
    "GET /centre/consistency": Example(),
    "GET /centre/patterns": Example(),
    "GET /centre/program": Example(),
    "GET /my-decisions": Example(),
    "GET /centre/severity": Example(),
    "GET /centre/progress": Example(),
    "GET /centre/progress/without-cohort": Example(),
    "GET /centre/progress/{cohort_id}": Example(),
    "GET /centre/sampling": Example(),
    "GET /centre/sampling/new": Example(),
    "POST /centre/sampling/plans": Example(form=some(**PERIOD), answers=frozenset({422})),
    "POST /centre/sampling": Example(
        also=("submission_id",),
        make={"submission_id": Scene.add_decided},
        form=lambda ids: {"submission": ids["submission_id"], "reason": "planned", "version": "1"},
    ),
    "GET /centre/standardisation": Example(),
    "GET /centre/standardisation/new": Example(),
    "POST /centre/standardisation": Example(
        also=("submission_id", "assessor_id"),
        make={"submission_id": Scene.add_decided},
        form=lambda ids: {"title": "Autumn", "submissions": ids["submission_id"], "assessors": ids["assessor_id"]},
    ),
    "GET /centre/standardisation/{exercise_id}": Example(),
    "GET /centre/standardisation/{exercise_id}/report": Example(make={"exercise_id": Scene.a_closed_standardisation}),
    "POST /centre/standardisation/{exercise_id}/closing": Example(),
    "GET /centre/standardisation/{exercise_id}/scripts/{script}": Example(),
    "POST /centre/standardisation/{exercise_id}/scripts/{script}/marks": Example(
        form=some(**{f"status-{point.id}": "met" for point in UNIT.marking_points})
    ),
    "POST /centre/standardisation/{exercise_id}/scripts/{script}/standard": Example(
        form=some(marking_point="MP1", status="met", rationale="It is there."),
        make={"exercise_id": Scene.a_closed_standardisation},
    ),
    "GET /centre/contests": Example(),
    "GET /v1/queue": Example(),
    "GET /queue": Example(),
    "GET /workload": Example(),
    "GET /comments": Example(),
    "POST /comments": Example(form=some(place=UNIT.id, content="Say why you chose it.")),
    "GET /comments/{comment_id}": Example(),
    "POST /comments/{comment_id}": Example(form=some(place=UNIT.id, content="Say why.", version="1")),
    "POST /comments/{comment_id}/removal": Example(form=some(version="1")),
    "POST /workload/allocations": Example(form=some(rule="balanced")),
    "POST /queue/next": Example(),
    "POST /queue/allocations": Example(
        also=("submission_id", "assessor_id"),
        form=lambda ids: {"submission": ids["submission_id"], "to": ids["assessor_id"]},
    ),
    "GET /v1/workload": Example(),
    "POST /v1/allocations": Example(
        also=("submission_id", "assessor_id"),
        json=lambda ids: {"by_hand": [{"submission": ids["submission_id"], "assessor": ids["assessor_id"]}]},
    ),
    "GET /v1/transparency": Example(),
    "GET /v1/audit-log": Example(),
    "GET /v1/holds": Example(),
    "POST /v1/holds": Example(also=("submission_id",), json=lambda ids: {"submission_id": ids["submission_id"]}),
    "DELETE /v1/holds/{hold_id}": Example(),
    "GET /v1/people/{person_id}/export": Example(make={"person_id": Scene.herself}),
    "POST /v1/people/{person_id}/erasure": Example(json=some()),
    "POST /v1/submissions/{submission_id}/erasure": Example(json=some(although_open=True)),
    "GET /v1/retention": Example(),
    "PUT /v1/retention": Example(json=some(days={}), headers=SEEN, answers=SUCCESS | {412}),
    "POST /v1/retention/sweep": Example(),
    "GET /v1/webhooks": Example(),
    "POST /v1/webhooks": Example(json=some(url="https://records.example.org/"), answers=SUCCESS | {422}),
    "GET /v1/webhooks/{webhook_id}": Example(),
    "DELETE /v1/webhooks/{webhook_id}": Example(),
    "POST /v1/webhooks/{webhook_id}/secret": Example(answers=SUCCESS),
    "POST /v1/webhooks/{webhook_id}/test": Example(answers=SUCCESS | {502}),
    "GET /v1/webhooks/{webhook_id}/deliveries": Example(),
    **ADMINISTRATION,
}
"""By method and address."""

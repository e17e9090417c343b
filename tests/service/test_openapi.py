"""The OpenAPI document: complete, described, and true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from nlp.results import AnalysisResult
from service.problem_types import PROBLEM_TYPES

PROBLEM = "application/problem+json"
# Their fields are described in docs/units.md, which is for the authors of units.
OF_UNITS = {"Unit"}


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    content: dict[str, Any] = client.get("/openapi.json").json()
    return content


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from nodes(child)
    elif isinstance(node, list):
        for child in node:
            yield from nodes(child)


def schemas_used_by(document: dict[str, Any], name: str) -> set[str]:
    """The schema and all that it refers to."""
    used, open_ = set(), {name}
    while open_:
        schema = open_.pop()
        used.add(schema)
        found = {
            node["$ref"].split("/")[-1] for node in nodes(document["components"]["schemas"][schema]) if "$ref" in node
        }
        open_ |= found - used
    return used


OF_PEOPLE = {
    "POST /v1/sign-in": "sign_in",
    "GET /v1/sign-in/sso/{centre}": "begin_single_sign_on",
    "GET /v1/sign-in/sso/{centre}/callback": "complete_single_sign_on",
    "GET /v1/centre/identity-provider": "get_identity_provider",
    "PUT /v1/centre/identity-provider": "set_identity_provider",
    "DELETE /v1/centre/identity-provider": "remove_identity_provider",
    "POST /v1/people/import": "import_people",
    "GET /v1/roster": "export_roster",
    "POST /v1/sign-out": "sign_out",
    "POST /v1/password-resets": "ask_for_password_reset",
    "POST /v1/password-resets/completion": "complete_password_reset",
    "GET /v1/me": "get_me",
    "PUT /v1/me/password": "change_password",
    "GET /v1/me/sessions": "list_sessions",
    "DELETE /v1/me/sessions": "end_other_sessions",
    "DELETE /v1/me/sessions/{session_id}": "end_one_session",
    "GET /v1/me/tokens": "list_tokens",
    "POST /v1/me/tokens": "make_token",
    "DELETE /v1/me/tokens/{token_id}": "revoke_token",
    "GET /v1/people": "list_people",
    "POST /v1/people": "add_person",
    "GET /v1/people/{person_id}": "get_person",
    "GET /v1/characteristics": "get_characteristics",
    "PUT /v1/characteristics": "put_characteristics",
    "GET /v1/people/{person_id}/characteristics": "get_recorded",
    "PUT /v1/people/{person_id}/characteristics": "put_recorded",
    "PATCH /v1/people/{person_id}": "change_person",
    "PUT /v1/people/{person_id}/deactivation": "deactivate_person",
    "DELETE /v1/people/{person_id}/deactivation": "reactivate_person",
    "POST /v1/people/{person_id}/invitation": "invite_person",
    "DELETE /v1/people/{person_id}/sessions": "end_sessions_of_person",
    "GET /v1/cohorts": "list_cohorts",
    "POST /v1/cohorts": "add_cohort",
    "GET /v1/cohorts/{cohort_id}": "get_cohort",
    "PATCH /v1/cohorts/{cohort_id}": "change_cohort",
    "DELETE /v1/cohorts/{cohort_id}": "remove_cohort",
    "GET /v1/cohorts/{cohort_id}/members": "list_members",
    "PUT /v1/cohorts/{cohort_id}/members/{person_id}": "put_member",
    "DELETE /v1/cohorts/{cohort_id}/members/{person_id}": "remove_member",
    "GET /v1/centre": "get_own_centre",
    "PATCH /v1/centre": "change_own_centre",
    "GET /v1/centres": "list_centres",
    "POST /v1/centres": "add_centre",
    "GET /v1/centres/{centre_id}": "get_centre",
    "PUT /v1/centres/{centre_id}/closure": "close_centre",
    "DELETE /v1/centres/{centre_id}/closure": "reopen_centre",
}


OF_RECORDS = {
    "GET /v1/audit-log": "read_audit_log",
    "GET /v1/people/{person_id}/export": "export_person",
    "POST /v1/people/{person_id}/erasure": "erase_a_person",
    "POST /v1/submissions/{submission_id}/erasure": "erase_a_submission",
    "GET /v1/retention": "get_retention",
    "PUT /v1/retention": "set_retention",
    "POST /v1/retention/sweep": "sweep_records",
    "GET /v1/holds": "list_holds",
    "POST /v1/holds": "place_hold",
    "DELETE /v1/holds/{hold_id}": "lift_hold",
    "GET /v1/transparency": "get_transparency",
}


def test_operations_have_tidy_names_tags_and_descriptions(document: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    assert {name: operation["operationId"] for name, operation in operations(document)} == OF_PEOPLE | OF_RECORDS | {
        "POST /v1/analyses": "analyse",
        "POST /v1/analyses/docx": "analyse_as_docx",
        "POST /v1/comparisons": "compare",
        "POST /v1/analyses/html": "analyse_as_html",
        "POST /v1/analyses/pdf": "analyse_as_pdf",
        "POST /v1/redactions": "redact",
        "POST /v1/redactions/docx": "redact_docx",
        "POST /v1/submissions/{submission_id}/drafts/{number}/objections": "object_to_observation",
        "GET /v1/submissions/{submission_id}/drafts/{number}/objections": "get_objections",
        "DELETE /v1/submissions/{submission_id}/drafts/{number}/objections/{objection_id}": "withdraw_objection",
        "GET /v1/objections/summary": "count_objections",
        "GET /v1/me/comments": "list_bank_comments",
        "POST /v1/me/comments": "add_bank_comment",
        "GET /v1/me/comments/{comment_id}": "get_bank_comment",
        "PUT /v1/me/comments/{comment_id}": "change_bank_comment",
        "DELETE /v1/me/comments/{comment_id}": "remove_bank_comment",
        "POST /v1/units/check": "check_unit",
        "GET /v1/contests": "get_open_contests",
        "GET /v1/contests/summary": "count_contests",
        "GET /v1/sampling-plan": "get_sampling_plan",
        "GET /v1/sampling-plans": "get_sampling_plans",
        "POST /v1/sampling-plans": "draw_sampling_plan",
        "POST /v1/sampling-plans/preview": "preview_sampling_plan",
        "GET /v1/sampling-plans/{plan_id}": "get_one_sampling_plan",
        "GET /v1/consistency/agreement": "get_agreement",
        "GET /v1/consistency/patterns": "get_patterns",
        "GET /v1/consistency/program": "get_program",
        "GET /v1/consistency/patterns/mine": "get_my_patterns",
        "GET /v1/consistency/audit": "get_audit",
        "GET /v1/consistency/audit.html": "get_audit_as_html",
        "GET /v1/consistency/audit.pdf": "get_audit_as_pdf",
        "GET /v1/consistency/audit.xlsx": "get_audit_as_workbook",
        "GET /v1/consistency/progress": "get_progress",
        "GET /v1/consistency/severity": "get_severity",
        "GET /v1/standardisations": "get_exercises",
        "POST /v1/standardisations": "make_exercise",
        "GET /v1/standardisations/proposal": "get_proposal",
        "GET /v1/standardisations/{exercise_id}": "get_exercise",
        "GET /v1/standardisations/{exercise_id}/report": "get_report",
        "GET /v1/standardisations/{exercise_id}/scripts/{script}/text": "get_script_text",
        "POST /v1/standardisations/{exercise_id}/scripts/{script}/marks": "mark_script",
        "PUT /v1/standardisations/{exercise_id}/closing": "close_exercise",
        "POST /v1/standardisations/{exercise_id}/scripts/{script}/standard": "set_a_standard",
        "GET /v1/standardisations/{exercise_id}/marks.csv": "download_exercise",
        "GET /v1/queue": "get_queue",
        "GET /v1/workload": "get_workload",
        "POST /v1/submissions/{submission_id}/decisions": "make_decision",
        "GET /v1/submissions/{submission_id}/decisions": "get_decisions",
        "GET /v1/submissions/{submission_id}/decisions/history": "get_decision_history",
        "POST /v1/decisions/{decision_id}/stance": "state_stance",
        "POST /v1/submissions/{submission_id}/feedback": "issue_feedback",
        "GET /v1/submissions/{submission_id}/feedback": "get_feedback",
        "GET /v1/decisions.csv": "download_decisions",
        "POST /v1/submissions/{submission_id}/contests": "contest_decision",
        "GET /v1/submissions/{submission_id}/contests": "get_contests",
        "POST /v1/contests/{contest_id}/review": "review_contest",
        "POST /v1/submissions/{submission_id}/samplings": "sample_submission",
        "GET /v1/submissions/{submission_id}/samplings": "get_samplings",
        "POST /v1/submissions/{submission_id}/second-decisions": "make_second_decision",
        "POST /v1/allocations": "allocate_submissions",
        "POST /v1/submissions": "begin_submission",
        "GET /v1/submissions": "get_submissions",
        "GET /v1/submissions/{submission_id}": "get_submission",
        "GET /v1/submissions/{submission_id}/history": "get_history",
        "POST /v1/submissions/{submission_id}/moves": "move_submission",
        "POST /v1/submissions/{submission_id}/drafts": "add_draft",
        "GET /v1/submissions/{submission_id}/drafts": "get_drafts",
        "GET /v1/submissions/{submission_id}/drafts/{number}": "get_draft",
        "DELETE /v1/submissions/{submission_id}/drafts/{number}": "delete_draft",
        "GET /v1/submissions/{submission_id}/drafts/{number}/text": "get_draft_text",
        "GET /v1/submissions/{submission_id}/drafts/{number}/result": "get_result",
        "GET /v1/submissions/{submission_id}/drafts/{number}/report.html": "get_report_as_html",
        "GET /v1/submissions/{submission_id}/drafts/{number}/report.pdf": "get_report_as_pdf",
        "GET /v1/submissions/{submission_id}/drafts/{number}/report.docx": "get_report_as_docx",
        "GET /v1/submissions/{submission_id}/comparison": "compare_drafts",
        "GET /v1/submissions/{submission_id}/documents/{document_id}": "get_original",
        "GET /v1/units": "list_units",
        "GET /v1/units/{unit_id}": "get_unit",
        "GET /v1/webhooks": "list_webhooks",
        "POST /v1/webhooks": "add_webhook",
        "GET /v1/webhooks/{webhook_id}": "get_webhook",
        "DELETE /v1/webhooks/{webhook_id}": "remove_webhook",
        "POST /v1/webhooks/{webhook_id}/secret": "change_webhook_secret",
        "POST /v1/webhooks/{webhook_id}/test": "test_webhook",
        "GET /v1/webhooks/{webhook_id}/deliveries": "list_deliveries",
        "GET /v1/jobs/{job_id}": "get_job",
        "GET /v1/jobs/{job_id}/events": "watch_job",
        "DELETE /v1/jobs/{job_id}": "cancel",
        "POST /v1/jobs/{job_id}/again": "again",
        "GET /health/live": "live",
        "GET /health/ready": "ready",
        "GET /version": "version",
        "GET /metrics": "metrics",
    }
    for _, operation in operations(document):
        assert set(operation["tags"]) <= tags
        assert operation["summary"]
        assert operation["description"]


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    references = {node["$ref"] for node in nodes(document) if "$ref" in node}
    assert references
    for reference in references:
        assert reference.removeprefix("#/components/schemas/") in document["components"]["schemas"]


def test_every_schema_is_a_json_schema_and_every_field_is_described(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    of_units = set().union(*(schemas_used_by(document, name) for name in OF_UNITS))
    for name, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        for field, definition in schema.get("properties", {}).items():
            assert name in of_units or definition.get("description"), f"{name}.{field} has no description"
    body = document["paths"]["/v1/analyses"]["post"]["requestBody"]["content"]
    for content in body.values():
        assert all(field["description"] for field in content["schema"]["properties"].values())


def examples(media: dict[str, Any]) -> list[Any]:
    alone = [media["example"]] if "example" in media else []
    return alone + [example["value"] for example in media.get("examples", {}).values()]


def test_every_example_is_valid(document: dict[str, Any]) -> None:
    checked = 0
    for _, operation in operations(document):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for media in (media for body in bodies for media in body.get("content", {}).values()):
            if "itemSchema" in media:  # events: a schema of each, and no example of the whole
                continue
            schema = {**media["schema"], "components": document["components"]}
            for example in examples(media):
                Draft202012Validator(schema).validate(example)
                checked += 1
    assert checked > 20


def test_the_result_that_is_shown_belongs_to_the_request_that_is_shown(
    client: TestClient, document: dict[str, Any]
) -> None:
    operation = document["paths"]["/v1/analyses"]["post"]
    request = operation["requestBody"]["content"]["application/json"]["example"]
    shown = AnalysisResult.model_validate(operation["responses"]["200"]["content"]["application/json"]["example"])
    answered = AnalysisResult.model_validate_json(client.post("/v1/analyses", json=request).content)
    assert shown.text.content == answered.text.content == request["text"]
    assert [(part.start, part.end) for part in shown.text.sentences] == [
        (part.start, part.end) for part in answered.text.sentences
    ]
    assert [point.id for point in shown.marking_points] == [point.id for point in answered.marking_points]


def test_errors_are_problems_and_each_kind_that_a_route_can_meet_is_shown(document: dict[str, Any]) -> None:
    shown = set()
    for _, operation in operations(document):
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert set(response["content"]) == {PROBLEM}
                assert {example["status"] for example in examples(response["content"][PROBLEM])} == {int(status)}
                shown |= set(response["content"][PROBLEM]["examples"])
    of_no_route = {"method-not-allowed", "misdirected-request", "stopping"}
    of_no_route |= {"analysis-failed", "text-erased"}  # what a job ended with
    assert shown == {kind.name for kind in PROBLEM_TYPES} - of_no_route

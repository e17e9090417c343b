"""What there is around a submission, for `everything_kept`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID, uuid4

from service.storage.tables import Table
from service.storage.tables.analyses import Status
from service.storage.tables.people import Cohort, CohortMember, Role
from service.storage.tables.places import Place, PlaceReason
from service.storage.tables.postings import DeliveryState, WebhookDelivery, WebhookEndpoint
from service.storage.tables.records import LegalHold
from service.storage.tables.sampling import SamplingPlan, SamplingPlanChoice
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationInvitation,
    StandardisationMark,
    StandardisationScript,
    StandardisationStandard,
)


class Writer(Protocol):
    """Writes rows about the people and the submission that are there already."""

    canary: str
    at: datetime
    centre_id: UUID
    learner: UUID
    assessor: UUID
    admin: UUID
    submission: UUID
    draft: UUID

    def write(self, table: type[Table], **columns: Any) -> UUID:
        """Write a row; its id."""
        ...


def write_standardisation(writer: Writer) -> None:
    """An exercise with a mark and a standard."""
    of_centre: dict[str, Any] = {"centre_id": writer.centre_id, "unit_id": "customer-relations"}
    exercise = writer.write(Standardisation, title="Autumn", by=writer.admin, at=writer.at, **of_centre)
    of_exercise: dict[str, Any] = {"standardisation_id": exercise}
    of_submission: dict[str, Any] = {"submission_id": writer.submission, "draft_id": writer.draft}
    script = writer.write(StandardisationScript, number=1, **of_exercise, **of_submission)
    writer.write(StandardisationInvitation, person_id=writer.assessor, at=writer.at, **of_exercise)
    mark: dict[str, Any] = {"script_id": script, "marking_point": "MP1", "at": writer.at}
    note = f"The {writer.canary} is not enough."
    writer.write(StandardisationMark, person_id=writer.assessor, status=Status.PARTIAL, note=note, **mark)
    writer.write(StandardisationClosing, by=writer.admin, at=writer.at, **of_exercise)
    rationale = f"The {writer.canary} was rung back."
    writer.write(StandardisationStandard, by=writer.admin, status=Status.MET, rationale=rationale, **mark)


def write_sampling_plan(writer: Writer) -> None:
    """A plan that names the submission."""
    of_plan: dict[str, Any] = {"seed": 1, "rules": "1", "drawn": {}, "since": writer.at, "until": writer.at}
    of_plan |= {"by": writer.admin, "at": writer.at, "due_on": writer.at.date()}
    plan = writer.write(SamplingPlan, centre_id=writer.centre_id, **of_plan)
    writer.write(
        SamplingPlanChoice,
        plan_id=plan,
        submission_id=writer.submission,
        draft_id=writer.draft,
        assessor_id=writer.assessor,
        assurer_id=writer.admin,
        band="high",
        score=21,
        stratum="high",
        probability=0.5,
        reasons=["contested", "at_random"],
        covers=[["assessor", str(writer.assessor)]],
        decisions={},
    )


def write_surroundings(writer: Writer) -> None:
    """A cohort, a webhook, a place in the queue, a hold that was lifted."""
    cohort = writer.write(Cohort, centre_id=writer.centre_id, name=f"Autumn {uuid4().hex[:6]}")
    writer.write(CohortMember, cohort_id=cohort, person_id=writer.learner, role=Role.LEARNER)
    writer.write(CohortMember, cohort_id=cohort, person_id=writer.assessor, role=Role.ASSESSOR)
    endpoint = writer.write(
        WebhookEndpoint,
        centre_id=writer.centre_id,
        url="https://example.org/hook",
        secret_encrypted="encrypted",
        events=["submission.decided"],
        created_by=writer.admin,
    )
    writer.write(
        WebhookDelivery,
        endpoint_id=endpoint,
        event_id=uuid4(),
        event="submission.decided",
        payload={"submission": str(writer.submission)},
        state=DeliveryState.DELIVERED,
        created_at=writer.at,
        ended_at=writer.at,
    )
    place: dict[str, Any] = {"submission_id": writer.submission, "blind": False}
    writer.write(Place, centre_id=writer.centre_id, group="ready", rank=1, since=writer.at, rules="1", **place)
    writer.write(PlaceReason, code="all_met", number=1, facts={"points": 8}, **place)
    writer.write(
        LegalHold,
        centre_id=writer.centre_id,
        submission_id=writer.submission,
        placed_by=writer.admin,
        placed_at=writer.at,
        lifted_by=writer.admin,
        lifted_at=writer.at,
    )

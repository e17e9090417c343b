"""POST /v1/people/{id}/erasure and /v1/submissions/{id}/erasure."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from service import problem_types as types
from service.dependencies import CurrentDatabase, CurrentOriginals
from service.problem_groups import OF_THINGS
from service.problems import describe_problems
from service.records.erasure import erase_person, erase_submission
from service.records.erasure_views import ErasureView, erase
from service.records.tag import TAG, Keeper, PersonId, SubmissionId

router = APIRouter(prefix="/v1", tags=[TAG["name"]])
_PROBLEMS = describe_problems(
    *OF_THINGS, types.CONFLICT, types.MALFORMED_REQUEST, types.REQUEST_TOO_LARGE, types.FILES_UNAVAILABLE
)


class ErasureRequest(BaseModel):
    """How an erasure is wanted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    although_open: bool = Field(
        False,
        description="Erase although something is to be assessed, or a contest to be looked at, which nobody can then.",
    )


@router.post("/people/{person_id}/erasure", summary="Erase a person", responses=_PROBLEMS)
def erase_a_person(
    person_id: PersonId, wanted: ErasureRequest, actor: Keeper, database: CurrentDatabase, originals: CurrentOriginals
) -> ErasureView:
    """Erase her name, address and number, what she wrote, and what was written about it; end her access.

    Sent again, it erases what has come since. It is refused while there is a hold, and, unless `although_open` is
    sent, while an account of hers or in her hands is being assessed or a contest is open.
    """
    return erase(
        database, originals, lambda session: erase_person(session, actor, person_id, although_open=wanted.although_open)
    )


@router.post("/submissions/{submission_id}/erasure", summary="Erase the words of a submission", responses=_PROBLEMS)
def erase_a_submission(
    submission_id: SubmissionId,
    wanted: ErasureRequest,
    actor: Keeper,
    database: CurrentDatabase,
    originals: CurrentOriginals,
) -> ErasureView:
    """Erase the texts and documents of one submission, and what was written about them; the learner stays."""
    return erase(
        database,
        originals,
        lambda session: erase_submission(session, actor, submission_id, although_open=wanted.although_open),
    )

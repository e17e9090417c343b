"""POST /v1/people/{id}/erasure and /v1/submissions/{id}/erasure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from service import problem_types as types
from service.dependencies import CurrentDatabase, CurrentOriginals
from service.files import Originals
from service.problem_groups import OF_THINGS
from service.problems import describe_problems
from service.records.erasure import Erasure, erase_person, erase_submission
from service.records.tag import TAG, Keeper, PersonId, SubmissionId
from service.retention.originals import remove_unused
from service.storage import Database

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


class ErasureView(BaseModel):
    """What an erasure has removed. Decisions, moves, suggestions and the audit log stay, without words."""

    model_config = ConfigDict(frozen=True)

    erased_at: datetime = Field(description="When it was done; of a person, when it was done first.")
    texts: int = Field(description="Texts of drafts that are gone now.")
    results: int = Field(description="Results of the program that are gone, as they hold the text.")
    documents: int = Field(description="Documents whose names are gone.")
    originals: int = Field(description="Original files that were removed; those that somebody else gave too stay.")
    comments: int = Field(description="Comments on decisions, and remarks in standardisation, that are gone.")
    feedback: int = Field(description="Messages of assessors to the learner that are gone.")
    reasons: int = Field(description="Reasons of contests that are gone.")
    bank_comments: int = Field(description="Comments that she kept for herself, to use again, that are gone.")
    access: int = Field(description="Sessions, tokens, passwords, roles and memberships that were ended.")


@router.post("/people/{person_id}/erasure", summary="Erase a person", responses=_PROBLEMS)
def erase_a_person(
    person_id: PersonId, wanted: ErasureRequest, actor: Keeper, database: CurrentDatabase, originals: CurrentOriginals
) -> ErasureView:
    """Erase her name, address and number, what she wrote, and what was written about it; end her access.

    Sent again, it erases what has come since. It is refused while there is a hold, and, unless `although_open` is
    sent, while an account of hers or in her hands is being assessed or a contest is open.
    """
    return _erase(
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
    return _erase(
        database,
        originals,
        lambda session: erase_submission(session, actor, submission_id, although_open=wanted.although_open),
    )


def _erase(database: Database, originals: Originals, erase: Callable[[Session], Erasure]) -> ErasureView:
    with database.write() as session:
        erasure = erase(session)
    removed = remove_unused(database, originals, erasure.erased.originals)
    return ErasureView(erased_at=erasure.at, originals=removed, access=erasure.access, **erasure.erased.counts())

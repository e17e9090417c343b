"""What an export of everything about a person holds about standardisation."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from service.records.rows import Plain, rows
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationInvitation,
    StandardisationMark,
    StandardisationScript,
    StandardisationStandard,
)


def standardised(session: Session, submission_id: UUID) -> list[Plain]:
    """What was marked on it to compare those who mark; it changed nothing for her."""
    of_submission = StandardisationScript.submission_id == submission_id
    mark, standard = StandardisationMark, StandardisationStandard
    return [
        {
            **script,
            "marks": rows(session, mark, mark.script_id == UUID(script["id"])),
            "standards": rows(session, standard, standard.script_id == UUID(script["id"])),
        }
        for script in rows(session, StandardisationScript, of_submission)
    ]


def standardisations(session: Session, person_id: UUID) -> Plain:
    """Her part in comparing those who mark, without words, which can quote learners."""
    closing, invitation, standard = StandardisationClosing, StandardisationInvitation, StandardisationStandard
    return {
        "made": rows(session, Standardisation, Standardisation.by == person_id),
        "closed": rows(session, closing, closing.by == person_id),
        "invited_to": rows(session, invitation, invitation.person_id == person_id),
        "marks": rows(session, StandardisationMark, StandardisationMark.person_id == person_id, ("note",)),
        "standards": rows(session, standard, standard.by == person_id, ("rationale",)),
    }

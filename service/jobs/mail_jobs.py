"""Asking for a mail. What it says is made when it is sent; the job knows only whom it is for and what it is about."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from service.jobs.asking import Job, Jobs, Kind
from service.mail.messages import MailKind


def request_mail(
    session: Session,
    jobs: Jobs,
    kind: MailKind,
    *,
    person_id: UUID,
    about: UUID,
    submission_id: UUID | None = None,
    exercise_id: UUID | None = None,
) -> None:
    """Ask for one mail to a person, within the transaction of what it tells of.

    ``about``: the id of what happened (a request for a reset, a move of a submission, a review): there is one mail of
    a kind about it. ``submission_id``, ``exercise_id``: what the mail's link leads to, where it leads to a
    submission or a standardisation exercise.
    """
    payload = {"kind": kind.value, "person_id": str(person_id), "about": str(about)}
    if submission_id:
        payload["submission_id"] = str(submission_id)
    if exercise_id:
        payload["exercise_id"] = str(exercise_id)
    jobs.enqueue(session, Job(kind=Kind.SEND_MAIL, key=f"mail/{kind}/{person_id}/{about}", payload=payload))

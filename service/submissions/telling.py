"""Who is told of a move: the learner by mail, the centre by webhook, the queue."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from service.jobs import Jobs
from service.jobs.announcing import announce_move
from service.jobs.mail_jobs import request_mail
from service.mail.messages import MailKind
from service.storage.tables.submissions import State, StateChange, Submission
from service.triage import place_again

_MAILS: Mapping[State, MailKind] = {State.DECIDED: MailKind.DECIDED, State.REFERRED_BACK: MailKind.REFERRED_BACK}


def tell(session: Session, jobs: Jobs, submission: Submission, change: StateChange) -> None:
    """Ask, in the transaction of a move, for whatever follows from it."""
    place_again(session, submission.id)
    announce_move(session, jobs, submission, change.at)
    if kind := _MAILS.get(change.after):
        request_mail(
            session,
            jobs,
            kind,
            person_id=submission.learner_id,
            about=change.id,
            submission_id=submission.id,
        )

"""Learners who disagree with something that the program said of their work."""

from __future__ import annotations

from sqlalchemy import select

from service.demonstration.world import World
from service.errors import RequestInvalid
from service.objections.store import object_to
from service.storage.tables.submissions import Draft, State, Submission
from service.visibility.drafts import last_handed_in

_OBSERVATION = "/feedback/next_steps/0"


def disagree(world: World, learners: int) -> None:
    """Let the first ``learners`` whose work waits disagree with the first next step that they were given, if any."""
    waiting = select(Submission).where(Submission.centre_id == world.centre_id, Submission.state == State.SUBMITTED)
    actors = {actor.person_id: actor for actor in world.people.values()}
    for submission in world.session.scalars(waiting.order_by(Submission.submitted_at, Submission.id).limit(learners)):
        number = last_handed_in(world.session, submission.id)
        of_submission = (Draft.submission_id == submission.id, Draft.number == number)
        draft = world.session.scalars(select(Draft).where(*of_submission)).one()
        try:
            object_to(world.session, actors[submission.learner_id], submission, draft, _OBSERVATION)
        except RequestInvalid:
            continue  # nothing was left to work on

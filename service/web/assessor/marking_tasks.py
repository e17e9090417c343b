"""What somebody who opens a submission to mark it can do there: assess, correct, review, mark beside, or only read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.access import Actor, Permission
from service.decisions.schemas import ContestView, DecisionView
from service.storage.tables.decisions import DecisionPurpose
from service.storage.tables.submissions import State
from service.submissions.schemas import WholeSubmission
from service.submissions.states import Move


class Task(StrEnum):
    """What the page is for."""

    ASSESS = "assess"
    """Decide for the record; the submission is hers, or she may take it."""
    CORRECT = "correct"
    """The learner has been told; she can still correct what she decided herself."""
    REVIEW = "review"
    """Look at what the learner contested, as another person."""
    SECOND = "second"
    """Mark a sampled submission a second time; the decisions of record stay."""
    READ = "read"
    """Nothing here is hers to decide."""


class Shut(StrEnum):
    """Why a marking point is not hers to decide now."""

    NOT_HERS = "not_hers"
    CONTESTED = "contested"
    """The learner contests the decision, and another person looks."""
    REVIEWED = "reviewed"
    """Another person has looked after a contest; for this draft that is the last word."""


@dataclass(frozen=True, slots=True)
class Position:
    """A submission in somebody's hands: what she sees of it and of what was decided."""

    actor: Actor
    submission: WholeSubmission
    history: Sequence[DecisionView]
    contests: Sequence[ContestView]

    @property
    def draft(self) -> int:
        """The number of the draft to read: the one that was handed in last, or the one whose decision is contested."""
        contested = {contest.decision for contest in self.waiting.values()} if may_review(self) else set()
        drafts = [one.draft for one in self.history if one.id in contested]
        return min(drafts) if drafts else self.submission.handed_in or 0

    @property
    def waiting(self) -> dict[str, ContestView]:
        """The contests that nobody has looked at yet, by marking point."""
        return {contest.marking_point: contest for contest in self.contests if contest.review is None}

    def decided_by_her(self, *purposes: DecisionPurpose) -> bool:
        """Whether she has decided something for one of these purposes."""
        return any(one.assessor.id == self.actor.person_id and one.purpose in purposes for one in self.history)


def task_of(position: Position) -> Task:
    """What she can do; the stores check it all again."""
    actor, submission = position.actor, position.submission
    if submission.learner.id == actor.person_id:
        return Task.READ
    if position.waiting and may_review(position):
        return Task.REVIEW
    match submission.state:
        case State.SUBMITTED:
            return Task.ASSESS if Move.TAKE in submission.moves else Task.READ
        case State.IN_ASSESSMENT:
            hers = submission.assessor is None or submission.assessor.id == actor.person_id
            return Task.ASSESS if hers and actor.may(Permission.ASSESS) else Task.READ
        case State.SAMPLED if _may_mark_beside(position):
            return Task.SECOND
    corrects = actor.may(Permission.ASSESS) and position.decided_by_her(DecisionPurpose.ASSESSMENT)
    return Task.CORRECT if corrects else Task.READ


def why_shut(position: Position, task: Task, point: str, stands: DecisionView | None) -> Shut | None:
    """Why she cannot decide on a marking point, on which ``stands`` is in force; None: she can."""
    hers = stands is not None and stands.assessor.id == position.actor.person_id
    if task is Task.SECOND:
        return None
    if task is Task.REVIEW:
        contested = point in position.waiting and stands is not None and stands.draft == position.draft
        return None if contested else Shut.NOT_HERS
    if point in position.waiting:
        return Shut.CONTESTED
    if task is Task.ASSESS:
        reviewed = stands is not None and stands.purpose is DecisionPurpose.CONTEST and stands.draft == position.draft
        return Shut.REVIEWED if reviewed else None
    return None if task is Task.CORRECT and hers else Shut.NOT_HERS


def may_review(position: Position) -> bool:
    """Whether she may look at what the learner contests: another person's work, on which she has not decided."""
    if position.submission.learner.id == position.actor.person_id:
        return False
    decided = position.decided_by_her(DecisionPurpose.ASSESSMENT, DecisionPurpose.SAMPLING)
    return position.actor.may(Permission.REVIEW_CONTESTS) and not decided


def _may_mark_beside(position: Position) -> bool:
    """Nobody samples what she has assessed."""
    assessed = position.decided_by_her(DecisionPurpose.ASSESSMENT, DecisionPurpose.CONTEST)
    assessor = position.submission.assessor
    holds = assessor is not None and assessor.id == position.actor.person_id
    return position.actor.may(Permission.SAMPLE) and not (assessed or holds)

"""The page of one submission: where it is, the drafts, what was decided, and what can be done next."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from nlp.readers import SUPPORTED_SUFFIXES
from service.access import Actor
from service.decisions.feedback import read_feedback
from service.decisions.schemas import FeedbackView
from service.settings import Settings
from service.storage import Database
from service.storage.tables.submissions import State
from service.submissions.drafts import read_drafts
from service.submissions.notices import Notice, notice_for
from service.submissions.schemas import DraftView, WholeSubmission
from service.submissions.states import Move
from service.submissions.store import read_submission
from service.unit_store import UnitStore
from service.visibility.submissions import find_submission
from service.web.learner.names import Names, names_of
from service.web.learner.outcome import Outcome, read_outcome

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may be sent, said beforehand."""

    files: int
    megabytes: int
    words: int
    suffixes: tuple[str, ...]

    @classmethod
    def of(cls, settings: Settings) -> Bounds:
        """Those of this installation."""
        return cls(
            settings.max_files, settings.max_body_bytes // _MEGABYTE, settings.max_words, tuple(SUPPORTED_SUFFIXES)
        )


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """A submission of a learner's own.

    ``drafts`` and ``letters`` (what assessors wrote): the latest first. ``key``: what sending a draft from this page is
    known by, so that sending it twice adds one.
    """

    submission: WholeSubmission
    names: Names
    drafts: tuple[DraftView, ...]
    letters: tuple[FeedbackView, ...]
    outcome: Outcome | None
    notice: Notice
    bounds: Bounds
    key: str

    @property
    def writable(self) -> bool:
        """Whether a draft can be added now."""
        return Move.HAND_IN in self.submission.moves

    @property
    def readable(self) -> tuple[DraftView, ...]:
        """The drafts whose words are there."""
        return tuple(draft for draft in self.drafts if draft.erased_at is None)

    @property
    def to_hand_in(self) -> DraftView | None:
        """The draft that would be handed in now; None where there is no new one."""
        latest = next(iter(self.readable), None)
        return latest if self.writable and latest is not None and not latest.handed_in else None

    @property
    def closed(self) -> bool:
        """Whether everything was decided."""
        return self.submission.state in (State.DECIDED, State.SAMPLED)


def read_page(
    database: Database, units: UnitStore, settings: Settings, actor: Actor, submission_id: UUID
) -> SubmissionPage | None:
    """The page of a submission that ``actor`` may know of; None where it is somebody else's. Raises NotFound."""
    with database.read() as session:
        submission = find_submission(session, actor, submission_id)
        if submission.learner_id != actor.person_id:
            return None
        whole = read_submission(session, actor, submission_id)
        return SubmissionPage(
            submission=whole,
            names=names_of(units, whole.unit, whole.qualification),
            drafts=read_drafts(session, actor, submission)[::-1],
            letters=read_feedback(session, actor, submission).items[::-1],
            outcome=read_outcome(session, units, actor, submission),
            notice=notice_for(learner=True),
            bounds=Bounds.of(settings),
            key=str(uuid4()),
        )

"""Letting a plan happen: each event through the functions that a request for it calls, at its own time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatchmethod
from uuid import UUID

from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from nlp.documents import Span
from service.access import Actor
from service.bodies import PastedText, UploadedFile
from service.demonstration.events import (
    BlindFirstChosen,
    Deed,
    Drafted,
    Event,
    HandedIn,
    Referred,
    RolesChanged,
    Sampled,
    Settled,
    Taken,
)
from service.demonstration.founding import Centre
from service.demonstration.planning import Plan
from service.files import Originals
from service.jobs import Job, Kind, RecordedJobs
from service.jobs.performers import PERFORMERS
from service.jobs.workplace import Workplace
from service.people.centres.store import centre_of, change_centre
from service.people.directory.changing import change_person
from service.people.finding import person_at
from service.storage.clock import as_of
from service.storage.columns import now
from service.storage.tables.submissions import Submission
from service.submissions.documents import ReadDraft
from service.submissions.drafts import add_draft, keep_originals
from service.submissions.moving import make_move
from service.submissions.schemas import NewSubmission
from service.submissions.sent import SentDraft
from service.submissions.states import Move
from service.submissions.store import begin
from service.visibility.submissions import find_submission

_PERFORMED = frozenset({Kind.ANALYSE_DRAFT, Kind.COMPARE_DRAFT})
"""Kinds of job that are performed here. Nobody reads mail at the centre's addresses, so that none is sent."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the functions need that requests call.

    ``jobs``: where jobs are asked for. ``workplace``: where they are performed, within the same transaction (`Within`).
    """

    jobs: RecordedJobs
    workplace: Workplace
    originals: Originals


class Replay:
    """Plays a plan at a centre that has been founded, within one transaction."""

    def __init__(self, session: Session, centre: Centre, unit: Unit, tools: Tools) -> None:
        self._session, self._centre, self._unit, self._tools = session, centre, unit, tools
        self._people = dict(centre.people)
        self._submissions: dict[str, UUID] = {}

    def play(self, plan: Plan) -> None:
        """Let everything happen."""
        for event in plan.events:
            with as_of(event.at):
                self._play(event)
                self._tools.jobs.perform(self._perform)

    @singledispatchmethod
    def _play(self, event: Event) -> None:
        raise TypeError(f"Nobody knows how {type(event).__name__} happens.")

    @_play.register
    def _(self, event: BlindFirstChosen) -> None:
        version = centre_of(self._session, self._centre.id).version
        change_centre(self._session, self._people[event.who], {"blind_first": True}, version)

    @_play.register
    def _(self, event: RolesChanged) -> None:
        by, whose = self._people[event.who], self._people[event.whose]
        version = person_at(self._session, self._centre.id, whose.person_id).version
        change_person(self._session, by, whose.person_id, {"roles": event.roles}, version=version, at=now())
        self._people[event.whose] = replace(whose, roles=event.roles)

    @_play.register
    def _(self, event: Drafted) -> None:
        actor = self._people[event.who]
        if event.learner not in self._submissions:
            self._submissions[event.learner] = begin(self._session, actor, self._unit, NewSubmission()).id
        document = event.script.document
        sent = SentDraft(
            (UploadedFile(document.text.encode(), event.file) if event.file else PastedText(document.text),),
            ReadDraft(document, (Span(0, len(document.text)),)),
        )
        kept = keep_originals(self._tools.originals, self._centre.id, sent)
        add_draft(
            self._session,
            self._tools.jobs,
            self._tools.originals,
            actor,
            self._submissions[event.learner],
            sent=sent,
            kept=kept,
        )

    @_play.register
    def _(self, event: HandedIn) -> None:
        self._move(event, Move.HAND_IN)

    @_play.register
    def _(self, event: Taken) -> None:
        self._move(event, Move.TAKE)

    @_play.register
    def _(self, event: Referred) -> None:
        self._move(event, Move.REFER_BACK)

    @_play.register
    def _(self, event: Settled) -> None:
        self._move(event, Move.DECIDE)

    @_play.register
    def _(self, event: Sampled) -> None:
        self._move(event, Move.SAMPLE)

    def _move(self, event: Deed, move: Move) -> None:
        actor, submission = self._of(event)
        make_move(
            self._session,
            self._tools.jobs,
            actor,
            submission,
            move,
            expected=submission.version,
            unit=self._unit,
        )

    def _of(self, event: Deed) -> tuple[Actor, Submission]:
        actor = self._people[event.who]
        return actor, find_submission(self._session, actor, self._submissions[event.learner], lock=True)

    def _perform(self, job: Job) -> None:
        if job.kind in _PERFORMED:
            PERFORMERS[job.kind].perform(self._tools.workplace, job.payload)

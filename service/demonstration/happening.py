"""How each kind of event happens: by the function that a request for it calls."""

from __future__ import annotations

from functools import singledispatch

from sqlalchemy import select

from nlp.documents import Span
from service.bodies import PastedText, UploadedFile
from service.decisions.contests import contest
from service.decisions.deciding import decide, decide_beside
from service.decisions.feedback import write_feedback
from service.decisions.reviewing import review
from service.decisions.schemas import ContestWanted, DecisionWanted, EvidenceSpan, ReviewWanted
from service.decisions.stances import take_stance
from service.decisions_in_force import decisions_in_force
from service.demonstration.events import (
    BlindFirstChosen,
    Cited,
    Contested,
    Decided,
    Deed,
    Drafted,
    Event,
    ExerciseClosed,
    ExerciseMade,
    HandedIn,
    Referred,
    Reviewed,
    Sampled,
    ScriptMarked,
    Settled,
    StandardSet,
    Taken,
)
from service.demonstration.world import World
from service.people.centres.store import centre_of, change_centre
from service.sampling.choosing import sample
from service.standardisation.finding import find_exercise
from service.standardisation.making import close, set_up
from service.standardisation.marking import mark, set_standard
from service.standardisation.schemas import ExerciseWanted, MarksWanted, MarkWanted, Passage, StandardWanted
from service.storage.tables.decisions import Contest
from service.submissions.documents import ReadDraft
from service.submissions.drafts import add_draft, keep_originals
from service.submissions.moving import make_move
from service.submissions.schemas import NewSubmission
from service.submissions.sent import SentDraft
from service.submissions.states import Move
from service.submissions.store import begin
from service.visibility.drafts import last_handed_in


@singledispatch
def happen(event: Event, world: World) -> None:
    """Let ``event`` happen in ``world``, now."""
    del world
    raise TypeError(f"Nobody knows how {type(event).__name__} happens.")


@happen.register
def _(event: BlindFirstChosen, world: World) -> None:
    version = centre_of(world.session, world.centre_id).version
    change_centre(world.session, world.people[event.who], {"blind_first": True}, version)


@happen.register
def _(event: Drafted, world: World) -> None:
    actor = world.people[event.who]
    if event.learner not in world.submissions:
        world.submissions[event.learner] = begin(world.session, actor, world.unit, NewSubmission()).id
    document = event.script.document
    sent = SentDraft(
        (UploadedFile(document.text.encode(), event.file) if event.file else PastedText(document.text),),
        ReadDraft(document, (Span(0, len(document.text)),)),
    )
    kept = keep_originals(world.originals, world.centre_id, sent)
    submission_id = world.submissions[event.learner]
    add_draft(world.session, world.jobs, world.originals, actor, submission_id, sent=sent, kept=kept)


@happen.register
def _(event: HandedIn, world: World) -> None:
    _move(event, world, Move.HAND_IN)


@happen.register
def _(event: Taken, world: World) -> None:
    _move(event, world, Move.TAKE)


@happen.register
def _(event: Referred, world: World) -> None:
    _write(event, world, event.words)
    _move(event, world, Move.REFER_BACK)


@happen.register
def _(event: Settled, world: World) -> None:
    _write(event, world, event.words)
    _move(event, world, Move.DECIDE)


@happen.register
def _(event: Decided, world: World) -> None:
    actor, submission = world.find(event)
    wanted = DecisionWanted(
        marking_point=event.point,
        status=event.status,
        draft=last_handed_in(world.session, submission.id),
        comment=event.comment or None,
        evidence=_spans(event.evidence),
    )
    seen = submission.version
    if event.beside:
        made = decide_beside(world.session, actor, submission, wanted, expected=seen, unit=world.unit)
    else:
        made = decide(world.session, world.jobs, actor, submission, wanted, expected=seen, unit=world.unit)
    if event.agrees is not None:
        take_stance(world.session, actor, made.id, agrees=event.agrees)


@happen.register
def _(event: Sampled, world: World) -> None:
    actor, submission = world.find(event)
    sample(world.session, actor, submission, event.reason, expected=submission.version)


@happen.register
def _(event: Contested, world: World) -> None:
    actor, submission = world.find(event)
    decision = decisions_in_force(world.session, submission.id)[event.point]
    contest(world.session, actor, submission, ContestWanted(decision=decision.id, reason=event.words))


@happen.register
def _(event: Reviewed, world: World) -> None:
    actor, submission = world.find(event)
    decision = decisions_in_force(world.session, submission.id)[event.point]
    contested = world.session.scalars(select(Contest).where(Contest.decision_id == decision.id)).one()
    review(
        world.session,
        world.jobs,
        actor,
        ReviewWanted(status=event.status, comment=event.words, evidence=_spans(event.evidence)),
        contest=contested,
        submission=submission,
        expected=submission.version,
        unit=world.unit,
    )


@happen.register
def _(event: ExerciseMade, world: World) -> None:
    wanted = ExerciseWanted(
        title=event.exercise,
        submissions=tuple(world.submissions[learner] for learner in event.learners),
        assessors=tuple(world.people[name].person_id for name in event.assessors),
    )
    exercise = set_up(world.session, world.jobs, world.people[event.who], wanted)
    world.exercises[event.exercise] = exercise.id


@happen.register
def _(event: ScriptMarked, world: World) -> None:
    actor = world.people[event.who]
    exercise = find_exercise(world.session, actor, world.exercises[event.exercise])
    marks = tuple(
        MarkWanted(
            marking_point=one.point,
            status=one.status,
            note=one.note or None,
            evidence=tuple(Passage(start=span.start, end=span.end) for span in one.evidence),
        )
        for one in event.marks
    )
    mark(world.session, actor, exercise, event.number, MarksWanted(marks=marks), unit=world.unit)


@happen.register
def _(event: ExerciseClosed, world: World) -> None:
    actor = world.people[event.who]
    close(world.session, actor, find_exercise(world.session, actor, world.exercises[event.exercise]))


@happen.register
def _(event: StandardSet, world: World) -> None:
    actor = world.people[event.who]
    exercise = find_exercise(world.session, actor, world.exercises[event.exercise])
    wanted = StandardWanted(marking_point=event.point, status=event.status, rationale=event.words)
    set_standard(world.session, actor, exercise, event.number, wanted, unit=world.unit)


def _move(event: Deed, world: World, move: Move) -> None:
    actor, submission = world.find(event)
    seen = submission.version
    make_move(world.session, world.jobs, actor, submission, move, expected=seen, unit=world.unit)


def _write(event: Deed, world: World, words: str) -> None:
    actor, submission = world.find(event)
    write_feedback(world.session, world.jobs, actor, submission, words, expected=submission.version)


def _spans(evidence: tuple[Cited, ...]) -> tuple[EvidenceSpan, ...]:
    return tuple(EvidenceSpan(start=one.span.start, end=one.span.end, origin=one.origin) for one in evidence)

"""What is asked and answered about standardisation."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.judging.agreement.results import BetweenPeople
from service.judging.scripts.results import Differences, Proposed
from service.storage.tables.analyses import Status

MOST_SCRIPTS = 12
PROPOSED_SCRIPTS = 10
"""From eight on, agreement of two people can be estimated; some are always left unmarked."""
MOST_PEOPLE = 50
MOST_PASSAGES = 50
_MOST_WORDS = 5_000
_Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
_Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_MOST_WORDS, pattern=r"^[^\x00]*$")
]
_UnitId = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")]
_Point = Annotated[str, StringConstraints(max_length=20, pattern=r"^[^\x00]*$")]


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True)


class PersonInBrief(_Answered):
    """Somebody, in brief."""

    id: UUID = Field(description="Her id.")
    name: str = Field(description="Her name.")


class ExerciseInName(_Answered):
    """An exercise, by name."""

    id: UUID = Field(description="Its id.")
    title: str = Field(description="What it is called.")


class Passage(_Sent):
    """A passage of a script."""

    start: int = Field(ge=0, description="Offset of its first character in the text, in code points.")
    end: int = Field(ge=1, description="Offset behind its last character.")


class ExerciseWanted(_Sent):
    """What to set up."""

    title: _Title = Field(description="What the exercise is called. Name no learner.")
    submissions: tuple[UUID, ...] = Field(
        (),
        max_length=MOST_SCRIPTS,
        description="Decided submissions for one unit, in the order to mark; none: those that are proposed for `unit`.",
    )
    unit: _UnitId | None = Field(None, description="Id of the unit; needed where no submissions are named.")
    assessors: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_PEOPLE, description="Who is asked to mark.")


class ProposalQuery(_Sent):
    """For what scripts are wanted."""

    unit: _UnitId = Field(description="Id of the unit.")
    count: int = Field(PROPOSED_SCRIPTS, ge=1, le=MOST_SCRIPTS, description="How many at most.")


class MarkWanted(_Sent):
    """What somebody gives one marking point."""

    marking_point: _Point = Field(description="Id of a marking point of the unit.")
    status: Status = Field(description="How far the script evidences it.")
    note: _Words | None = Field(None, description="Why; the others read it once they have marked too.")
    evidence: tuple[Passage, ...] = Field((), max_length=MOST_PASSAGES, description="Passages that it rests on.")


class MarksWanted(_Sent):
    """What somebody gives a script: every marking point at once, and once for all."""

    marks: tuple[MarkWanted, ...] = Field(max_length=100, description="One for each marking point of the unit.")


class StandardWanted(_Sent):
    """What a marking point of a script should be given."""

    marking_point: _Point = Field(description="Id of a marking point of the unit.")
    status: Status = Field(description="What it should be given.")
    rationale: _Words = Field(description="Why, so that others can follow it.")
    supersedes: UUID | None = Field(
        None, description="Id of the standard that this one corrects; null for the first on this point of the script."
    )


class MarkView(_Answered):
    """What somebody gave one marking point."""

    person: PersonInBrief = Field(description="Who.")
    status: Status = Field(description="What she gave.")
    note: str | None = Field(description="Why; null where she said nothing, or it was erased.")
    evidence: tuple[Passage, ...] = Field(description="Passages that it rests on, in reading order.")
    at: datetime = Field(description="When.")


class StandardView(_Answered):
    """What was agreed for one marking point of a script."""

    id: UUID = Field(description="Its id.")
    exercise: ExerciseInName = Field(description="The exercise in which it was agreed: this one or another one.")
    status: Status = Field(description="What it should be given.")
    rationale: str | None = Field(description="Why; null where it was erased.")
    by: PersonInBrief = Field(description="Who set it.")
    at: datetime = Field(description="When.")


class PointView(_Answered):
    """One marking point of a script, as far as whoever asks may see it."""

    marking_point: str = Field(description="Id of the marking point.")
    marks: tuple[MarkView, ...] = Field(description="What people gave; until she has marked everything, her own.")
    standard: StandardView | None = Field(
        description="What was agreed last, here or in another exercise; null while nothing is, or she has not finished."
    )
    earlier: tuple[StandardView, ...] = Field(description="What was agreed before that, newest first.")


class ScriptView(_Answered):
    """A script of an exercise. Whose work it is, only those who chose it are told."""

    number: int = Field(description="1 for the first.")
    submission: UUID | None = Field(description="Id of the submission; null for whoever marks.")
    words: int = Field(description="How long it is.")
    erased: bool = Field(description="Whether its words were erased, so that nobody can mark it any more.")
    marked: bool = Field(description="Whether whoever asks has marked it.")
    points: tuple[PointView, ...] = Field(description="Marking points in the unit's order.")


class InvitedView(_Answered):
    """Somebody who was asked to mark."""

    person: PersonInBrief = Field(description="Who.")
    marked: int = Field(description="How many scripts she has marked.")
    finished: bool = Field(description="Whether that is all of them.")


class ExerciseInBrief(_Answered):
    """An exercise, in brief."""

    id: UUID = Field(description="Its id.")
    title: str = Field(description="What it is called.")
    unit: str = Field(description="Id of the unit.")
    by: PersonInBrief = Field(description="Who set it up.")
    at: datetime = Field(description="When.")
    closed_at: datetime | None = Field(description="When marking ended; null while it goes on.")
    scripts: int = Field(description="How many scripts it has.")
    people: int = Field(description="How many people were asked to mark.")
    finished: int = Field(description="How many of them have marked every script.")
    to_mark: int = Field(description="How many scripts whoever asks still has to mark; 0 where she was not asked.")


class ExerciseList(_Answered):
    """Exercises."""

    items: tuple[ExerciseInBrief, ...] = Field(description="Those that whoever asks may know of, newest first.")


class ExerciseView(ExerciseInBrief):
    """An exercise as whoever asks may see it."""

    invited: tuple[InvitedView, ...] = Field(description="Who was asked to mark, by name.")
    sees_others: bool = Field(description="Whether she sees what others gave: once she has marked everything herself.")
    items: tuple[ScriptView, ...] = Field(description="Its scripts.")


class ScriptText(_Answered):
    """The words of a script, as they were handed in."""

    number: int = Field(description="1 for the first.")
    content: str = Field(description="The text.")
    paragraphs: tuple[tuple[int, int], ...] = Field(description="Start and end of each, in code points.")
    sentences: tuple[tuple[int, int], ...] = Field(
        description="Start and end of each, as the program cuts them; the paragraphs where it has not read the text."
    )


class Candidate(_Answered):
    """A decided submission that an exercise can be made of."""

    submission: UUID = Field(description="The submission's id.")
    decided_at: datetime | None = Field(description="When it was decided.")
    assessor: str = Field(description="Name of somebody who decided on it.")
    words: int = Field(description="How long it is.")
    statuses: dict[Status, int] = Field(description="How many marking points were given what.")
    proposed: Proposed | None = Field(description="Why it is proposed; null where it is not.")
    exercises: tuple[str, ...] = Field(description="Titles of the exercises that it was in already.")


class ExerciseReport(ExerciseInName):
    """Where and why those who marked an exercise differ. Scripts go by their numbers."""

    agreement: BetweenPeople = Field(description="How far they agree, each script taken as a submission.")
    differences: Differences = Field(description="Where they differ, and what to talk about first.")

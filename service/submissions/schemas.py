"""What callers send about submissions and what they are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.pages import PageQuery, Wanted
from service.storage.tables.analyses import JobState
from service.storage.tables.submissions import Method, State
from service.submissions.states import Move


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True)


class NewSubmission(_Sent):
    """What a learner begins."""

    unit: str | None = Field(
        None, description="Id of an installed unit; the installation's default unit where it is left out."
    )
    qualification: str | None = Field(
        None, description="Id of one of the unit's qualifications; the one of the lowest level where it is left out."
    )
    cohort: UUID | None = Field(
        None,
        description="One of her cohorts; where it is left out, the one that began last, or one to come where none has.",
    )
    method: Method | None = Field(None, description="How the evidence came about; null where nobody has said.")


class TextOfDraft(_Sent):
    """A draft as text."""

    text: str = Field(description="The account. Paragraphs are parted by blank lines; list items stand on lines.")


class FilesOfDraft(_Sent):
    """A draft as files. Only the documentation uses this class: forms are read by `service.bodies`."""

    files: list[bytes] = Field(
        description="The documents in the order in which they are to be read: .docx, .odt, .rtf, .pdf with text, .md "
        "or .txt. Each file name must end accordingly."
    )


class MoveWanted(_Sent):
    """What somebody wants to do with a submission."""

    move: Move = Field(description="The move; docs/submissions.md says who makes which, and from where.")


class SubmissionQuery(PageQuery):
    """The query parameters of the list of submissions."""

    state: tuple[State, ...] = Field((), description="Only submissions in one of these states.")
    unit: Wanted | None = Field(None, description="Only those for this unit.")
    learner: UUID | None = Field(None, description="Only those of this learner.")
    cohort: UUID | None = Field(None, description="Only those of this cohort.")
    assessor: UUID | None = Field(None, description="Only those that are this assessor's work.")


class PersonReference(_Answered):
    """Somebody, in brief."""

    id: UUID = Field(description="Her id.")
    name: str = Field(description="Her name.")


class SubmissionSummary(_Answered):
    """A submission, in brief."""

    id: UUID = Field(description="The submission's id.")
    version: int = Field(description="Grows with every change; the ETag of the submission by itself.")
    learner: PersonReference = Field(description="Whose work it is.")
    cohort: UUID | None = Field(description="The learner's cohort that it belongs to.")
    unit: str = Field(description="Id of the unit that it is laid against.")
    qualification: str = Field(description="Id of the qualification that it is for.")
    state: State = Field(description="Where it is on its way from the first draft to the decision.")
    assessor: PersonReference | None = Field(description="Who has it in assessment, or is to assess it.")
    taken_at: datetime | None = Field(description="Since when it is in assessment; null where it is not.")
    drafts: int = Field(description="How many drafts there are that whoever asks may read.")
    handed_in: int | None = Field(description="Number of the draft that was handed in last.")
    created_at: datetime = Field(description="When it was begun.")
    changed_at: datetime = Field(description="When a draft or a move was last added.")
    submitted_at: datetime | None = Field(description="When it was last handed in.")
    decided_at: datetime | None = Field(description="When it was decided.")


class WholeSubmission(SubmissionSummary):
    """A submission."""

    moves: tuple[Move, ...] = Field(description="What whoever asks can do with it now.")


class StateChangeView(_Answered):
    """One move that was made."""

    number: int = Field(description="1 for the first.")
    before: State | None = Field(description="The state that it led from; null for the beginning.")
    after: State = Field(description="The state that it led to.")
    by: PersonReference = Field(description="Who made it.")
    at: datetime = Field(description="When.")
    draft: int | None = Field(description="Number of the draft that it concerned.")


class MoveMade(StateChangeView):
    """A move that was just made."""

    version: int = Field(description="The submission's version after it; its ETag.")


class History(_Answered):
    """All moves of a submission, in order."""

    items: tuple[StateChangeView, ...] = Field(description="The moves; the last one leads to the present state.")


class DocumentView(_Answered):
    """One of the documents of a draft."""

    id: UUID = Field(description="The document's id.")
    name: str | None = Field(description="As its file was called; null for pasted text and after erasure.")
    media_type: str = Field(description="Its media type.")
    size: int = Field(description="Bytes of the original.")
    start: int = Field(description="Where it begins in the draft's text, in code points.")
    end: int = Field(description="Where it ends there, exclusive.")
    original: bool = Field(description="Whether the original file can be had.")


class DraftView(_Answered):
    """One version of an account."""

    number: int = Field(description="1 for the first.")
    created_at: datetime = Field(description="When it was sent.")
    words: int = Field(description="Words of its text.")
    handed_in: bool = Field(description="Whether it was handed in as it stands, or a later one was.")
    erased_at: datetime | None = Field(description="When its words were erased; null while they are there.")
    documents: tuple[DocumentView, ...] = Field(description="What it was read from, in order.")
    analysis: JobState | None = Field(description="How far its latest analysis has come; null where there is none.")
    job: UUID | None = Field(description="The job of that analysis; `GET /v1/jobs/{id}` tells more.")


class Drafts(_Answered):
    """The drafts of a submission."""

    items: tuple[DraftView, ...] = Field(description="The drafts, first to last.")


class DocumentExtent(_Answered):
    """Which part of a draft's text a document is."""

    id: UUID = Field(description="The document's id.")
    start: int = Field(description="Where it begins, in code points.")
    end: int = Field(description="Where it ends, exclusive.")


class DraftText(_Answered):
    """The words of a draft."""

    content: str = Field(description="The text of all documents; offsets count its code points.")
    words: int = Field(description="Number of words.")
    paragraphs: tuple[tuple[int, int], ...] = Field(description="Start and end of each paragraph.")
    documents: tuple[DocumentExtent, ...] = Field(description="Which part each document is.")


def draft_body(example: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI description of the two bodies that a draft is sent in."""
    return {
        "required": True,
        "content": {
            "application/json": {"schema": TextOfDraft.model_json_schema(), "example": example},
            "multipart/form-data": {"schema": FilesOfDraft.model_json_schema()},
        },
    }

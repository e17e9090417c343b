"""Taking the words out of records: the records stay, with ids, states, counts and offsets.

What the same text or file of another learner needs stays until nothing refers to it any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, delete, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from service.storage.columns import now
from service.storage.tables.analyses import Analysis
from service.storage.tables.comments import BankComment
from service.storage.tables.decisions import Contest, ContestReason, Decision, DecisionComment, IssuedFeedback
from service.storage.tables.standardisation import (
    StandardisationMark,
    StandardisationScript,
    StandardisationStandard,
)
from service.storage.tables.submissions import Draft, DraftDocument, Submission, Text


@dataclass(frozen=True, slots=True, order=True)
class OriginalKey:
    """Where an original file is kept."""

    centre_id: UUID
    sha256: str


@dataclass(slots=True)
class Erased:
    """How many records have lost their words, and the original files that they referred to."""

    texts: int = 0
    results: int = 0
    documents: int = 0
    comments: int = 0
    feedback: int = 0
    reasons: int = 0
    bank_comments: int = 0
    originals: set[OriginalKey] = field(default_factory=set)

    def add(self, other: Erased) -> None:
        """Count what another call has erased too."""
        for name in (one.name for one in fields(self) if one.name != "originals"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.originals |= other.originals

    def counts(self) -> dict[str, int]:
        """The numbers by name, without the files."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "originals"}


def erase_accounts(session: Session, submission_ids: Collection[UUID]) -> Erased:
    """Erase what learners wrote: texts, names of documents, and the results that hold the texts.

    The original files are left to whoever calls this, to be removed once the transaction is committed.
    """
    return _erase_drafts(session, Draft.submission_id.in_(submission_ids))


def erase_draft(session: Session, draft_id: UUID) -> Erased:
    """Erase what a learner wrote in one draft; see `erase_accounts`."""
    return _erase_drafts(session, Draft.id == draft_id)


def _erase_drafts(session: Session, wanted: ColumnElement[bool]) -> Erased:
    erased = Erased()
    drafts = select(Draft.id).where(wanted).scalar_subquery()
    of_drafts = select(Draft.text_id).where(wanted)
    texts = session.execute(
        select(Text.id, Text.centre_id, Text.sha256)
        .where(Text.id.in_(of_drafts), Text.content.is_not(None))
        .order_by(Text.id)
        .with_for_update()
    ).all()
    erased.texts = _empty(session, Text.content, Text.id, [text.id for text in texts])
    erased.results = _erase_results(session, {(text.centre_id, text.sha256) for text in texts})
    documents = session.execute(
        select(DraftDocument.id, DraftDocument.original_sha256, Submission.centre_id)
        .join(Draft, Draft.id == DraftDocument.draft_id)
        .join(Submission, Submission.id == Draft.submission_id)
        .where(
            DraftDocument.draft_id.in_(drafts),
            DraftDocument.name.is_not(None) | DraftDocument.original_sha256.is_not(None),
        )
    ).all()
    _execute(
        session,
        update(DraftDocument)
        .where(DraftDocument.id.in_([document.id for document in documents]))
        .values(name=None, original_sha256=None),
    )
    erased.documents = len(documents)
    erased.originals = {
        OriginalKey(document.centre_id, document.original_sha256) for document in documents if document.original_sha256
    }
    return erased


def erase_remarks(session: Session, submission_ids: Collection[UUID]) -> Erased:
    """Erase what was written about accounts: comments on decisions, feedback, reasons of contests, remarks on marks."""
    decisions = session.scalars(select(Decision.id).where(Decision.submission_id.in_(submission_ids))).all()
    contests = session.scalars(select(Contest.id).where(Contest.submission_id.in_(submission_ids))).all()
    feedback = session.scalars(select(IssuedFeedback.id).where(IssuedFeedback.submission_id.in_(submission_ids))).all()
    comments = _empty(session, DecisionComment.content, DecisionComment.decision_id, decisions)
    return Erased(
        comments=comments + _erase_standardisation(session, submission_ids),
        feedback=_empty(session, IssuedFeedback.content, IssuedFeedback.id, feedback),
        reasons=_empty(session, ContestReason.content, ContestReason.contest_id, contests),
    )


def erase_bank(session: Session, person_ids: Collection[UUID]) -> Erased:
    """Remove the comments that people kept for themselves; nothing that they sent depends on those."""
    return Erased(bank_comments=_execute(session, delete(BankComment).where(BankComment.person_id.in_(person_ids))))


def _erase_standardisation(session: Session, submission_ids: Collection[UUID]) -> int:
    scripts = select(StandardisationScript.id).where(StandardisationScript.submission_id.in_(submission_ids))
    mark, standard = StandardisationMark, StandardisationStandard
    marks = session.scalars(select(mark.id).where(mark.script_id.in_(scripts.scalar_subquery()))).all()
    standards = session.scalars(select(standard.id).where(standard.script_id.in_(scripts.scalar_subquery()))).all()
    return _empty(session, mark.note, mark.id, marks) + _empty(session, standard.rationale, standard.id, standards)


def _erase_results(session: Session, texts: Iterable[tuple[UUID, str]]) -> int:
    erased = 0
    same = aliased(Text)
    for centre_id, sha256 in texts:
        still_there = exists().where(same.centre_id == centre_id, same.sha256 == sha256, same.content.is_not(None))
        results = session.scalars(
            select(Analysis.id).where(Analysis.centre_id == centre_id, Analysis.text_sha256 == sha256, ~still_there)
        ).all()
        erased += _empty(session, Analysis.result, Analysis.id, results)
    return erased


def _empty(
    session: Session, words: InstrumentedAttribute[str | None], key: InstrumentedAttribute[UUID], ids: Collection[UUID]
) -> int:
    """Erase one column of words in the rows with these ids; returns in how many there were any."""
    if not ids:
        return 0
    emptied = update(words.class_).where(key.in_(ids), words.is_not(None)).values({words.key: None, "erased_at": now()})
    return _execute(session, emptied)


def _execute(session: Session, statement: Any) -> int:  # noqa: ANN401 - a change of any table
    result = session.execute(statement, execution_options={"synchronize_session": False})
    session.expire_all()
    return cast("CursorResult[Any]", result).rowcount

"""The job that compares a draft with the latest drafts of the centre's other learners for the same unit.

What is kept are places in the draft and ids of the others: never a word of another learner's (docs/quality.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, aliased

from criteria_bank.loader import load_unit
from nlp.overlap.ignoring import wording_of
from nlp.overlap.index import Overlaps
from nlp.results import Overlap
from service.jobs.asking import Payload
from service.storage.tables.analyses import DraftOverlap
from service.storage.tables.submissions import Draft, Submission, Text
from service.triage import place_again

if TYPE_CHECKING:
    from service.jobs.workplace import Workplace

MOST_OTHERS = 5_000
"""Drafts that one is compared with, the newest. They take about 40 MB of memory for each centre and unit."""
MOST_OUTDATED = 500
"""Drafts that an index may hold although they are no longer anybody's latest, before it is made anew."""
_TEXTS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Whose:
    """The latest draft of a submission."""

    draft_id: UUID
    learner_id: UUID


class Indexes:
    """An index of texts for each centre and unit, brought up to date whenever it is used."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._indexes: dict[tuple[UUID, str], _Index] = {}

    def find(self, session: Session, centre_id: UUID, unit_id: str, draft: Whose, text: str) -> tuple[Overlap, ...]:
        """The drafts of other learners that share passages with ``text``; each ``source`` is a draft's id."""
        latest = _latest(session, centre_id, unit_id)
        others = {one.draft_id for one in latest if one.learner_id != draft.learner_id}
        with self._lock:
            index = self._indexes.get((centre_id, unit_id))
            if index is None or _must_go(session, index.outdated({one.draft_id for one in latest})):
                index = self._indexes[centre_id, unit_id] = _Index(unit_id)
            index.add(others, lambda missing: _texts(session, missing))
            return index.find(text, others)

    def forget(self) -> None:
        """Let go of all texts; they are read again when they are needed."""
        with self._lock:
            self._indexes.clear()


class _Index:
    def __init__(self, unit_id: str) -> None:
        self._overlaps = Overlaps(wording_of(load_unit(unit_id).unit))
        self._held: set[UUID] = set()

    def outdated(self, current: set[UUID]) -> set[UUID]:
        return self._held - current

    def add(self, others: set[UUID], texts: Callable[[list[UUID]], Iterable[tuple[UUID, str]]]) -> None:
        for draft_id, text in texts(sorted(others - self._held)):
            self._overlaps.add(str(draft_id), text)
            self._held.add(draft_id)

    def find(self, text: str, others: set[UUID]) -> tuple[Overlap, ...]:
        return self._overlaps.find(text, leaving_out={str(draft_id) for draft_id in self._held - others})


def perform(workplace: Workplace, payload: Payload) -> None:
    """Find what the draft of ``payload["draft_id"]`` has in common with others, in place of earlier findings."""
    draft_id = UUID(payload["draft_id"])
    with workplace.database.read() as session:
        row = session.execute(
            select(Submission.id, Submission.centre_id, Submission.unit_id, Submission.learner_id, Text.content)
            .join(Draft, Draft.submission_id == Submission.id)
            .join(Text, Text.id == Draft.text_id)
            .where(Draft.id == draft_id)
        ).one_or_none()
        if row is None or row.content is None:
            return
        submission_id, whose = row.id, Whose(draft_id, row.learner_id)
        found = workplace.indexes.find(session, row.centre_id, row.unit_id, whose, row.content)
    with workplace.database.write() as session:
        # The submission first, as in every change of one: in another order two could wait for each other.
        if session.get(Submission, submission_id, with_for_update=True) is None:
            return
        session.execute(delete(DraftOverlap).where(DraftOverlap.draft_id == draft_id))
        session.add_all(
            DraftOverlap(
                draft_id=draft_id,
                other_draft_id=UUID(overlap.source),
                share=overlap.share,
                passages=[[passage.start, passage.end] for passage in overlap.passages],
            )
            for overlap in found
        )
        place_again(session, submission_id)


def _latest(session: Session, centre_id: UUID, unit_id: str) -> list[Whose]:
    """Of each submission for the unit in the centre the latest draft whose words are still there."""
    later, its_text = aliased(Draft), aliased(Text)
    newer = exists().where(
        later.submission_id == Draft.submission_id,
        later.number > Draft.number,
        its_text.id == later.text_id,
        its_text.erased_at.is_(None),
    )
    rows = session.execute(
        select(Draft.id, Submission.learner_id)
        .join(Submission, Submission.id == Draft.submission_id)
        .join(Text, Text.id == Draft.text_id)
        .where(
            Submission.centre_id == centre_id,
            Submission.unit_id == unit_id,
            Text.erased_at.is_(None),
            ~newer,
        )
        .order_by(Draft.created_at.desc())
        .limit(MOST_OTHERS)
    )
    return [Whose(draft_id, learner_id) for draft_id, learner_id in rows]


def _must_go(session: Session, outdated: set[UUID]) -> bool:
    """Whether an index holds too much that is outdated, or words that were erased: it cannot let go of one text."""
    if len(outdated) > MOST_OUTDATED:
        return True
    has_words = select(Draft.id).join(Text, Text.id == Draft.text_id).where(Text.content.is_not(None))
    return len(session.scalars(has_words.where(Draft.id.in_(outdated))).all()) < len(outdated)


def _texts(session: Session, draft_ids: list[UUID]) -> Iterable[tuple[UUID, str]]:
    for start in range(0, len(draft_ids), _TEXTS_AT_ONCE):
        some = draft_ids[start : start + _TEXTS_AT_ONCE]
        rows = session.execute(
            select(Draft.id, Text.content).join(Text, Text.id == Draft.text_id).where(Draft.id.in_(some))
        )
        yield from ((draft_id, content) for draft_id, content in rows if content is not None)

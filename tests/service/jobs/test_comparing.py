"""The job that compares a draft with those of other learners."""

from __future__ import annotations

from collections.abc import Callable
from gc import get_referents
from types import FunctionType, ModuleType
from uuid import UUID

import pytest
from sqlalchemy import select

from service.jobs import comparing
from service.jobs.comparing import Indexes
from service.jobs.workplace import Workplace
from service.storage.tables.analyses import DraftOverlap
from service.storage.tables.submissions import Draft, Submission
from tests.service.jobs.drafts import ACCOUNT, Drafts

SHARED = (
    "When the boiler failed for the third time I drove out to the house myself, apologised on the doorstep and "
    "promised that our own engineer would come before six, which he did."
)
OWN = "Later I asked my manager whether we could call every household a week after such a visit."


def found(workplace: Workplace, draft_id: UUID) -> list[DraftOverlap]:
    comparing.perform(workplace, {"draft_id": str(draft_id)})
    with workplace.database.read() as session:
        return list(session.scalars(select(DraftOverlap).where(DraftOverlap.draft_id == draft_id)))


def holds(indexes: Indexes, text: str) -> bool:
    """Whether the memory of the worker holds a text: found by following everything that the indexes refer to."""
    seen: set[int] = set()
    waiting: list[object] = [indexes]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and one == text:
            return True
        if id(one) not in seen and not isinstance(one, (type, ModuleType, FunctionType)):
            seen.add(id(one))
            waiting += get_referents(one)
    return False


def test_a_passage_of_another_learners_draft_is_found_as_a_place_in_ones_own(
    drafts: Drafts, workplace: Workplace
) -> None:
    other = drafts.draft(f"{ACCOUNT} {SHARED}")
    text = f"{OWN} {SHARED}"
    (overlap,) = found(workplace, drafts.draft(text))
    assert overlap.other_draft_id == other
    assert overlap.share > 0.5
    ((start, end),) = overlap.passages
    assert text[start:end] == SHARED.rstrip(".")


def test_a_copy_is_found_as_a_whole(drafts: Drafts, workplace: Workplace) -> None:
    drafts.draft(SHARED)
    (overlap,) = found(workplace, drafts.draft(SHARED))
    assert overlap.share == 1


def test_ones_own_drafts_and_those_of_other_centres_are_left_out(
    drafts: Drafts, another_centre: Callable[[], Drafts], workplace: Workplace
) -> None:
    another_centre().draft(SHARED)
    submission_id = drafts.submission()
    drafts.draft(SHARED, submission_id=submission_id)
    with workplace.database.read() as session:
        learner_id = session.get_one(Submission, submission_id).learner_id
    drafts.draft(SHARED, submission_id=drafts.submission(learner_id=learner_id))
    assert found(workplace, drafts.draft(SHARED, submission_id=submission_id)) == []


def test_only_the_latest_draft_of_another_learner_counts(drafts: Drafts, workplace: Workplace) -> None:
    other = drafts.submission()
    drafts.draft(SHARED, submission_id=other)
    mine = drafts.draft(SHARED)
    assert len(found(workplace, mine)) == 1
    drafts.draft(ACCOUNT, submission_id=other)
    assert found(workplace, mine) == []
    third = drafts.draft(SHARED, submission_id=other)
    assert [overlap.other_draft_id for overlap in found(workplace, mine)] == [third]


def test_an_erased_draft_is_neither_compared_nor_compared_with(drafts: Drafts, workplace: Workplace) -> None:
    other, mine = drafts.draft(SHARED), drafts.draft(SHARED)
    assert len(found(workplace, mine)) == 1
    drafts.erase(other)
    assert found(workplace, mine) == []
    drafts.erase(mine)
    comparing.perform(workplace, {"draft_id": str(mine)})


def test_erased_words_leave_the_index_when_it_is_used_next(drafts: Drafts, workplace: Workplace) -> None:
    other, mine = drafts.draft(SHARED), drafts.draft(ACCOUNT)
    found(workplace, mine)
    assert holds(workplace.indexes, SHARED)
    drafts.erase(other)
    found(workplace, mine)
    assert not holds(workplace.indexes, SHARED)


def test_what_is_let_go_of_is_read_again_when_it_is_needed(drafts: Drafts, workplace: Workplace) -> None:
    other = drafts.draft(f"{ACCOUNT} {SHARED}")
    one = drafts.draft(f"{OWN} {SHARED}")
    found(workplace, one)
    assert holds(workplace.indexes, f"{ACCOUNT} {SHARED}")
    workplace.indexes.forget()
    assert not holds(workplace.indexes, f"{ACCOUNT} {SHARED}")
    assert [overlap.other_draft_id for overlap in found(workplace, one)] == [other]


def test_the_draft_before_one_that_was_taken_back_counts_again(drafts: Drafts, workplace: Workplace) -> None:
    other = drafts.submission()
    first, second = (drafts.draft(text, submission_id=other) for text in (SHARED, ACCOUNT))
    drafts.erase(second)
    assert [overlap.other_draft_id for overlap in found(workplace, drafts.draft(SHARED))] == [first]


def test_an_index_with_many_outdated_drafts_is_made_anew(
    drafts: Drafts, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_OUTDATED", 0)
    other = drafts.submission()
    drafts.draft(SHARED, submission_id=other)
    mine = drafts.draft(SHARED)
    found(workplace, mine)
    drafts.draft(f"{OWN} {SHARED}", submission_id=other)
    (overlap,) = found(workplace, mine)
    with workplace.database.read() as session:
        assert session.get_one(Draft, overlap.other_draft_id).number == 2


def test_a_draft_that_is_not_there_is_not_compared(workplace: Workplace) -> None:
    comparing.perform(workplace, {"draft_id": str(UUID(int=1))})
    assert isinstance(workplace.indexes, Indexes)

"""An exercise with two decided submissions."""

from __future__ import annotations

import pytest

from service.storage.tables.submissions import State
from tests.service.standardisation.exercise import Exercise
from tests.service.submissions_in_centres import (
    ACCOUNT,
    a_college,
    a_draft,
    a_submission,
    analysed,
    handed_in,
)
from tests.service.world import World


@pytest.fixture
def exercise(world: World) -> Exercise:
    college = a_college(world.database, blind_first=True)
    submissions = []
    for words in (ACCOUNT, ACCOUNT + " I wrote it down."):
        submission = a_submission(world.database, college.learner, State.DECIDED)
        draft = a_draft(world.database, submission, words=words)
        handed_in(world.database, submission, draft)
        analysed(world.database, submission, draft)
        submissions.append(submission.id)
    return Exercise(world, college, submissions)

"""No draft ever refers to a file that somebody has just removed."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from nlp.readers import Limits
from service.access import Actor
from service.bodies import UploadedFile
from service.files import Originals, open_originals
from service.jobs import RecordedJobs
from service.retention.originals import remove_unused
from service.retention.words import OriginalKey
from service.storage import Database
from service.storage.tables.people import Role
from service.storage.tables.submissions import Submission
from service.submissions.documents import read_draft
from service.submissions.drafts import add_draft, keep_originals
from service.submissions.sent import SentDraft
from service.submissions.taking_back import take_back
from tests.service.submissions_in_centres import a_college, a_submission, actor

FILE = UploadedFile(b"I rang the customer back.", "account.txt")
SHA256 = hashlib.sha256(FILE.data).hexdigest()
SENT = SentDraft((FILE,), read_draft((FILE,), Limits()))


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return open_originals(str(tmp_path / "files"))


def add(database: Database, originals: Originals, who: Actor, submission: Submission) -> int:
    kept = keep_originals(originals, who.centre, SENT)
    with database.write() as session:
        return add_draft(session, RecordedJobs(), originals, who, submission.id, sent=SENT, kept=kept).number


def test_a_file_that_was_removed_before_anything_referred_to_it_is_kept_again(
    database: Database, originals: Originals
) -> None:
    college = a_college(database)
    who, submission = actor(college.learner, Role.LEARNER), a_submission(database, college.learner)
    kept = keep_originals(originals, who.centre, SENT)
    remove_unused(database, originals, [OriginalKey(who.centre, SHA256)])
    assert not originals.holds(who.centre, SHA256)
    with database.write() as session:
        add_draft(session, RecordedJobs(), originals, who, submission.id, sent=SENT, kept=kept)
    assert originals.holds(who.centre, SHA256)
    remove_unused(database, originals, [OriginalKey(who.centre, SHA256)])
    assert originals.holds(who.centre, SHA256)


def test_one_takes_a_draft_back_while_another_sends_the_same_file(database: Database, originals: Originals) -> None:
    college = a_college(database)
    who = actor(college.learner, Role.LEARNER)
    first, second = (a_submission(database, college.learner) for _ in range(2))
    for _ in range(5):
        number = add(database, originals, who, first)
        together = Barrier(2)

        def take(number: int = number, together: Barrier = together) -> None:
            together.wait()
            take_back(database, originals, who, first.id, number)

        def send(together: Barrier = together) -> int:
            together.wait()
            return add(database, originals, who, second)

        with ThreadPoolExecutor(2) as threads:
            taken, sent = threads.submit(take), threads.submit(send)
            taken.result()
            last = sent.result()
        with originals.open(who.centre, SHA256) as file:
            assert file.read() == FILE.data
        take_back(database, originals, who, second.id, last)
        assert not originals.holds(who.centre, SHA256)

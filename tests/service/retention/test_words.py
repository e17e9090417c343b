"""Whoever else has the same words keeps them, whatever is erased in whatever order."""

from __future__ import annotations

import hashlib
from uuid import UUID

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.files import Originals
from service.retention.originals import remove_unused
from service.retention.words import erase_accounts
from service.storage import Database
from service.storage.tables.analyses import Analysis
from service.storage.tables.submissions import Draft, Text
from tests.service.databases import empty
from tests.service.everything_kept import keep_everything

LEARNERS = 4


def words_there(database: Database) -> dict[UUID, str | None]:
    with database.read() as session:
        rows = session.execute(sa.select(Draft.submission_id, Text.content).join(Text, Text.id == Draft.text_id))
        return {row.submission_id: row.content for row in rows}


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    texts=st.lists(st.sampled_from(["One account.", "Another account."]), min_size=LEARNERS, max_size=LEARNERS),
    centres=st.lists(st.booleans(), min_size=LEARNERS, max_size=LEARNERS),
    order=st.permutations(range(LEARNERS)),
    erased=st.integers(1, LEARNERS),
)
def test_a_text_its_result_and_its_file_stay_as_long_as_somebody_in_the_centre_has_them(
    database: Database,
    originals: Originals,
    *,
    texts: list[str],
    centres: list[bool],
    order: list[int],
    erased: int,
) -> None:
    empty(database)
    known: dict[bool, UUID] = {}
    kept = []
    for text, centre in zip(texts, centres, strict=True):
        one = keep_everything(database, originals, centre_id=known.get(centre), words=text)
        known.setdefault(centre, one.centre_id)
        kept.append(one)
    for number in order[:erased]:
        with database.write() as session:
            gone = erase_accounts(session, [kept[number].submission_id])
        remove_unused(database, originals, gone.originals)
    left = {kept[number].submission_id: texts[number] for number in order[erased:]}
    assert {key: words for key, words in words_there(database).items() if words is not None} == left
    needed = {(kept[number].centre_id, kept[number].original_sha256) for number in order[erased:]}
    all_centres = set(known.values())
    assert {(one.centre_id, one.sha256) for one in originals.all() if one.centre_id in all_centres} == needed
    with database.read() as session:
        results = session.execute(
            sa.select(Analysis.centre_id, Analysis.text_sha256).where(Analysis.result.is_not(None))
        ).all()
    assert {(centre, sha256) for centre, sha256 in results} == {
        (kept[number].centre_id, hashlib.sha256(texts[number].encode()).hexdigest()) for number in order[erased:]
    }

"""Whatever column of whatever table names somebody, the row is in the export of everything about her."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from service.files import open_originals
from service.records.archive import left_out
from service.storage.columns import now
from service.storage.tables import Table
from service.storage.tables.analyses import AnalysisJob
from service.storage.tables.records import LegalHold
from service.storage.tables.sampling import SamplingPlan
from service.storage.tables.submissions import Submission
from tests.service.everything_kept import keep_everything
from tests.service.records.conftest import Centre, client_of
from tests.service.records.test_exporting import opened
from tests.service.world import World

# Of these she is told names and values, and no ids.
BY_NAME = {"cohort_member", "learner_characteristic", "person_role"}


def naming_columns() -> Iterator[sa.Column[Any]]:
    """The columns that name a person, of the tables of which an export holds something."""
    for table in Table.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "person" for key in column.foreign_keys) and table.name not in left_out():
                yield column


def name_somebody_everywhere(centre: Centre) -> None:
    """Fill the columns that are left empty in a centre that keeps everything."""
    kept = centre.kept
    with centre.world.database.write() as session:
        session.execute(sa.update(Submission).values(assessor_id=kept.assessor_id))
        session.execute(sa.update(AnalysisJob).values(requested_by=kept.learner_id))
        session.add(LegalHold(centre_id=kept.centre_id, person_id=kept.learner_id, placed_by=kept.admin_id))
    # What an export leaves in the audit log is in the next.
    assert archive_of(centre, kept.admin_id)


def archive_of(centre: Centre, person_id: UUID) -> str:
    return " ".join(opened(centre.admin.get(f"/v1/people/{person_id}/export").content).values())


def test_every_row_that_names_her_is_there(centre: Centre) -> None:
    name_somebody_everywhere(centre)
    kept = centre.kept
    archives = {key: archive_of(centre, key) for key in (kept.learner_id, kept.assessor_id, kept.admin_id)}
    # Taken before these exports.
    last = {"audit_entry": sa.literal_column("number") <= 2}
    with centre.world.database.read() as session:
        for column in naming_columns():
            hers = sa.select(column.table).where(column.in_(archives), last.get(column.table.name, sa.true()))
            found = session.execute(hers).mappings().all()
            assert found, f"{column} names nobody in this test"
            for row in found:
                ids = [str(row[key.name]) for key in column.table.primary_key if key is not column]
                told = all(one in archives[row[column.name]] for one in ids)
                assert told or column.table.name in BY_NAME, f"{column} names somebody who is not told"


@pytest.mark.parametrize(("days", "is_told"), [(0, False), (2, True)])
def test_an_assessor_is_told_of_plans_to_look_at_her_work_when_they_are_over(
    world: World, tmp_path: Path, days: int, is_told: bool
) -> None:
    originals = open_originals(str(tmp_path / "files"))
    kept = keep_everything(world.database, originals, at=now() - timedelta(days=days))
    with world.database.read() as session:
        plan = session.scalars(sa.select(SamplingPlan)).one()
    for who, told in (("assessor_id", is_told), ("admin_id", True)):
        files = opened(client_of(world, kept, who).get(f"/v1/people/{kept.assessor_id}/export").content)
        assert (str(plan.id) in files["work.json"]) is told

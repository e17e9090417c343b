"""What an installation has kept is there after an upgrade, from whichever shape it comes, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from service.files import open_originals
from service.storage import Database
from service.storage.migrations import is_current, migrate
from service.storage.tables import Table
from service.storage.tables.people import Cohort, CohortMember, Role
from tests.service.databases import changing_anything, new_postgresql_database
from tests.service.everything_kept import keep_everything
from tests.service.people_in_centres import a_centre, a_person

# The table of objections was made anew when nobody could have made any.
_LEFT_OUT = {"0001": "", "0008": "objection", "0012": ""}
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def old(database: Database, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of the same kind without tables."""
    with ExitStack() as stack:
        if database.is_sqlite:
            made = Database(f"sqlite:///{tmp_path / 'old.sqlite'}")
            stack.callback(made.close)
        else:
            made = stack.enter_context(new_postgresql_database(request.getfixturevalue("postgresql_url")))
        yield made


@pytest.mark.parametrize("shape", _LEFT_OUT)
def test_what_was_kept_is_there_after_an_upgrade(database: Database, old: Database, tmp_path: Path, shape: str) -> None:
    keep_everything(database, open_originals(str(tmp_path / "files")))
    migrate(old, shape)
    assert not is_current(old)
    tables = tables_of(old, without=_LEFT_OUT[shape])
    copy(database, old, tables)
    before = rows_of(old, tables)
    assert any(before.values())
    migrate(old)
    assert is_current(old)
    assert rows_of(old, tables) == before


def test_whoever_was_entered_twice_into_a_cohort_only_learns_in_it(old: Database) -> None:
    migrate(old, "0014")
    centre = a_centre(old)
    cohort = Cohort(id=uuid4(), centre_id=centre.id, name="Autumn 2026")
    twice, assessor = (a_person(old, centre.id, Role.LEARNER, Role.ASSESSOR).id for _ in range(2))
    with old.write() as session:
        session.add(cohort)
        session.flush()
        entered = [(twice, Role.LEARNER), (twice, Role.ASSESSOR), (assessor, Role.ASSESSOR)]
        session.add_all(CohortMember(cohort_id=cohort.id, person_id=person, role=role) for person, role in entered)
    migrate(old)
    with old.read() as session:
        left = {(row.person_id, row.role) for row in session.scalars(sa.select(CohortMember))}
    assert left == {(twice, Role.LEARNER), (assessor, Role.ASSESSOR)}


def tables_of(database: Database, without: str) -> list[sa.TableClause]:
    """The tables that there are, each with the columns that it has there."""
    inspector = sa.inspect(database.engine)
    found = set(inspector.get_table_names()) - {without}
    return [
        sa.table(table.name, *(sa.column(name, table.c[name].type) for name in columns))
        for table in Table.metadata.sorted_tables
        if table.name in found
        for columns in [[column["name"] for column in inspector.get_columns(table.name)]]
    ]


def copy(source: Database, target: Database, tables: list[sa.TableClause]) -> None:
    """Write the rows of these tables into a database of an older shape."""
    rows = rows_of(source, tables)
    with changing_anything(target, [table.name for table in tables]) as connection:
        for table in tables:
            names = [column.name for column in table.columns]
            if found := rows[table.name]:
                connection.execute(sa.insert(table), [dict(zip(names, row, strict=True)) for row in found])


def rows_of(database: Database, tables: list[sa.TableClause]) -> Rows:
    """Every row, in an order of its own."""
    with database.read() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(sa.select(table))), key=repr) for table in tables
        }

"""Centres for tests of submissions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from service.storage import Database
from service.storage.tables.records import AuditEntry
from tests.service.databases import empty
from tests.service.submissions.college import College
from tests.service.world import World


@pytest.fixture
def college(world: World) -> College:
    return College(world, world.centre())


@pytest.fixture
def blind_college(world: World) -> College:
    """One that decides before it looks at suggestions."""
    return College(world, world.centre(blind_first=True))


@pytest.fixture
def recorded(college: College) -> Callable[[], list[str]]:
    """What the audit log says was done, in order."""

    def actions() -> list[str]:
        with college.world.database.read() as session:
            return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)))

    return actions


@pytest.fixture
def one_college(sqlite: Database, worlds: Callable[[Database], World]) -> College:
    """As `college`, on SQLite alone: for how things are laid out, which no database has a part in."""
    empty(sqlite)
    world = worlds(sqlite).anew()
    return College(world, world.centre())

"""Whether an installation has a demonstration centre, and that one in production must not."""

from __future__ import annotations

from sqlalchemy import inspect, select

from service.errors import SettingsInvalid
from service.settings import Settings
from service.storage import Database
from service.storage.tables.people import Centre


def is_made(database: Database) -> bool:
    """Whether there is a centre whose people and work are invented."""
    with database.read() as session:
        return session.scalars(select(Centre.id).where(Centre.demonstration).limit(1)).first() is not None


def refuse_in_production(settings: Settings, database: Database) -> None:
    """Raise SettingsInvalid where real learners' work would be kept beside people whose password is printed."""
    # Of an older shape too: `serve` brings it up to date by itself.
    if settings.in_production and inspect(database.engine).has_table(Centre.__tablename__) and is_made(database):
        raise SettingsInvalid(
            "TALLYMARK_ENVIRONMENT is 'production', and the database holds the demonstration centre. Begin with an "
            "empty database."
        )

"""The history of the database's shape (Alembic), and the functions that apply it."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from service.storage.database import Database

_FOLDER = Path(__file__).parent


def migrate(database: Database, to: str = "head") -> None:
    """Bring the database to the newest shape, or to an earlier one than that; an empty one gets all tables.

    ``to``: id of a migration. None leads back: what a later program has written, an earlier one could not read.
    """
    with database.engine.begin() as connection:
        configuration = _configuration()
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, to)


def is_current(database: Database) -> bool:
    """Whether the database has the shape that this program works with."""
    # Only read: on SQLite anything else would wait for whoever writes just now.
    with database.read() as session:
        return MigrationContext.configure(session.connection()).get_current_revision() == newest()


def is_known(revision: str) -> bool:
    """Whether this program has the migration of this id; a newer one may have more."""
    known = {script.revision for script in ScriptDirectory.from_config(_configuration()).walk_revisions()}
    return revision in known


def newest() -> str | None:
    """The id of the newest migration."""
    return ScriptDirectory.from_config(_configuration()).get_current_head()


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(_FOLDER))
    return configuration

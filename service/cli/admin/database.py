"""``tallymark admin migrate``."""

from __future__ import annotations

from service.cli.terminal import tell


def migrate() -> None:
    """Bring the database up to date, such as after an upgrade; an empty one gets all tables."""
    from service.jobs.system import bring_up_to_date
    from service.settings import Settings
    from service.storage.migrations import newest
    from service.storage.opening import open_database

    database = open_database(Settings.from_environment())
    try:
        bring_up_to_date(database)
    finally:
        database.close()
    tell(f"The database is up to date (migration {newest()}).")

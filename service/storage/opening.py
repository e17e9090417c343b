"""Which database an installation has."""

from __future__ import annotations

from service.settings import SQLITE_FILE, Settings
from service.storage.database import Database


def open_database(settings: Settings) -> Database:
    """The database that the settings name.

    Where it is a file in the data folder, both are made if they are missing, for nobody else on this machine to read.
    """
    if not settings.database_url:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        (settings.data / SQLITE_FILE).touch(mode=0o600)
    return Database(settings.database_address)

"""Which database an installation has."""

from __future__ import annotations

from service.settings import Settings
from service.storage.database import Database


def open_database(settings: Settings) -> Database:
    """The database that the settings name; the data folder is made where it is needed and missing."""
    if not settings.database_url:
        settings.data.mkdir(parents=True, exist_ok=True)
    return Database(settings.database_address)

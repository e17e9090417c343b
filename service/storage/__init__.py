"""What the service keeps: one database, SQLite or PostgreSQL, and the tables in it."""

from __future__ import annotations

from service.storage.database import Database

__all__ = ["Database"]

"""Backups of an installation, its database and its original files, and the way back from them (docs/records.md)."""

from __future__ import annotations

from service.backup.manifest import Manifest
from service.backup.restoring import restore_backup
from service.backup.writing import write_backup

__all__ = ["Manifest", "restore_backup", "write_backup"]

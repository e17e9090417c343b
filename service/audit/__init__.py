"""Who did what to what, and when: chains of entries that cannot be changed without its showing (docs/records.md)."""

from __future__ import annotations

from service.audit.actions import Action, Subject
from service.audit.chains import INSTALLATION, By, Installation, chain_of
from service.audit.details import Detail
from service.audit.recording import record

__all__ = ["INSTALLATION", "Action", "By", "Detail", "Installation", "Subject", "chain_of", "record"]

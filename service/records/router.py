"""The routes about rights and records, put together."""

from __future__ import annotations

from service.records import audit_log, erasing, exporting, holding, retaining, transparency
from service.records.tag import TAG

ROUTERS = (
    audit_log.router,
    exporting.router,
    erasing.router,
    retaining.router,
    holding.router,
    transparency.router,
)
__all__ = ["ROUTERS", "TAG"]

"""The bank of comments that assessors and quality assurers keep for themselves."""

from __future__ import annotations

from service.web.comments import routes

ROUTERS = routes.ROUTERS

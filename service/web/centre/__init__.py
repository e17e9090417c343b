"""How a centre's work stands: what needs attention, progress of its cohorts, consistency of its assessors."""

from __future__ import annotations

from service.web.centre.audit import router as audit
from service.web.centre.consistency import router as consistency
from service.web.centre.overview import router as overview
from service.web.centre.patterns import router as patterns
from service.web.centre.program import router as program
from service.web.centre.progress import router as progress
from service.web.centre.severity import router as severity

ROUTERS = (overview, audit, consistency, patterns, program, progress, severity)

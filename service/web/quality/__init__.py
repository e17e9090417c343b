"""Quality assurance: what to sample, marking the same work to compare, contests that wait."""

from __future__ import annotations

from service.web.quality.comparing import router as comparing
from service.web.quality.contests import router as contests
from service.web.quality.exercises import router as exercises
from service.web.quality.sampling import router as sampling
from service.web.quality.scripts import router as scripts

ROUTERS = (sampling, exercises, scripts, comparing, contests)

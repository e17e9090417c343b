"""A learner's pages: her submissions, her drafts with what the program observed, and what was decided."""

from __future__ import annotations

from service.web.learner import (
    comparison_routes,
    contest_routes,
    draft_routes,
    feedback_routes,
    objection_routes,
    submission_routes,
)

ROUTERS = (
    submission_routes.router,
    draft_routes.router,
    contest_routes.router,
    feedback_routes.router,
    objection_routes.router,
    comparison_routes.router,
)

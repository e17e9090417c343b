"""The queue and the marking page."""

from __future__ import annotations

from service.web.assessor import marking_posts, marking_routes, queue_routes, workload_routes

ROUTERS = (queue_routes.router, workload_routes.router, marking_routes.router, marking_posts.router)

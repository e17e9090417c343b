"""GET /health/live, /health/ready, /version and /metrics."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from service import problem_types as types
from service.access import public
from service.dependencies import CurrentAnalysers, CurrentMetrics, CurrentReadiness
from service.errors import NotReady
from service.health.schemas import Health, Ready, Version
from service.health.watchers import WatchersOnly, Watches
from service.metrics import MEDIA_TYPE
from service.problems import describe_problems

TAG = {"name": "health", "description": "For whatever watches over the service."}

router = APIRouter(tags=[TAG["name"]], dependencies=[Depends(public)])
ROUTERS = (router,)

_NOT_READY = describe_problems(types.STARTING, types.MODEL_UNAVAILABLE)


@router.get("/health/live", summary="Is it running?", responses=describe_problems())
async def live() -> Health:
    """Answers as long as the program runs. If it does not, start it anew."""
    return Health()


@router.get(
    "/health/ready",
    summary="Can it be used?",
    response_model_exclude_none=True,
    responses=describe_problems(types.STARTING, types.MODEL_UNAVAILABLE, types.NOT_READY),
)
def ready(analysers: CurrentAnalysers, readiness: CurrentReadiness, watches: Watches) -> Ready:
    """Answers with 200 while requests can be answered and jobs performed.

    That is while the default unit's model is loaded and has proved that it works, the database answers and has the
    shape that this program works with, original files can be kept, and a worker is alive. Whoever may see the metrics
    is told which of them fails.
    """
    analysers.default()
    failing = readiness.failing()
    if failing:
        raise NotReady(f"These cannot be used: {', '.join(failing)}." if watches else "")
    return Ready(checks=dict.fromkeys(("model", *readiness.names()), "ok") if watches else None)


@router.get("/version", summary="What is it?", responses=_NOT_READY)
async def version(analysers: CurrentAnalysers) -> Version:
    """The versions of the program, the model and the default unit; every result records them too."""
    analyser = analysers.default()
    reference = analyser.reference
    return Version(
        program=reference.version,
        model=reference.model,
        matching=reference.matching,
        default_unit=analyser.unit_reference,
    )


@router.get(
    "/metrics",
    summary="What is it doing?",
    dependencies=[WatchersOnly],
    response_class=Response,
    responses={
        200: {
            "description": "Figures in the text format of Prometheus.",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        },
        **describe_problems(types.NOT_FOUND),
    },
)
def metrics(metrics: CurrentMetrics) -> Response:
    """Figures for Prometheus, for whoever sends the token of TALLYMARK_METRICS_TOKEN (`Authorization: Bearer …`).

    To everybody else there is nothing here.
    """
    return Response(metrics.render(), media_type=MEDIA_TYPE)

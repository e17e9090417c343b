"""GET /v1/consistency/…: agreement, severity, patterns, progress."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from service.access import Actor, Permission, require
from service.consistency import audit_routes, measures
from service.consistency.progress import read_progress
from service.consistency.reading import read_measured
from service.consistency.schemas import AgreementQuery, Progress, ProgressQuery
from service.dependencies import CurrentDatabase, CurrentUnits
from service.judging.agreement.results import Agreement
from service.judging.patterns.results import Patterns, of_person
from service.judging.program.results import ProgramAudit
from service.judging.severity.results import Severity
from service.problem_groups import OF_MEASURING, OF_PEOPLE
from service.problems import describe_problems

TAG = {"name": "consistency", "description": "Whether people judge alike, and how far learners are."}

router = APIRouter(prefix="/v1/consistency", tags=[TAG["name"]])
ROUTERS = (router, audit_routes.router)

Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]
Decider = Annotated[Actor, require(Permission.ASSESS)]


@router.get("/agreement", summary="See whether people judge alike", responses=describe_problems(*OF_MEASURING))
def get_agreement(query: Annotated[AgreementQuery, Query()], actor: Reader, database: CurrentDatabase) -> Agreement:
    """How people agree with each other and with the program, with 95 % intervals; or why that cannot be known.

    What is on the work of whoever asks is left out.
    """
    with database.read() as session:
        return read_measured(session, actor, query, measures.agreement)


@router.get("/patterns", summary="See patterns that chance rarely makes", responses=describe_problems(*OF_MEASURING))
def get_patterns(query: Annotated[AgreementQuery, Query()], actor: Reader, database: CurrentDatabase) -> Patterns:
    """What stands out in somebody's decisions, with examples and control charts; everything that was looked for.

    A pattern is a reason to talk, and no proof: `false_alarms` says how often it shows where nothing is wrong.
    """
    with database.read() as session:
        return read_measured(session, actor, query, measures.patterns, comments=True)


@router.get(
    "/patterns/mine", summary="See what stands out in your decisions", responses=describe_problems(*OF_MEASURING)
)
def get_my_patterns(actor: Decider, database: CurrentDatabase) -> Patterns:
    """What quality assurers are told of the decisions of whoever asks, in the same words."""
    with database.read() as session:
        patterns = read_measured(session, actor, AgreementQuery(), measures.patterns, comments=True)
    return of_person(patterns, str(actor.person_id))


@router.get("/severity", summary="See who is severe and who lenient", responses=describe_problems(*OF_MEASURING))
def get_severity(query: Annotated[AgreementQuery, Query()], actor: Reader, database: CurrentDatabase) -> Severity:
    """How severe each assessor is on work of the same quality, and how hard each point; or why that cannot be known.

    What is on the work of whoever asks is left out.
    """
    with database.read() as session:
        return read_measured(session, actor, query, measures.severity)


@router.get("/program", summary="See how the program itself does", responses=describe_problems(*OF_MEASURING))
def get_program(query: Annotated[AgreementQuery, Query()], actor: Reader, database: CurrentDatabase) -> ProgramAudit:
    """Its agreement with people who could not see it, its calibration, and differences between groups of learners.

    Groups that are too small are left out, and with them what would give them away.
    """
    with database.read() as session:
        return read_measured(session, actor, query, measures.program)


@router.get("/progress", summary="See how far learners are", responses=describe_problems(*OF_PEOPLE))
def get_progress(
    query: Annotated[ProgressQuery, Query()], actor: Reader, database: CurrentDatabase, units: CurrentUnits
) -> Progress:
    """For each cohort where submissions stand, and how far each marking point is covered. Learners are not ranked."""
    with database.read() as session:
        return read_progress(session, actor, query, units)

"""/centre/program: how the program itself does, and whether it does as well for every group of learners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.consistency import measures
from service.consistency.reading import read_measured
from service.dependencies import CurrentDatabase, CurrentUnits
from service.judging.program.results import CalibrationBand, Dimension, GroupFigures, ProgramAudit
from service.pictures import DECIMAL, PERCENT, Interval, Observation, Picture, Unknown, intervals, series
from service.spoken import gettext as _
from service.web.centre.filters import Wanted, read_filters
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]


@dataclass(frozen=True, slots=True)
class Shown:
    """A dimension, what it is called, and its differences as a picture; ``small``: how many groups are left out."""

    called: str
    picture: Picture
    small: int
    protected: bool


@router.get("/centre/program")
def show_program(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """Its agreement with people who could not see it, its calibration, and differences between groups."""
    filters = read_filters(request, Wanted)
    with database.read() as session:
        program = read_measured(session, actor, filters.query, measures.program)
        choices = filters.choices(session, actor, units)
    return render(
        request,
        "centre/program.html.j2",
        status=filters.status,
        program=program,
        calibration=_calibration(program),
        dimensions=[_dimension(one, place) for place, one in enumerate(program.dimensions)],
        standing_out=[
            (_called(one.dimension), _group(group), group.difference)
            for one in program.dimensions
            for group in one.groups
            if group.stands_out
        ],
        json=filters.address("/v1/consistency/program"),
        **choices,
    )


def _calibration(program: ProgramAudit) -> Picture:
    return series(
        "calibration",
        _("How sure it is, and how often people say the same"),
        [_band(band) for band in program.calibration.bands],
        of=_("The program holds it probable by"),
        figure=_("People gave it too"),
        form=PERCENT,
        span=(0.0, 1.0),
    )


def _band(band: CalibrationBand) -> Observation:
    """A band beside what it should be: what the program held, give or take the interval of what people gave."""
    label = _("%(low)d–%(high)d%%") % {"low": round(100 * band.low), "high": round(100 * band.high)}
    agreed, held = band.agreed, band.held
    if held is None or agreed.value is None or agreed.low is None or agreed.high is None:
        return Observation(label, None)
    low, high = held - (agreed.high - agreed.value), held + (agreed.value - agreed.low)
    return Observation(label, agreed.value, max(0.0, low), min(1.0, high))


def _dimension(dimension: Dimension, place: int) -> Shown:
    called = _called(dimension.dimension)
    shown = [group for group in dimension.groups if not group.suppressed]
    picture = intervals(
        f"groups-{place}",
        called,
        [_row(group) for group in shown],
        of=_("Group"),
        figure=_("Given less (below 0) or more than others, in statuses"),
        form=DECIMAL,
        reference=(_("as others"), 0.0),
    )
    return Shown(called, picture, len(dimension.groups) - len(shown), dimension.protected)


def _row(group: GroupFigures) -> Interval | Unknown:
    difference, count = group.difference, group.submissions or 0
    if difference.value is None or difference.low is None or difference.high is None:
        return Unknown(_group(group), difference.why_not or "", count)
    return Interval(_group(group), difference.value, difference.low, difference.high, count)


def _group(group: GroupFigures) -> str:
    return group.group if group.group is not None else _("not recorded")


def _called(dimension: str) -> str:
    known = {
        "level_of_english": _("Level of English"),
        "form": _("How the account is written, as the program sees it"),
        "document": _("What it was handed in as"),
        "sector": _("Sector"),
        "qualification": _("Qualification"),
    }
    return known.get(dimension) or dimension.replace("_", " ").capitalize()

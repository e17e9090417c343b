"""Where and why those who marked an exercise differ."""

from __future__ import annotations

from collections.abc import Iterator

from service.errors import Conflict
from service.judging.columns import Source, Status
from service.judging.scripts.differing import Mark, Place, differences
from service.standardisation.schemas import ExerciseReport, ExerciseView, MarkView, PointView, ScriptView

_COLUMNS = ("assessor", "submission", "unit", "marking_point", "status", "decided_on", "source")


def report_on(view: ExerciseView) -> ExerciseReport:
    """What the marks of an exercise say, as far as whoever looks may see them.

    Scripts go by their numbers. Raises Conflict where she was asked to mark herself and has not finished.
    """
    if not view.sees_others:
        raise Conflict("Mark every script first: until then nothing that others gave is shown.")
    from service.judging.agreement.measuring import measure  # noqa: PLC0415  (pandas)
    from service.judging.table import table_of  # noqa: PLC0415

    names = {str(one.person.id): one.person.name for one in view.invited}
    marks = [
        Mark(
            script=str(script.number),
            marking_point=point.marking_point,
            assessor=str(mark.person.id),
            status=mark.status.value,
            passages=tuple((passage.start, passage.end) for passage in mark.evidence),
        )
        for script, point, mark in _marks(view)
    ]
    standards: dict[Place, Status] = {
        (str(script.number), point.marking_point): point.standard.status.value
        for script in view.items
        for point in script.points
        if point.standard
    }
    return ExerciseReport(
        id=view.id,
        title=view.title,
        agreement=measure(table_of(list(_rows(view)), _COLUMNS), names).between_people,
        differences=differences(marks, standards, names),
    )


def _rows(view: ExerciseView) -> Iterator[tuple[object, ...]]:
    for script, point, mark in _marks(view):
        place = (str(mark.person.id), str(script.number), view.unit, point.marking_point)
        yield (*place, mark.status.value, mark.at, Source.STANDARDISATION.value)


def _marks(view: ExerciseView) -> Iterator[tuple[ScriptView, PointView, MarkView]]:
    return ((script, point, mark) for script in view.items for point in script.points for mark in point.marks)

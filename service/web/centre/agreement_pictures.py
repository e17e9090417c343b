"""Agreement as pictures: points, people, groups, times, each figure with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from service.judging.agreement.results import (
    Agreement,
    Awarding,
    BetweenPeople,
    Breakdown,
    Comparison,
    GroupComparison,
    PointComparison,
    WithProgram,
)
from service.judging.estimates import Estimate
from service.pictures import DECIMAL, PERCENT, Interval, Picture, Unknown, intervals
from service.web.languages import gettext as _
from service.web.times import month, quarter

_MONTHS_OF_A_QUARTER = 3
_MOST_AWARDING = 12


class Pictures:
    """Draws agreement by one of its figures, in the words of one language."""

    def __init__(self, agreement: Agreement, measure: str, language: str) -> None:
        self._agreement, self._measure, self._language = agreement, measure, language
        points = (*agreement.between_people.points, *agreement.with_program.points)
        self._several_units = len({point.unit for point in points}) > 1

    def of_people(self) -> list[Picture]:
        """For the marking points, and each two people."""
        people = self._agreement.between_people
        pairs = [(" – ".join(one.name for one in pair.assessors), pair) for pair in people.pairs]
        return [
            self._points("points", people),
            self._draw("pairs", _("Two people at a time"), _("People"), pairs, people.overall),
        ]

    def of_program(self) -> list[Picture]:
        """For each person beside the program, and the marking points."""
        program = self._agreement.with_program
        hers = [(one.assessor.name, one) for one in program.assessors]
        return [
            self._draw("program", _("People and the program"), _("Assessor"), hers, program.overall),
            self._points("program-points", program),
        ]

    def of_groups(self, part: BetweenPeople | WithProgram, name: str) -> Iterator[Picture]:
        """One for each way in which the work differs; ``name``: what their ids begin with."""
        for breakdown in part.breakdowns:
            if breakdown.groups:
                title = _title(breakdown)
                yield self._groups(f"{name}-{breakdown.by}", title, title, breakdown, part.overall)

    def over_time(self, part: BetweenPeople | WithProgram, name: str) -> Picture | None:
        """By month or quarter; None where all is of one."""
        if part.over_time is None:
            return None
        of = _("Month") if part.over_time.by == "month" else _("Quarter")
        return self._groups(f"{name}-time", _("Over time"), of, part.over_time, part.overall)

    def awarding(self) -> Picture:
        """How much more often each person gives `met` than colleagues, the most surprising first."""
        rows = [
            _interval(f"{one.assessor.name}, {self._named(one)}", one.difference, one.submissions)
            for one in self._agreement.awarding[:_MOST_AWARDING]
        ]
        return intervals(
            "awarding",
            _("Her share of “met” less that of colleagues on the same scripts"),
            rows,
            of=_("Assessor and marking point"),
            figure=_("Difference"),
            form=PERCENT,
            reference=(_("Alike"), 0.0),
            span=(-0.5, 0.5),
        )

    def _points(self, name: str, part: BetweenPeople | WithProgram) -> Picture:
        rows = [(self._named(one), one) for one in part.points]
        return self._draw(name, _("Marking points"), _("Marking point"), rows, part.overall)

    def _groups(self, name: str, title: str, of: str, breakdown: Breakdown, overall: Comparison) -> Picture:
        rows = [(self._called(breakdown.by, one), one) for one in breakdown.groups]
        return self._draw(name, title, of, rows, overall)

    def _called(self, by: str, one: GroupComparison) -> str:
        if by in ("month", "quarter") and one.group:
            return _time(one.group, self._language)
        return one.name or _("not recorded")

    def _named(self, point: PointComparison | Awarding) -> str:
        return f"{point.marking_point} ({point.unit})" if self._several_units else point.marking_point

    def _draw(
        self, name: str, title: str, of: str, rows: Sequence[tuple[str, Comparison]], overall: Comparison
    ) -> Picture:
        reference = getattr(overall, self._measure).value
        return intervals(
            name,
            title,
            [_interval(label, getattr(one, self._measure), one.submissions) for label, one in rows],
            of=of,
            figure=measures()[self._measure],
            form=PERCENT if self._measure == "agreement" else DECIMAL,
            reference=None if reference is None else (_("All"), reference),
            span=(0, 1),
        )


def measures() -> dict[str, str]:
    """The figures to choose from, by their names in answers."""
    return {
        "agreement": _("Share of the same decisions"),
        "kappa": _("Cohen's kappa"),
        "weighted_kappa": _("Weighted kappa"),
        "fleiss_kappa": _("Fleiss' kappa"),
        "ac1": _("Gwet's AC1"),
        "ac2": _("Gwet's AC2"),
        "alpha": _("Krippendorff's alpha"),
    }


def _interval(label: str, estimate: Estimate, submissions: int) -> Interval | Unknown:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return Unknown(label, estimate.why_not or "", submissions)
    return Interval(label, estimate.value, estimate.low, estimate.high, submissions)


def _title(breakdown: Breakdown) -> str:
    known = {
        "unit": _("Unit"),
        "cohort": _("Cohort"),
        "form": _("Form of the account"),
        "level_of_english": _("Level of English"),
        "sector": _("Sector"),
    }
    return known.get(breakdown.by, breakdown.by.replace("_", " ").capitalize())


def _time(label: str, language: str) -> str:
    """``March 2026``, ``Q1 2026``."""
    year, part = label.split("-")
    if part.startswith("Q"):
        return quarter(date(int(year), _MONTHS_OF_A_QUARTER * (int(part[1:]) - 1) + 1, 1), language)
    return month(date(int(year), int(part), 1), language)

"""What the rules of triage can ask about a submission."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from criteria_bank.conditions import Fact
from nlp.results import Status
from service.triage.signals import PointSignal, Signals

# Conditions (`criteria_bank.quality`) under which a text says little of its writer's own work.
_OF_GENERAL_TALK = frozenset({"unspecific", "general", "advice", "no_first_person"})


class AnalysisState(StrEnum):
    """Whether there is an analysis of the draft that counts."""

    DONE = "done"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a submission.

    ``signals``: of the latest draft's analysis; none unless it is done. ``overlap_share``: the largest share of the
    draft's own words that another text has too. ``contested``: marking points that another person is to look at.
    """

    analysis: AnalysisState = AnalysisState.WAITING
    signals: Signals | None = None
    overlap_share: float = 0.0
    contested: Sequence[str] = ()


def facts_of(known: Known, unsure_below: float) -> Mapping[str, Fact]:
    """The facts by name; percentages are whole numbers, rounded down.

    What follows from an analysis alone is 0 or empty where there is none; rules about small numbers ask for
    ``analysis: done`` too.
    """
    signals = known.signals
    points = signals.points if signals else ()
    return {
        "contested": bool(known.contested),
        "contested_points": _listed(known.contested),
        "analysis": str(known.analysis),
        "overlap_percent": _percent(max(known.overlap_share, signals.overlap_share if signals else 0.0)),
        **_of_points(points, unsure_below),
        **_of_text(signals),
    }


def _of_points(points: Sequence[PointSignal], unsure_below: float) -> dict[str, Fact]:
    met, partial, missing = (_with(points, status) for status in ("met", "partial", "not"))
    short = [point.id for point in points if point.status != "met"]
    unsure = [point for point in points if point.certainty < unsure_below]
    count = max(len(points), 1)
    return {
        "points": len(points),
        "points_met": len(met),
        "points_partial": len(partial),
        "points_not": len(missing),
        "points_short": len(short),
        "points_unsure": len(unsure),
        "percent_met": len(met) * 100 // count,
        "percent_not": len(missing) * 100 // count,
        "percent_unsure": len(unsure) * 100 // count,
        "partial": _listed(partial),
        "missing": _listed(missing),
        "short": _listed(short),
        "least_certain": min(points, key=lambda point: point.certainty).id if points else "",
    }


def _of_text(signals: Signals | None) -> dict[str, Fact]:
    must_fix = [flag.id for flag in signals.flags if flag.severity == "must_fix"] if signals else []
    return {
        "words": signals.words if signals else 0,
        "sentences": signals.sentences if signals else 0,
        "evidence_percent": _percent(signals.evidence_share) if signals else 0,
        "content_percent": _percent(signals.content_share) if signals else 0,
        "repeated_percent": _percent(signals.repeated_share) if signals else 0,
        "english_percent": _percent(signals.english_share) if signals else 0,
        "depth": signals.depth if signals else "",
        "reflective_percent": _percent(signals.reflective_share) if signals else 0,
        "must_fix": len(must_fix),
        "must_fix_ids": _listed(must_fix),
        "general_hints": len(_OF_GENERAL_TALK.intersection(signals.hints)) if signals else 0,
        "personal_data": signals.personal_data if signals else 0,
    }


def _with(points: Iterable[PointSignal], status: Status) -> list[str]:
    return [point.id for point in points if point.status == status]


def _listed(names: Sequence[str]) -> str:
    *firsts, last = names or ("",)
    return f"{', '.join(firsts)} and {last}" if firsts else last


def _percent(share: float) -> int:
    # 0.29 * 100 is a little less than 29.
    return int(share * 100 + 1e-9)

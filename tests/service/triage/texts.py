"""Signals as analyses give them, for tests of the queue."""

from __future__ import annotations

from typing import Any

from nlp.results import Status
from service.triage.facts import AnalysisState, Known
from service.triage.signals import PointSignal, Signals

_SHARES: dict[Status, tuple[float, float, float]] = {"met": (0.8, 0.15, 0.05), "partial": (0.15, 0.7, 0.15),
                                                     "not": (0.05, 0.15, 0.8)}  # fmt: skip


def point(number: int, status: Status, shares: tuple[float, float, float] | None = None) -> PointSignal:
    """Marking point ``MP<number>``; ``shares``: its probabilities of met, partial, not."""
    met, partial, not_met = shares or _SHARES[status]
    return PointSignal(id=f"MP{number}", status=status, met=met, partial=partial, not_met=not_met)


def signals(statuses: str = "mmmmmmmm", **changes: Any) -> Signals:
    """Signals of a plain account; ``statuses``: a letter for each marking point, ``m``, ``p`` or ``n``."""
    names: dict[str, Status] = {"m": "met", "p": "partial", "n": "not"}
    points = tuple(point(number, names[letter]) for number, letter in enumerate(statuses, 1))
    plain: dict[str, Any] = {
        "points": points,
        "words": 350,
        "sentences": 22,
        "evidence_share": 0.5,
        "content_share": 0.95,
        "repeated_share": 0.0,
        "english_share": 0.6,
        "depth": "mixed",
        "reflective_share": 0.4,
    }
    return Signals(**plain | changes)


def analysed(statuses: str = "mmmmmmmm", **changes: Any) -> Known:
    """A submission whose draft was analysed."""
    return Known(analysis=AnalysisState.DONE, signals=signals(statuses, **changes))

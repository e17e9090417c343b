"""When people do things: staff on weekdays at work, learners on any day, nobody in the future."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_SATURDAY = 5
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Hours:
    """From which hour of the day to which somebody is about (UTC), and whether at weekends."""

    opens: int
    closes: int
    weekends: bool

    def next(self, moment: datetime) -> datetime:
        """``moment`` itself where somebody is about, else as far into the next opening as it was past the closing."""
        while True:
            opening = moment.replace(hour=self.opens, minute=0, second=0, microsecond=0)
            closing = moment.replace(hour=self.closes, minute=0, second=0, microsecond=0)
            if moment.weekday() >= _SATURDAY and not self.weekends:
                moment = opening + timedelta(days=1, minutes=moment.minute, seconds=moment.second)
            elif moment < opening:
                moment = opening + timedelta(minutes=moment.minute, seconds=moment.second)
            elif moment >= closing:
                moment = opening + timedelta(days=1, minutes=moment.minute, seconds=moment.second)
            else:
                return moment


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that is done ``pause`` after what was done before it, by somebody who is about at ``hours``."""

    pause: timedelta
    hours: Hours


def moments(turns: Sequence[Turn], last: datetime, present: datetime) -> list[datetime]:
    """When each turn comes, in order: the last one near ``last``, none after ``present``."""
    start = last - sum((turn.pause for turn in turns), timedelta())
    while True:
        made = []
        moment = start
        for turn in turns:
            moment = turn.hours.next(moment + turn.pause)
            made.append(moment)
        if not made or made[-1] < present:
            return made
        # Whole weeks, so that weekends stay where they are.
        start -= _WEEK

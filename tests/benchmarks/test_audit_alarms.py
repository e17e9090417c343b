"""The benchmark of false alarms: what it measures, and that the figures which people are told are those it measured."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.audit_alarms import FAULTS, measure_alarms, measure_power
from service.judging.patterns.results import PatternId
from service.judging.patterns.settings import settings

MANUAL = Path(__file__).parents[2] / "docs" / "patterns.md"
MOST = 0.05


def test_few_honest_assessors_are_singled_out() -> None:
    alarms = measure_alarms(range(9000, 9004))
    assert alarms.people > 20
    assert max(alarms.looked.values()) == alarms.people
    assert alarms.singled_out <= 4  # of about forty; two are expected


def test_who_gives_met_to_everything_is_found_in_the_first_year() -> None:
    (fault,) = [one for one in FAULTS if one.name == "gives met to everything"]
    power = measure_power(fault, range(9000, 9002))
    assert power.people == power.found[-1] == len(power.decisions) == 2


def test_each_pattern_tells_the_rate_that_was_measured() -> None:
    told = dict(
        re.findall(r"^\| `?(\w[\w ]+?)`? \| [\d,]+ \| \d+ \| .*\((.*?)\) \|$", MANUAL.read_text(), re.MULTILINE)
    )
    rates = {pattern.value: settings().patterns.of(pattern).false_alarms for pattern in PatternId}
    for name, rate in {**rates, "any of them": settings().false_alarms}.items():
        low, high = (float(end) / 100 for end in told[name].split(" to "))
        assert low <= rate <= high
        assert rate <= MOST

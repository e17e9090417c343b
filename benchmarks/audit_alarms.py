"""How often honest assessors are singled out in a year, and how many of those at fault are (docs/patterns.md).

    python benchmarks/audit_alarms.py [--centres N] [--faulty N] [--plain] [--seed N]

Honest centres differ in everything that honest centres differ in: size, severity, workload, whose learners are how
good, better work in summer, days on which somebody is stricter, how well the program reads, whether it is seen and
who follows it, reading speed, use of a comment bank. Thresholds were chosen on seeds from 1000 on; figures are reported
for those from 5000 on.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table
from statsmodels.stats.proportion import proportion_confint

from service.judging.patterns.finding import find_patterns
from service.judging.patterns.results import PatternId
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from service.judging.simulation.faults import Ways
from service.judging.table import complete

OF_THE_PROGRAM = ["suggestion", "knowledge", "probability_not", "probability_partial", "probability_met"]
QUARTERS = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that an assessor does wrong, how she is simulated, and which patterns should show it."""

    name: str
    shown_by: tuple[PatternId, ...]
    drift: float = 0.0
    ways: Ways = field(default_factory=Ways)


_DRIFT = (PatternId.DRIFT_FROM_PROGRAM, PatternId.DRIFT_FROM_STANDARD)
FAULTS = (
    Fault("drifts by 1 logit a year", _DRIFT, drift=1.0),
    Fault("drifts by 2 logits a year", _DRIFT, drift=2.0),
    Fault("gives met to everything", (PatternId.ALWAYS_THE_SAME,), ways=Ways(same=1.0)),
    Fault("gives met to nine of ten", (PatternId.ALWAYS_THE_SAME,), ways=Ways(same=0.9)),
    Fault("does not read one in four", (PatternId.TOO_FAST,), ways=Ways(hurried=0.25)),
    Fault("does not read half", (PatternId.TOO_FAST,), ways=Ways(hurried=0.5)),
    Fault("writes the same to nine of ten", (PatternId.PASTED_COMMENTS,), ways=Ways(pasted=0.9)),
    Fault("writes the same to everybody", (PatternId.PASTED_COMMENTS,), ways=Ways(pasted=1.0)),
    Fault("draws 10 % by lot", (PatternId.AGAINST_STRONG_EVIDENCE,), ways=Ways(careless=0.1)),
    Fault("draws 25 % by lot", (PatternId.AGAINST_STRONG_EVIDENCE,), ways=Ways(careless=0.25)),
    Fault("takes 90 % of suggestions", (PatternId.ACCEPTS_EVERY_SUGGESTION,), ways=Ways(follows=0.9)),
    Fault("takes every suggestion", (PatternId.ACCEPTS_EVERY_SUGGESTION,), ways=Ways(follows=1.0)),
)


def honest_centre(random: np.random.Generator) -> SimulatedCentre:
    """A centre in which nobody does anything wrong."""
    people = int(random.integers(4, 17))
    return SimulatedCentre(
        tuple(honest_assessor(f"honest-{number}", random) for number in range(people)),
        submissions=people * int(random.integers(40, 160)),
        points=int(random.integers(4, 13)),
        shown=float(random.choice([0.0, 0.5, 1.0], p=[0.3, 0.5, 0.2])),
        anchoring=random.uniform(0.5, 1.5),
        program_error=random.uniform(0.4, 1.2),
        seeded=int(random.integers(0, 37)),
        summer=random.uniform(0, 1),
        mood=random.uniform(0, 0.3),
        sway=random.uniform(0, 0.5),
        commented=random.uniform(0.1, 0.6),
    )


def honest_assessor(key: str, random: np.random.Generator) -> SimulatedAssessor:
    """Somebody who is as severe, as busy and as quick as she is, and honest."""
    ways = Ways(
        speed=float(np.clip(random.normal(238, 40), 160, 350)),
        elsewhere=random.beta(1, 30),
        bank=random.beta(3, 3),
        follows=random.beta(1, 7),
    )
    return SimulatedAssessor(
        key,
        severity=random.normal(0, 0.5),
        points={f"MP{number}": random.normal(0, 0.3) for number in range(1, 13)},
        workload=random.lognormal(0, 0.5),
        case_mix=random.normal(0, 0.5),
        ways=ways,
    )


@dataclass(slots=True)
class Alarms:
    """Of honest assessors: in how many each pattern was looked for, in how many it was found, and in how many any."""

    looked: Counter[PatternId]
    found: Counter[PatternId]
    people: int = 0
    singled_out: int = 0


def measure_alarms(seeds: Sequence[int], *, plain: bool = False) -> Alarms:
    """A year of an honest centre for each seed; ``plain``: of a table that knows nothing of the program."""
    alarms = Alarms(Counter(), Counter())
    for seed in track(seeds, "Honest centres", transient=True):
        centre = honest_centre(np.random.default_rng(seed))
        table = simulate(centre, seed)
        patterns = find_patterns(complete(table.drop(columns=OF_THE_PROGRAM)) if plain else table, {})
        alarms.looked.update({one.pattern: one.assessors for one in patterns.looked_for})
        alarms.found.update(signal.pattern for signal in patterns.signals)
        alarms.people += len(centre.assessors)
        alarms.singled_out += len({signal.assessor.id for signal in patterns.signals})
    return alarms


@dataclass(slots=True)
class Power:
    """Of assessors at fault: how many there were, how many were found by each quarter, after how many decisions."""

    people: int
    found: list[int]
    decisions: list[int]


def measure_power(fault: Fault, seeds: Sequence[int]) -> Power:
    """One assessor with this fault in each of many centres, looked for at the end of each quarter."""
    power = Power(len(seeds), [0] * len(QUARTERS), [])
    for seed in track(seeds, fault.name, transient=True):
        centre = honest_centre(np.random.default_rng(seed))
        first, *others = centre.assessors
        own = first.ways
        follows = fault.ways.follows or own.follows
        ways = replace(fault.ways, speed=own.speed, elsewhere=own.elsewhere, bank=own.bank, follows=follows)
        faulty = replace(first, id="faulty", drift=fault.drift, ways=ways, workload=1.0)
        centre = replace(
            centre, assessors=(faulty, *others), seeded=max(12, centre.seeded), shown=max(0.5, centre.shown)
        )
        table = simulate(replace(centre, shown=0.5), seed)
        for place, share in enumerate(QUARTERS):
            part = table[table["decided_on"] <= table["decided_on"].quantile(share)]
            signals = find_patterns(part, {}).signals
            if any(one.assessor.id == "faulty" and one.pattern in fault.shown_by for one in signals):
                power.decisions.append(int((part["assessor"] == "faulty").sum()))
                for later in range(place, len(QUARTERS)):
                    power.found[later] += 1
                break
    return power


def alarms_table(alarms: Alarms) -> Table:
    """Rates of false alarms, with 95 % intervals (Wilson)."""
    shown = Table("pattern", "assessors", "false alarms", "rate", "95 % interval")
    rows: Iterator[tuple[str, int, int]] = (
        (pattern.value, alarms.looked[pattern], alarms.found[pattern]) for pattern in PatternId
    )
    for name, of, count in [*rows, ("any of them", alarms.people, alarms.singled_out)]:
        low, high = proportion_confint(count, max(of, 1), method="wilson")
        shown.add_row(name, f"{of:,}", str(count), f"{count / max(of, 1):.1%}", f"{low:.1%} to {high:.1%}")
    return shown


def power_table(powers: Mapping[Fault, Power]) -> Table:
    """How many were found by the end of each quarter, and after how many decisions."""
    shown = Table(
        "fault", "assessors", *(f"after {12 * share:.0f} months" for share in QUARTERS), "decisions until then"
    )
    for fault, power in powers.items():
        found = (f"{count / power.people:.0%}" for count in power.found)
        shown.add_row(fault.name, str(power.people), *found, f"{median(power.decisions or [0]):,.0f}")
    return shown


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--centres", type=int, default=200, help="honest centres")
    parser.add_argument("--faulty", type=int, default=40, help="assessors with each fault")
    parser.add_argument("--plain", action="store_true", help="of tables that know nothing of the program")
    parser.add_argument("--seed", type=int, default=5000, help="the first seed")
    asked = parser.parse_args()
    console = Console(width=120)
    console.print(alarms_table(measure_alarms(range(asked.seed, asked.seed + asked.centres), plain=asked.plain)))
    seeds = range(asked.seed, asked.seed + asked.faulty)
    if seeds:
        console.print(power_table({fault: measure_power(fault, seeds) for fault in FAULTS}))


if __name__ == "__main__":
    main()

"""A simulated centre: learners, points and assessors on a rating scale with facets (Linacre 1989).

    log P(k) / P(k - 1) = quality(learner) - difficulty(point) - severity(assessor, time) - step(k)

in logits; k counts not, partial, met. The program sees the quality with an error of its own and suggests the status
that is then the most probable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from service.judging.columns import STATUSES, Knowledge, Source
from service.judging.simulation.faults import Ways, at_fault, hurried
from service.judging.simulation.groups import SimulatedGroup, grouped
from service.judging.simulation.remarks import comments
from service.judging.table import complete

Floats = NDArray[np.float64]
_SUMMER = 2


@dataclass(frozen=True, slots=True)
class SimulatedAssessor:
    """How somebody judges. ``severity``: logits; ``drift``: logits a year; ``points``: severity besides, by point.

    ``workload``: her share of the submissions, beside the others'; ``case_mix``: logits by which her learners' quality
    differs; ``ways``: how she goes about it, and what she does wrong.
    """

    id: str
    severity: float = 0.0
    drift: float = 0.0
    points: Mapping[str, float] = field(default_factory=dict)
    workload: float = 1.0
    case_mix: float = 0.0
    ways: Ways = field(default_factory=Ways)


@dataclass(frozen=True, slots=True)
class SimulatedCentre:
    """What to simulate.

    ``shared``: share of submissions that a second assessor judges too, blind. ``shown``: share of first decisions that
    are made with the suggestion in view; seeing it pulls by ``anchoring`` logits. ``seeded``: scripts besides, spread
    over the period, that everybody marks against a standard. ``summer``: logits by which work of the third quarter is
    better; ``mood``: spread of everybody's severity from day to day; ``sway``: spread of an error that the program
    makes on a whole submission. ``commented``: share of decisions with a comment.
    ``groups``: of learners.
    """

    assessors: tuple[SimulatedAssessor, ...]
    submissions: int = 400
    points: int = 8
    shared: float = 0.1
    shown: float = 0.0
    anchoring: float = 1.0
    quality_spread: float = 1.5
    difficulty_spread: float = 0.7
    steps: tuple[float, float] = (-1.0, 1.0)
    program_error: float = 0.8
    start: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)
    days: int = 365
    seeded: int = 0
    summer: float = 0.0
    mood: float = 0.0
    sway: float = 0.0
    commented: float = 0.0
    groups: tuple[SimulatedGroup, ...] = ()


def simulate(centre: SimulatedCentre, seed: int) -> pd.DataFrame:
    """The centre's decisions as a table (`service.judging.columns`), the same for the same seed."""
    random = np.random.default_rng(seed)
    judged = _who_judges_what(centre, random)
    quality = random.normal(0, centre.quality_spread, centre.submissions + centre.seeded) + _mix(centre, judged)
    difficulty = random.normal(0, centre.difficulty_spread, centre.points)
    groups = grouped(centre.groups, len(quality), seed)
    located = (quality + groups.quality)[:, None] - (difficulty - difficulty.mean())[None, :]
    suggested, held = _suggestions(centre, located + groups.favour[:, None], random)
    rows = judged["submission"].to_numpy()
    shown = np.where(judged["second"], 0.0, random.random(len(judged)) < centre.shown)
    pulled = centre.anchoring * (suggested[rows] - 1) * shown[:, None]
    likely = probabilities(located[rows] - _severities(centre, judged, random) + pulled, centre.steps)
    ways = [centre.assessors[place].ways for place in judged["assessor"]]
    given = at_fault(_drawn(likely, random), suggested[rows], shown > 0, ways, random)
    table = _long(centre, judged, given=given, suggested=suggested, held=held, shown=shown)
    for column, names in groups.columns.items():
        table[column] = names[rows].repeat(centre.points)
    _add_standard(table, probabilities(located, centre.steps).argmax(-1)[rows])
    _add_work(table, centre, judged, ways, random)
    return complete(table)


def probabilities(located: Floats, steps: tuple[float, float]) -> Floats:
    """How probable each status is: shape of ``located`` (logits) and one more axis of three."""
    heights = np.stack([np.zeros_like(located), located - steps[0], 2 * located - sum(steps)], axis=-1)
    weights = np.exp(heights - heights.max(-1, keepdims=True))
    shares: Floats = weights / weights.sum(-1, keepdims=True)
    return shares


def _who_judges_what(centre: SimulatedCentre, random: np.random.Generator) -> pd.DataFrame:
    """One row for each time that somebody judges a submission."""
    people = len(centre.assessors)
    shares = np.array([one.workload for one in centre.assessors])
    first = np.arange(centre.submissions) % people
    if (shares != shares[0]).any():
        first = random.choice(people, centre.submissions, p=shares / shares.sum())
    hours = np.sort(random.random(centre.submissions)) * centre.days * 24
    rows = pd.DataFrame(
        {"submission": np.arange(centre.submissions), "assessor": first, "hours": hours, "second": False}
    )
    again = rows[random.random(centre.submissions) < centre.shared] if people > 1 else rows.iloc[:0]
    others = (again["assessor"] + random.integers(1, max(2, people), len(again))) % people
    twice = again.assign(assessor=others, hours=again["hours"] + 24, second=True)
    return pd.concat([rows, twice, _seeded(centre)], ignore_index=True)


def _seeded(centre: SimulatedCentre) -> pd.DataFrame:
    """The scripts that everybody marks, at even intervals."""
    scripts, people = np.divmod(np.arange(centre.seeded * len(centre.assessors)), len(centre.assessors))
    hours = (scripts + 0.5) * centre.days * 24 / max(1, centre.seeded)
    return pd.DataFrame(
        {"submission": centre.submissions + scripts, "assessor": people, "hours": hours, "second": True}
    )


def _mix(centre: SimulatedCentre, judged: pd.DataFrame) -> Floats:
    """Logits by which the quality of each submission differs, by whose learner it is and by the season."""
    first = judged.drop_duplicates("submission").sort_values("submission")
    seeded = first["submission"].to_numpy() >= centre.submissions
    own = np.array([one.case_mix for one in centre.assessors])[first["assessor"]]
    quarter = first["hours"].to_numpy() // (24 * 365 / 4) % 4
    season = np.where(quarter == _SUMMER, centre.summer, 0.0)
    mixed: Floats = np.where(seeded, 0.0, own + season)
    return mixed


def _severities(centre: SimulatedCentre, judged: pd.DataFrame, random: np.random.Generator) -> Floats:
    """Severity of each judging on each point: shape ``(judgings, points)``."""
    own = np.array([one.severity for one in centre.assessors])[judged["assessor"]]
    drift = np.array([one.drift for one in centre.assessors])[judged["assessor"]]
    years = judged["hours"].to_numpy() / (365 * 24)
    besides = np.array([[one.points.get(name, 0.0) for name in _points(centre)] for one in centre.assessors])
    total: Floats = (own + drift * years)[:, None] + besides[judged["assessor"]]
    if centre.mood:
        moods = random.normal(0, centre.mood, (len(centre.assessors), centre.days + 2))
        total = total + moods[judged["assessor"], (judged["hours"] // 24).astype(int)][:, None]
    return total


def _suggestions(
    centre: SimulatedCentre, located: Floats, random: np.random.Generator
) -> tuple[NDArray[np.int_], Floats]:
    """What the program suggests on each point of each submission, and how probable it holds each status."""
    seen = located + random.normal(0, centre.program_error, located.shape)
    if centre.sway:
        seen = seen + random.normal(0, centre.sway, (len(located), 1))
    held = probabilities(seen, centre.steps)
    return held.argmax(-1), held


def _drawn(likely: Floats, random: np.random.Generator) -> NDArray[np.int_]:
    places: NDArray[np.int_] = (random.random((*likely.shape[:-1], 1)) > likely.cumsum(-1)[..., :-1]).sum(-1)
    return places


def _long(
    centre: SimulatedCentre,
    judged: pd.DataFrame,
    *,
    given: NDArray[np.int_],
    suggested: NDArray[np.int_],
    held: Floats,
    shown: Floats,
) -> pd.DataFrame:
    each = np.repeat(np.arange(len(judged)), centre.points)
    submissions = judged["submission"].to_numpy()[each]
    second = judged["second"].to_numpy()[each]
    statuses = np.array(STATUSES)
    on_points = held[judged["submission"].to_numpy()].reshape(-1, len(STATUSES))
    return pd.DataFrame(
        {
            "assessor": np.array([one.id for one in centre.assessors])[judged["assessor"].to_numpy()[each]],
            "submission": np.char.add("s", submissions.astype(str)),
            "learner": np.char.add("l", submissions.astype(str)),
            "marking_point": np.tile(_points(centre), len(judged)),
            "status": statuses[given.ravel()],
            "decided_on": centre.start + pd.to_timedelta(judged["hours"].to_numpy()[each], unit="h"),
            "source": np.select(
                [submissions >= centre.submissions, second],
                [Source.STANDARDISATION.value, Source.SAMPLING.value],
                Source.ASSESSMENT.value,
            ),
            "knowledge": np.where(shown[each] > 0, Knowledge.SHOWN.value, Knowledge.HIDDEN.value),
            "suggestion": statuses[suggested[judged["submission"].to_numpy()].ravel()],
            **{f"probability_{status}": on_points[:, place] for place, status in enumerate(STATUSES)},
        }
    )


def _add_standard(table: pd.DataFrame, best: NDArray[np.int_]) -> None:
    """Each seeded script's standard: the status that its work makes the most probable."""
    standard = pd.Series(np.array(STATUSES)[best.ravel()], index=table.index)
    table["standard"] = standard.where(table["source"] == Source.STANDARDISATION.value)


def _add_work(
    table: pd.DataFrame,
    centre: SimulatedCentre,
    judged: pd.DataFrame,
    ways: Sequence[Ways],
    random: np.random.Generator,
) -> None:
    """When each text was opened, how many words it has, and what was written to the decisions."""
    words = random.lognormal(np.log(900), 0.4, centre.submissions + centre.seeded).round()[judged["submission"]]
    each = np.repeat(np.arange(len(judged)), centre.points)
    table["words"] = words[each]
    minutes = hurried(words, centre.points, ways, random)
    table["opened_on"] = table["decided_on"] - pd.to_timedelta(minutes[each], unit="min")
    if centre.commented:
        table["comment"] = comments(table, [ways[int(place)] for place in each], centre.commented, random)


def _points(centre: SimulatedCentre) -> list[str]:
    return [f"MP{number}" for number in range(1, centre.points + 1)]

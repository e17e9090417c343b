"""The table of the gallery: how an assessor reads the examples, and what the program says about them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from nlp.pipeline import Analyser, load_analyser
from nlp.readers import read_file

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
README = HERE / "README.md"
BEGIN, END = "<!-- readings: begin (make gallery) -->", "<!-- readings: end -->"
STATUSES = ("not", "partial", "met")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader says about one example."""

    points: dict[str, str]
    depth: str
    flags: tuple[str, ...]


def assessor_readings() -> dict[str, Reading]:
    """By example, as an assessor noted them in ``assessor.yaml``."""
    noted = yaml.safe_load((HERE / "assessor.yaml").read_text(encoding="utf-8"))
    return {
        name: Reading(
            {point: status for point, (status, _) in entry["points"].items()},
            entry["depth"],
            tuple(sorted(entry["flags"])),
        )
        for name, entry in noted.items()
    }


def program_readings(analyser: Analyser, names: list[str]) -> dict[str, Reading]:
    """By example, as the program finds them now."""
    readings = {}
    for name in names:
        result = analyser.analyse(read_file(EXAMPLES / f"{name}.docx"))
        readings[name] = Reading(
            {point.id: point.status for point in result.marking_points},
            result.depth.label,
            tuple(sorted(flag.id for flag in result.flags)),
        )
    return readings


def table(assessor: dict[str, Reading], program: dict[str, Reading]) -> str:
    """Both readings of every example in Markdown; in bold where the program says something else."""
    points = list(next(iter(assessor.values())).points)
    lines = [f"| Example | read by | {' | '.join(points)} | depth | flags |", "| --- " * (len(points) + 4) + "|"]
    for name, person in assessor.items():
        lines.append(_row(f"`{name}`", "assessor", person, person))
        lines.append(_row("", "program", program[name], person))
    return "\n".join([*lines, "", agreement(assessor, program)])


def agreement(assessor: dict[str, Reading], program: dict[str, Reading]) -> str:
    """In how many statuses the two agree, and which way the others differ."""
    steps = [
        STATUSES.index(program[name].points[point]) - STATUSES.index(status)
        for name, person in assessor.items()
        for point, status in person.points.items()
    ]
    same, higher, lower = steps.count(0), sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    widest = max(abs(step) for step in steps)
    return (
        f"Of {len(steps)} statuses {same} are the same. The program is the more generous in {higher} and the stricter "
        f"in {lower}, never by more than {'one step' if widest == 1 else 'two steps'}."
    )


def write_table() -> None:
    """Bring the table in the README up to date."""
    assessor = assessor_readings()
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    made = table(assessor, program_readings(load_analyser(), list(assessor)))
    README.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")


def _row(name: str, reader: str, reading: Reading, person: Reading) -> str:
    statuses = [_marked(status, person.points[point]) for point, status in reading.points.items()]
    flags = ", ".join(
        [flag if flag in person.flags else f"**{flag}**" for flag in reading.flags]
        + [f"**no {flag}**" for flag in person.flags if flag not in reading.flags]
    )
    return (
        f"| {name} | {reader} | {' | '.join(statuses)} | {_marked(reading.depth, person.depth)} | {flags or 'none'} |"
    )


def _marked(said: str, expected: str) -> str:
    return said if said == expected else f"**{said}**"

"""The lines of a unit's file around what was found in them, each finding beside its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.units.checking import UnitFinding

# What YAML takes for the end of a line.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_AROUND = 2
"""Lines that are shown before and after one with a finding."""
MOST_SHOWN = 200
"""Findings that are shown; who has more mends these first."""
_LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A line, ``number`` 1 for the first, and what was found in it."""

    number: int
    text: str
    cut: bool
    """Whether there is more of it than is shown."""
    findings: tuple[UnitFinding, ...]


@dataclass(frozen=True, slots=True)
class UnitLines:
    """``passages``: lines that follow each other. ``left_out``: how many findings are not shown."""

    passages: tuple[tuple[Line, ...], ...]
    findings: tuple[UnitFinding, ...]
    left_out: int


def lines_of(text: str, findings: Sequence[UnitFinding]) -> UnitLines:
    """The lines with findings, and some around them."""
    shown = tuple(findings[:MOST_SHOWN])
    lines = _LINE_END.split(text.removesuffix("\n"))
    at = {number: tuple(one for one in shown if one.place.line == number) for number in {f.place.line for f in shown}}
    wanted = sorted(
        {near for number in at for near in range(number - _AROUND, number + _AROUND + 1) if 1 <= near <= len(lines)}
        | {number for number in at if number <= len(lines)}
    )
    passages = tuple(tuple(_line(number, lines, at.get(number, ())) for number in run) for run in _runs(wanted))
    return UnitLines(passages, shown, len(findings) - len(shown))


def _line(number: int, lines: Sequence[str], findings: tuple[UnitFinding, ...]) -> Line:
    text = lines[number - 1]
    return Line(number, text[:_LONGEST_LINE], len(text) > _LONGEST_LINE, findings)


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers that follow each other, together."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run

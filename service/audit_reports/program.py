"""How the program does, in pictures and tables."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit_reports.exhibits import Exhibit, Section, cell, drawn, row
from service.audit_reports.wording import wording
from service.judging.findings.wording import wording as findings_wording
from service.judging.program.results import Dimension, GroupFigures, ProgramAudit
from service.pictures import DECIMAL, PERCENT, Table, intervals
from service.pictures.figures import said


def sections(program: ProgramAudit) -> Iterator[Section]:
    """Whether it is right as often as it says, and whether it does as well for every group."""
    words = wording().sections["program"]
    groups = tuple(_groups(place, each, program) for place, each in enumerate(program.dimensions))
    calibration = (_calibration(program),) if program.calibration.bands else ()
    yield Section("program", words.title, (words.lead,), (*calibration, *groups))


def _calibration(program: ProgramAudit) -> Exhibit:
    words = wording().sections["program"].words
    bands = [band for band in program.calibration.bands if band.suggestions]
    labels = [f"{said(band.low, PERCENT)} to {said(band.high, PERCENT)}" for band in bands]
    picture = intervals(
        "calibration",
        words["calibration"],
        [row(label, band.agreed, band.suggestions) for label, band in zip(labels, bands, strict=True)],
        of=words["band"],
        figure=words["agreed"],
        form=PERCENT,
        span=(0, 1),
    )
    head = (words["band"], words["held"], words["agreed"], words["suggestions"])
    rows = tuple(
        (
            label,
            "–" if band.held is None else said(band.held, PERCENT),
            cell(band.agreed, PERCENT, why=True),
            f"{band.suggestions:,}",
        )
        for label, band in zip(labels, bands, strict=True)
    )
    return drawn(picture, Table(head, rows), words["calibration_note"])


def _groups(place: int, dimension: Dimension, program: ProgramAudit) -> Exhibit:
    words = wording().sections["program"].words
    name = findings_wording().dimension(dimension.dimension)
    picture = intervals(
        f"groups-{place}",
        words["groups"].format(dimension=name),
        [row(_label(group), group.difference, group.submissions or 0) for group in dimension.groups],
        of=name.capitalize(),
        figure=words["difference"],
        form=DECIMAL,
        reference=(words["others"], 0.0),
    )
    head = (name.capitalize(), words["agreement"], words["leaning"], words["difference"], words["submissions"])
    table = Table(head, tuple(_row(group, program) for group in dimension.groups))
    return drawn(picture, table)


def _row(group: GroupFigures, program: ProgramAudit) -> tuple[str, ...]:
    words = wording().sections["program"].words
    if group.suppressed:
        return (_label(group), words["suppressed"].format(least=program.least_learners), "–", "–", "–")
    count = "–" if group.submissions is None else f"{group.submissions:,}"
    return (
        _label(group),
        cell(group.agreement, PERCENT, why=True),
        cell(group.leaning, DECIMAL),
        cell(group.difference, DECIMAL),
        count,
    )


def _label(group: GroupFigures) -> str:
    return wording().sections["program"].words["not_recorded"] if group.group is None else group.group

"""How severe people are, in pictures and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.audit_reports.exhibits import MOST_ROWS, Exhibit, Section, cell, drawn, row
from service.audit_reports.wording import wording
from service.judging.severity.results import Measured, Severity
from service.pictures import DECIMAL, Table, intervals


def sections(severity: Severity) -> Iterator[Section]:
    """Assessors by severity, points by difficulty; or why neither can be told."""
    words = wording().sections["severity"]
    if severity.why_not:
        yield Section("severity", words.title, (words.lead, severity.why_not), ())
        return
    people = [(one.assessor.name, one) for one in severity.assessors]
    points = [(one.marking_point, one) for one in severity.points]
    yield Section(
        "severity",
        words.title,
        (words.lead, words.words["linked" if severity.linked else "unlinked"]),
        (_exhibit("assessors", people), _exhibit("points", points)),
    )


def _exhibit(name: str, rows: Sequence[tuple[str, Measured]]) -> Exhibit:
    words = wording().sections["severity"].words
    shown = rows[:MOST_ROWS]
    picture = intervals(
        f"severity-{name}",
        words[name],
        [row(label, one.measure, one.submissions) for label, one in shown],
        of=words[f"{name}_of"],
        figure=words["measure"],
        form=DECIMAL,
        reference=(words["mean"], 0.0),
    )
    head = (words[f"{name}_of"], words["measure"], words["infit"], words["outfit"], words["submissions"])
    table = Table(
        head,
        tuple(
            (label, cell(one.measure, DECIMAL, why=True), _fit(one.infit), _fit(one.outfit), f"{one.submissions:,}")
            for label, one in shown
        ),
    )
    return drawn(picture, table)


def _fit(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"

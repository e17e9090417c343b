"""The report as data: sections that the web page and the PDF show alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.audit_reports import agreement, patterns, program, severity
from service.audit_reports.about import About
from service.audit_reports.exhibits import Section
from service.audit_reports.wording import day, wording
from service.judging.auditing import Audit
from service.judging.findings.results import Finding, Weight
from service.spoken import speaking_english


@dataclass(frozen=True, slots=True)
class FindingsOf:
    """The findings of one weight."""

    weight: Weight
    title: str
    lead: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything a report shows. ``rests_on``: what it rests on, a name and words each."""

    title: str
    centre: str
    rests_on: tuple[tuple[str, str], ...]
    findings: tuple[FindingsOf, ...]
    sections: tuple[Section, ...]


def view_of(audit: Audit, about: About) -> ReportView:
    """The report of an audit."""
    with speaking_english():
        return ReportView(
            title=wording().title,
            centre=about.centre,
            rests_on=tuple(_rests_on(audit, about)),
            findings=tuple(_findings(audit)),
            sections=tuple(_sections(audit, about)),
        )


def made(about: About) -> str:
    """When it was made, and with what."""
    return wording().made.format(day=day(about.made_on), program=about.program or "Tallymark")


def _rests_on(audit: Audit, about: About) -> Iterator[tuple[str, str]]:
    words, basis = wording().rests_on, audit.basis
    if basis.first and basis.last:
        yield words.period.name, words.period.text.format(first=day(basis.first), last=day(basis.last))
    yield (
        words.decisions.name,
        words.decisions.text.format(
            decisions=f"{basis.decisions:,}",
            submissions=f"{basis.submissions:,}",
            points=basis.marking_points,
        ),
    )
    yield words.people.name, words.people.text.format(assessors=basis.assessors)
    if basis.sources:
        counted = ", ".join(f"{wording().sources[source]} {count:,}" for source, count in basis.sources.items())
        yield words.sources.name, counted
    yield from about.chosen
    if about.left_out:
        yield words.left_out.name, words.left_out.text.format(count=f"{about.left_out:,}")
    if about.pseudonyms:
        yield words.names.name, words.names.text


def _findings(audit: Audit) -> Iterator[FindingsOf]:
    for weight in Weight:
        found = tuple(one for one in audit.findings if one.weight == weight)
        words = wording().weights[weight]
        if found or weight is Weight.ACT:
            yield FindingsOf(weight, words.title, words.lead if found else words.none, found)


def _sections(audit: Audit, about: About) -> Iterator[Section]:
    yield from agreement.sections(audit.agreement)
    for part, sections in (
        ("severity", severity.sections),
        ("patterns", patterns.sections),
        ("program", program.sections),
    ):
        found = getattr(audit, part, None)
        if found is not None:
            yield from sections(found)
    if about.sampling:
        words = wording().sections["sampling"]
        yield Section("sampling", words.title, (words.lead, *about.sampling), ())
    method = wording().method
    yield Section("method", method.title, method.paragraphs, ())
    yield Section("limits", method.limits_title, method.limits, (), listed=True)
    yield Section("sources", method.sources_title, method.sources, (), listed=True)

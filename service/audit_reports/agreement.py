"""How far people agree, in pictures and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.audit_reports.exhibits import MOST_ROWS, Exhibit, Section, cell, drawn, row
from service.audit_reports.wording import wording
from service.judging.agreement.results import Agreement, Awarding, Comparison
from service.pictures import DECIMAL, PERCENT, Table, intervals
from service.pictures.figures import said

_Rows = Sequence[tuple[str, Comparison]]


def sections(agreement: Agreement) -> Iterator[Section]:
    """People with each other, and with the program."""
    words = wording().sections["agreement"]
    people, program = agreement.between_people, agreement.with_program
    several = len({point.unit for point in people.points}) > 1
    points = [(f"{one.marking_point} ({one.unit})" if several else one.marking_point, one) for one in people.points]
    pairs = [(" – ".join(person.name for person in pair.assessors), pair) for pair in people.pairs]
    yield Section(
        "agreement",
        words.title,
        (words.lead,),
        tuple(
            _exhibit(
                f"agreement-{name}", words.words[name], of=words.words[f"{name}_of"], rows=rows, all_=people.overall
            )
            for name, rows in (("points", points), ("pairs", pairs))
            if rows
        ),
    )
    standing_out = [one for one in agreement.awarding if one.stands_out]
    if standing_out:
        words = wording().sections["awarding"]
        yield Section("awarding", words.title, (words.lead,), (_awarding(standing_out[:MOST_ROWS]),))
    hers = [(one.assessor.name, one) for one in program.assessors]
    if hers:
        words = wording().sections["with_program"]
        seen = (words.words["seen"].format(seen=f"{program.seen:,}", same=f"{program.seen_same:,}"),)
        exhibit = _exhibit("with-program", words.words["people"], of=words.words["of"], rows=hers, all_=program.overall)
        yield Section("with_program", words.title, (words.lead, *(seen if program.seen else ())), (exhibit,))


def _awarding(standing_out: Sequence[Awarding]) -> Exhibit:
    words = wording().sections["awarding"].words
    head = tuple(words[name] for name in ("assessor", "point", "hers", "theirs", "ratio", "submissions"))
    rows = tuple(
        (
            one.assessor.name,
            one.marking_point,
            said(one.hers, PERCENT),
            said(one.theirs, PERCENT),
            cell(one.ratio, DECIMAL),
            f"{one.submissions:,}",
        )
        for one in standing_out
    )
    return Exhibit("awarding", words["table"], Table(head, rows))


def _exhibit(name: str, title: str, *, of: str, rows: _Rows, all_: Comparison) -> Exhibit:
    words = wording().sections["agreement"].words
    shown = sorted(rows, key=_least_first)[:MOST_ROWS] if len(rows) > MOST_ROWS else rows
    reference = None if all_.agreement.value is None else (words["all"], all_.agreement.value)
    picture = intervals(
        name,
        title,
        [row(label, one.agreement, one.submissions) for label, one in shown],
        of=of,
        figure=words["share"],
        form=PERCENT,
        reference=reference,
        span=(0, 1),
    )
    note = words["cut"].format(count=MOST_ROWS, all=len(rows)) if len(rows) > MOST_ROWS else ""
    return drawn(picture, _table(of, [*shown, (words["all"], all_)]), note)


def _least_first(named: tuple[str, Comparison]) -> float:
    return 2.0 if named[1].agreement.value is None else named[1].agreement.value


def _table(of: str, rows: _Rows) -> Table:
    words = wording().sections["agreement"].words
    figures = (
        ("agreement", PERCENT),
        ("kappa", DECIMAL),
        ("weighted_kappa", DECIMAL),
        ("ac1", DECIMAL),
        ("alpha", DECIMAL),
    )
    head = (of, *(words[name] for name, _ in figures), words["submissions"], words["pairs_counted"])
    return Table(
        head,
        tuple(
            (
                label,
                *(cell(getattr(one, name), form, why=name == "agreement") for name, form in figures),
                f"{one.submissions:,}",
                f"{one.pairs:,}",
            )
            for label, one in rows
        ),
    )

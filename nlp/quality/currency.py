"""When it was: the days that an account's dates cover, and what they leave open."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

from criteria_bank.quality import QualityRules
from nlp.documents import Span
from nlp.language.abbreviations import WEEKDAYS
from nlp.quality.dates import MONTH_NAMES, DateFound, find_dates
from nlp.quality.noticed import Noticed
from nlp.quality.own_sentences import OwnSentence

_MONTHS_IN_YEAR = 12
_OPENS_ENTRY = re.compile(rf"\W*(?:(?:{'|'.join(sorted(WEEKDAYS))})[a-z]*\W*)?", re.IGNORECASE)


def notice_dates(
    text: str, own: tuple[OwnSentence, ...], rules: QualityRules, as_of: date | None
) -> tuple[Noticed, ...]:
    """The span of the dates; against the day ``as_of``, where one is given, also whether they are old or to come."""
    found = find_dates(text)
    dated = [one for one in found if one.likely]
    if not dated:
        return _without_year(found, own, rules)
    told = [one for one in dated if not _is_planned(one, own)]
    noticed = [_span(told or dated, rules)]
    if as_of and told:
        done = [one for one in told if _is_told_as_done(one, own, text)]
        noticed += [*_old(told, as_of, rules), *_to_come(done, as_of, rules)]
    return tuple(noticed)


def months_before(day: date, months: int) -> date:
    """The first day of the month that lies ``months`` before that of ``day``."""
    number = max(_MONTHS_IN_YEAR, day.year * _MONTHS_IN_YEAR + day.month - 1 - months)
    return date(number // _MONTHS_IN_YEAR, number % _MONTHS_IN_YEAR + 1, 1)


def _without_year(
    found: tuple[DateFound, ...], own: tuple[OwnSentence, ...], rules: QualityRules
) -> tuple[Noticed, ...]:
    if found:
        return (Noticed("without_year", places=tuple(one.span for one in found[: rules.places])),)
    events = tuple(sentence.span for sentence in own if sentence.event)
    return (Noticed("undated", places=events[:1]),) if events else ()


def _span(dated: list[DateFound], rules: QualityRules) -> Noticed:
    in_order = sorted(dated, key=lambda one: (one.likely or date.min, one.span.start))
    first, last = in_order[0], in_order[-1]
    names = {"first": first.in_words(), "last": last.in_words()}
    if names["first"] == names["last"]:
        return Noticed("dated_once", {"first": names["first"]}, tuple(one.span for one in in_order[: rules.places]))
    return Noticed("dated", names, (first.span, last.span))


def _old(told: list[DateFound], as_of: date, rules: QualityRules) -> list[Noticed]:
    """Whether even the latest day that any date can be is too long ago."""
    last = max(told, key=lambda one: one.latest or date.min)
    months = round(rules.bounds.oldest_months.value)
    if last.latest is None or last.latest >= months_before(as_of, months):
        return []
    return [Noticed("old", {"last": last.in_words(), "months": str(months)}, (last.span,))]


def _to_come(done: list[DateFound], as_of: date, rules: QualityRules) -> list[Noticed]:
    """Whether something is told as done on a day that cannot have come."""
    ahead = tuple(one.span for one in done if one.earliest and one.earliest > as_of)
    day = f"{as_of.day} {MONTH_NAMES[as_of.month - 1]} {as_of.year}"
    return [Noticed("future", {"day": day}, ahead[: rules.places])] if ahead else []


def _is_planned(one: DateFound, own: tuple[OwnSentence, ...]) -> bool:
    sentence = _sentence_at(own, one.span)
    return sentence is not None and sentence.planned


def _is_told_as_done(one: DateFound, own: tuple[OwnSentence, ...], text: str) -> bool:
    """Whether the date is of a sentence in the past, or opens an entry; one in the present may be of a plan."""
    sentence = _sentence_at(own, one.span)
    if sentence is not None:
        return sentence.grammar.tense == "past"
    before = text[text.rfind("\n", 0, one.span.start) + 1 : one.span.start]
    return _OPENS_ENTRY.fullmatch(before) is not None


def _sentence_at(own: tuple[OwnSentence, ...], span: Span) -> OwnSentence | None:
    index = bisect_right(own, span.start, key=lambda sentence: sentence.span.start) - 1
    return own[index] if index >= 0 and span.start < own[index].span.end else None

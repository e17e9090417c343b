"""Which personal data left the account, which came into it, and which is still there."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.comparison.drafts import Draft, Drafts
from nlp.comparison.results import PersonalDataChange, StandIn
from nlp.personal_data.redaction import NAME_AGAIN, NAMES
from nlp.personal_data.redaction_rules import redaction_rules
from nlp.results import PersonalData

_OF_PERSONS = (*NAMES, NAME_AGAIN)


def compare_personal_data(drafts: Drafts) -> PersonalDataChange:
    """Only of what was found for certain; a person or a number that stands in both drafts is no change.

    A full name is gone where nothing in the second draft means that person any more.
    """
    first, second = drafts.first.stand_ins, drafts.second.stand_ins
    still, before = _meant(second), _meant(item for item in first if _is_found(drafts.first, item))
    gone = [item for item in first if _is_found(drafts.first, item) and still.isdisjoint(_who(item))]
    new = [item for item in second if _is_found(drafts.second, item) and before.isdisjoint(_who(item))]
    came = _meant(new)
    return PersonalDataChange(
        gone=tuple(map(_place, gone)),
        new=tuple(map(_place, new)),
        kept=tuple(_place(item) for item in second if came.isdisjoint(_who(item))),
    )


def kinds(items: Iterable[PersonalData]) -> str:
    """What the strings are called, each kind once."""
    found = ("full_name" if item.kind in _OF_PERSONS else item.kind for item in items)
    return ", ".join(dict.fromkeys(redaction_rules().label(kind) for kind in found))


def _is_found(draft: Draft, item: StandIn) -> bool:
    """Whether it is a finding of that draft, and not a string or a name that is known from elsewhere."""
    return any(
        found.certainty == "strong" and item.start <= found.start < item.end for found in draft.result.personal_data
    )


def _meant(items: Iterable[StandIn]) -> frozenset[str]:
    return frozenset(who for item in items for who in _who(item))


def _who(item: StandIn) -> frozenset[str]:
    """Whom or what a stand-in means: of "Mr A and Mrs B" the letters, as a title is not always known."""
    if item.kind not in _OF_PERSONS:
        return frozenset({item.text})
    return frozenset(person.split()[-1] for person in item.text.strip("[]").split(" and "))


def _place(item: StandIn) -> PersonalData:
    return PersonalData(kind=item.kind, start=item.start, end=item.end)

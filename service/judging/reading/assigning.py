"""Which column of a file holds what: as was asked for, by its heading, or by the only one that it can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.judging.columns import REQUIRED
from service.judging.reading.errors import ColumnsUnclear
from service.judging.reading.grid import Row, clean, letter
from service.judging.reading.headings import ASSESSOR_NAME, Candidates, candidates, key_of, meaning
from service.judging.reading.words import said

_LOOKED_AT = 25
_LONGEST_HEADING = 40


@dataclass(slots=True)
class Assigned:
    """Places (0 for the first) of columns by what they hold, and what was noticed."""

    header: Row
    places: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def heading(self, place: int) -> str:
        """A heading as messages name it: its words, shortened, or the letter where it has none."""
        words = clean(self.header.cells[place])
        shown = words if len(words) <= _LONGEST_HEADING else f"{words[: _LONGEST_HEADING - 1]}…"
        return shown or letter(place)

    def unused(self) -> Sequence[str]:
        """The headings of columns that nothing is taken from."""
        used = set(self.places.values())
        return [
            self.heading(place) for place, cell in enumerate(self.header.cells) if place not in used and clean(cell)
        ]


def assign(header: Row, wanted: Mapping[str, str]) -> Assigned:
    """Find the columns. ``wanted``: headings or letters of columns, by what they are to hold.

    Raises:
        ColumnsUnclear: one that is needed is missing, or it could be several.
    """
    assigned = Assigned(header)
    for column, heading in wanted.items():
        assigned.places[column] = _asked_for(assigned, column, heading)
    found = candidates(header.cells)
    # A learner's one piece of work may go by her own number: that column can be asked for and say both.
    taken = {place for column, place in assigned.places.items() if column != "submission"}
    for surely in (found.exact, found.synonyms):
        _take(assigned, surely, taken)
    if "assessor" not in assigned.places and ASSESSOR_NAME in assigned.places:
        assigned.places["assessor"] = assigned.places.pop(ASSESSOR_NAME)
    _guess(assigned, found)
    _check(assigned, found)
    if unused := assigned.unused():
        assigned.notes.append(said("notes", "unused", headings=_listed(unused)))
    return assigned


def _asked_for(assigned: Assigned, column: str, heading: str) -> int:
    cells = assigned.header.cells
    wanted = clean(heading).casefold()
    named = [place for place, cell in enumerate(cells) if clean(cell).casefold() == wanted]
    named = named or [place for place, cell in enumerate(cells) if key_of(cell) == key_of(heading)]
    named = named or [place for place in range(len(cells)) if letter(place).casefold() == wanted]
    if not named:
        raise ColumnsUnclear(said("errors", "no_heading", heading=heading, column=column, **_header_words(assigned)))
    if len(named) > 1:
        raise _doubled(assigned, column, named)
    return named[0]


def _take(assigned: Assigned, surely: Mapping[str, Sequence[int]], taken: set[int]) -> None:
    for column, places in surely.items():
        free = [place for place in places if place not in taken]
        if column in assigned.places or not free:
            continue
        if len(free) > 1:
            raise _doubled(assigned, column, free)
        assigned.places[column] = free[0]
        taken.add(free[0])


def _guess(assigned: Assigned, found: Candidates) -> None:
    """Take the only column that what is missing could be, if that could be nothing else, and say so."""
    missing = [column for column in (*REQUIRED, "learner") if column not in assigned.places]
    free = _perhaps(assigned, found)
    for column in missing:
        places = free.get(column, [])
        others = {place for other in missing if other != column for place in free.get(other, [])}
        if len(places) == 1 and places[0] not in others:
            assigned.places[column] = places[0]
            heading = assigned.heading(places[0])
            assigned.notes.append(said("notes", "guessed", heading=heading, meaning=meaning(column), column=column))


def _perhaps(assigned: Assigned, found: Candidates) -> dict[str, list[int]]:
    used = set(assigned.places.values())
    return {column: [place for place in places if place not in used] for column, places in found.perhaps.items()}


def _check(assigned: Assigned, found: Candidates) -> None:
    missing = [column for column in REQUIRED if column not in assigned.places]
    if not missing:
        return
    if len([cell for cell in assigned.header.cells if cell.strip()]) == 1:
        raise ColumnsUnclear(said("errors", "one_column"))
    perhaps = _perhaps(assigned, found)
    for column in missing:
        if len(perhaps.get(column, [])) > 1:
            raise _doubled(assigned, column, perhaps[column])
    if missing == ["submission"] and "learner" in assigned.places:
        learner = assigned.heading(assigned.places["learner"])
        raise ColumnsUnclear(said("errors", "missing_submission", learner=learner, **_header_words(assigned)))
    meanings = ", nor ".join(meaning(column) for column in missing)
    options = " ".join(f'--column {column}="…"' for column in missing)
    why = "missing_point" if missing == ["marking_point"] else "missing"
    raise ColumnsUnclear(said("errors", why, meanings=meanings, options=options, **_header_words(assigned)))


def _doubled(assigned: Assigned, column: str, places: Sequence[int]) -> ColumnsUnclear:
    headings = [assigned.heading(place) for place in places]
    alike = len({heading.casefold() for heading in headings}) < len(headings)
    listed = _listed([f"{heading} ({letter(place)})" for heading, place in zip(headings, places, strict=True)])
    first = letter(places[0]) if alike else headings[0]
    return ColumnsUnclear(
        said("errors", "doubled", meaning=meaning(column), headings=listed, column=column, first=first)
    )


def _header_words(assigned: Assigned) -> dict[str, object]:
    named = [assigned.heading(place) for place, cell in enumerate(assigned.header.cells) if clean(cell)]
    return {"row": assigned.header.number, "headings": _listed(named)}


def _listed(headings: Sequence[str]) -> str:
    shown = ", ".join(headings[:_LOOKED_AT])
    return shown if len(headings) <= _LOOKED_AT else f"{shown}, …"

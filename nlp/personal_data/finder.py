"""Find personal data in a text: rules and word lists only, so that it costs neither a model nor a second to start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from nlp.documents import Span
from nlp.kept import Kept, digest_of
from nlp.personal_data.candidates import Candidate, without_overlaps
from nlp.personal_data.clues import Clues, find_clues, stretches
from nlp.personal_data.name_rules import NameReason, NameRules, name_rules
from nlp.personal_data.names import NameClue
from nlp.personal_data.words import folded, split_words
from nlp.results import PersonalData

MOST = 8192
"""Stretches, and clues in them, that are kept: some two hundred bytes each."""

_IDENTIFYING = ("phone", "email", "postal_address")


def find_personal_data(text: str) -> tuple[PersonalData, ...]:
    """The strings that identify a customer or another third party, in order, not overlapping.

    Kinds: `nlp.personal_data.candidates.Kind`. First names alone and names of organisations are not among them. Those
    of certainty `weak` (titles with a surname alone, dates in words) identify somebody only beside other facts.
    """
    return PersonalDataFinder(most=0).find(text)


def find_candidates(text: str) -> list[Candidate]:
    """As `find_personal_data`, with the recogniser that found each string and its explanation."""
    return PersonalDataFinder(most=0).find_candidates(text)


class PersonalDataFinder:
    """Finds it in texts of which most was read before: what stretches show by themselves is kept. Thread-safe."""

    def __init__(self, most: int = MOST) -> None:
        self._kept = Kept[Clues](most)

    def find(self, text: str) -> tuple[PersonalData, ...]:
        """See `find_personal_data`."""
        return tuple(
            PersonalData(kind=item.kind, start=item.span.start, end=item.span.end, certainty=item.certainty)
            for item in self.find_candidates(text)
        )

    def find_candidates(self, text: str) -> list[Candidate]:
        """See `find_candidates`."""
        places = [(span.start, self._clues(text[span.start : span.end])) for span in stretches(text)]
        shapes = [shape.moved(start) for start, clues in places for shape in clues.shapes]
        people = _People(text, places, shapes, name_rules())
        return without_overlaps([*shapes, *people.full_names(), *people.titled_surnames()])

    def _clues(self, stretch: str) -> Clues:
        key = digest_of(stretch)
        clues = self._kept.get(key)
        if clues is None:
            clues = find_clues(stretch)
            self._kept.put(key, clues, 1 + clues.size)
        return clues


@dataclass(frozen=True)
class _People:
    """Which clues of a text name people; the learner herself and her assessor are left out.

    ``places``: where stretches begin, and what they show. ``shapes``: the strings of a fixed shape, over which names of
    people stand no more than over each other.
    """

    text: str
    places: Sequence[tuple[int, Clues]]
    shapes: Sequence[Candidate]
    rules: NameRules

    def full_names(self) -> list[Candidate]:
        """The full names of third parties, in order, not overlapping."""
        return [item for item in self._all_names if self._quote(item) not in self._own_names]

    def titled_surnames(self) -> Iterator[Candidate]:
        """Titles with a surname alone, in order."""
        explanation, behind = self.rules.explanations["titled_surname"], 0
        for start, clues in self.places:
            for clue in clues.titles:
                title, end = start + clue.start, start + clue.end
                surname = self.text[start + clue.surname : end]
                if title < behind or (clue.unless_small and surname.lower() in self._written_small):
                    continue
                behind = end
                if folded(surname) not in self._own_surnames and not self.rules.is_own(self.text, title, end):
                    yield Candidate("titled_surname", Span(title, end), "titled_surname", explanation, "weak")

    @cached_property
    def _all_names(self) -> list[Candidate]:
        found: list[Candidate] = []
        behind = 0
        for start, clues in self.places:
            for clue in clues.names:
                reason = self._reason(start, clue) if start + clue.start >= behind else None
                if reason is not None:
                    behind = start + clue.end
                    span, explanation = Span(start + clue.start, behind), self.rules.explanations[reason]
                    found.append(Candidate("full_name", span, f"full_name.{reason}", explanation))
        return found

    def _reason(self, start: int, clue: NameClue) -> NameReason | None:
        """Why a clue in the stretch at ``start`` is taken for a person's name; None where it is not."""
        if clue.reason is not None:
            return clue.reason
        end = start + clue.end
        if not self._identifier_starts.isdisjoint(range(end + 1, end + 3)):
            return "identified"
        surname = folded(self.text[start + clue.surname : end])
        return "same_surname" if not clue.known and surname in self._surnames_after_titles else None

    @cached_property
    def _identifier_starts(self) -> frozenset[int]:
        """Where telephone numbers, e-mail and home addresses begin, or the bracket around one."""
        starts = (item.span.start for item in self.shapes if item.kind in _IDENTIFYING)
        return frozenset(start - 1 if self.text[start - 1 : start] == "(" else start for start in starts)

    @cached_property
    def _surnames_after_titles(self) -> frozenset[str]:
        spans = (
            Span(start + span.start, start + span.end) for start, clues in self.places for span in clues.after_titles
        )
        return frozenset(folded(self.text[span.start : span.end]) for span in spans)

    @cached_property
    def _own_names(self) -> frozenset[str]:
        """The full names that the text says are the learner's and her assessor's."""
        own = (item for item in self._all_names if self.rules.is_own(self.text, item.span.start, item.span.end))
        return frozenset(map(self._quote, own))

    @cached_property
    def _own_surnames(self) -> frozenset[str]:
        return frozenset(split_words(name)[-1].lower for name in self._own_names)

    @cached_property
    def _written_small(self) -> frozenset[str]:
        """The words that the text has without a capital."""
        return frozenset(word.text for word in split_words(self.text) if word.text[0].islower())

    def _quote(self, candidate: Candidate) -> str:
        return self.text[candidate.span.start : candidate.span.end]

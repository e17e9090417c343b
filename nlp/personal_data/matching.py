"""Find the strings of a fixed shape, in time linear in the length of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from nlp.documents import Span
from nlp.personal_data.candidates import Candidate
from nlp.personal_data.recognisers import (
    Recogniser,
    compile_context,
    compile_needs,
    compile_pattern,
    recogniser_file,
)
from nlp.personal_data.validators import VALIDATORS

CONTEXT_WINDOW = 60


@dataclass(frozen=True, slots=True)
class Matcher:
    """A recogniser made ready to run."""

    recogniser: Recogniser
    pattern: re.Pattern[str]
    needs: re.Pattern[str]
    context: re.Pattern[str] | None
    is_valid: Callable[[str], bool] | None

    def find(self, text: str) -> Iterator[Candidate]:
        """Every string of this shape, in order."""
        for match in self.pattern.finditer(text):
            if self._fits(match):
                rules = self.recogniser
                yield Candidate(rules.kind, Span(*match.span()), rules.id, rules.explanation, rules.certainty)

    def _fits(self, match: re.Match[str]) -> bool:
        before = match.string[max(0, match.start() - CONTEXT_WINDOW) : match.start()]
        in_context = self.context is None or self.context.search(before) is not None
        return in_context and (self.is_valid is None or self.is_valid(match[0]))


@cache
def matchers() -> tuple[Matcher, ...]:
    """The recognisers that the package ships, in the order of their file."""
    rules = recogniser_file()
    return tuple(
        Matcher(
            recogniser,
            compile_pattern(recogniser, rules),
            compile_needs(recogniser, rules),
            compile_context(recogniser, rules.fillers),
            VALIDATORS[recogniser.validator] if recogniser.validator else None,
        )
        for recogniser in rules.recognisers
    )


def find_shapes(text: str) -> list[Candidate]:
    """Everything that a recogniser of recognisers.yaml finds; candidates may overlap."""
    held = {needs for needs in {matcher.needs for matcher in matchers()} if needs.search(text)}
    return [candidate for matcher in matchers() if matcher.needs in held for candidate in matcher.find(text)]

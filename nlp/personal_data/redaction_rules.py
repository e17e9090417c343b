"""The words of a redacted copy (redaction.yaml)."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from nlp.personal_data.package_data import Rules, read_rules

Word = Annotated[str, Field(min_length=1)]


class RedactionRules(Rules):
    """What the data file says; its comments give the meaning of each part."""

    titles: dict[str, Word]
    person: Word
    family: Word
    kinds: dict[str, tuple[Word, Word]]

    def title(self, word: str) -> str:
        """How a title is written in a redacted copy; ``word`` in lower case, without its full stop."""
        return self.titles[word]

    def label(self, kind: str) -> str:
        """What a string of this kind is called."""
        return self.kinds[kind][0] if kind in self.kinds else kind.replace("_", " ")

    def counted(self, kind: str, number: int) -> str:
        """``1 telephone number``, ``2 telephone numbers``."""
        singular, plural = self.kinds.get(kind, (self.label(kind),) * 2)
        return f"{number} {singular if number == 1 else plural}"


@cache
def redaction_rules() -> RedactionRules:
    """The words that the package ships."""
    return read_rules("redaction.yaml", RedactionRules)

"""Find personal data in a text."""

from __future__ import annotations

from nlp.results import PersonalData


def find_personal_data(text: str) -> tuple[PersonalData, ...]:
    """The strings that identify a third party, in order, not overlapping."""
    del text
    return ()

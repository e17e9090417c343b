"""Whether an account shows who somebody is."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.results import PersonalData


def exposes(personal_data: Sequence[PersonalData]) -> bool:
    """Whether any of it identifies somebody by itself; a title and a surname do not."""
    return any(item.certainty == "strong" for item in personal_data)

"""What must hold of the templates of comments."""

from __future__ import annotations

from collections.abc import Iterator

from criteria_bank.annotation import ANNOTATION_NAMES
from criteria_bank.references import Violation
from criteria_bank.schema import Unit
from criteria_bank.templates import fields


def comments_use_known_names(unit: Unit) -> Iterator[Violation]:
    """The names in braces of a comment's template are among those that the program fills in."""
    for key, known in ANNOTATION_NAMES.items():
        path = ("annotation", key)
        try:
            used = fields(getattr(unit.annotation, key))
        except ValueError:
            yield Violation(path, f"The braces of '{key}' do not pair up.", "Close every '{' with '}'.")
            continue
        for name in sorted(used.difference(known)):
            listed = ", ".join(f"{{{one}}}" for one in known) or "none"
            yield Violation(path, f"'{key}' cannot fill in '{{{name}}}'.", f"It knows only: {listed}.")

"""What is wrong with a field of a form, in words for whoever fills it in. Pydantic's own are for programmers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.web.languages import mark

# By pydantic's name of the error, or by what it begins with.
_SAID: Mapping[str, str] = {
    "missing": mark("Fill this in."),
    "string_too_short": mark("This is too short."),
    "string_too_long": mark("This is too long. Shorten it."),
    "string_pattern_mismatch": mark("This is not written as it has to be. The hint says how."),
    "too_short": mark("Choose at least one."),
    "too_long": mark("Choose fewer."),
    "greater_than": mark("This is too small."),
    "less_than": mark("This is too large."),
    "int": mark("Write a whole number in digits."),
    "float": mark("Write a number in digits."),
    "decimal": mark("Write a number in digits."),
    "date": mark("Write a date: day, month and year."),
    "bool": mark("Choose one of the answers."),
    "enum": mark("Choose one of those that are offered."),
    "literal_error": mark("Choose one of those that are offered."),
    "uuid": mark("This is no id. Copy it whole."),
}
_OTHERWISE = mark("This cannot be used. Correct it.")


def in_plain_words(error: Mapping[str, Any]) -> Mapping[str, Any]:
    """A pydantic error with a message that says how to mend it; what a schema of ours says itself stays."""
    if error["type"] in ("value_error", "extra_forbidden"):
        said = str(error["msg"]).removeprefix("Value error, ")
        return {**error, "msg": f"{said[:1].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"}
    kind = str(error["type"])
    found = next((words for name, words in _SAID.items() if kind == name or kind.startswith(f"{name}_")), _OTHERWISE)
    return {**error, "msg": found}

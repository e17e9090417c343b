"""From what the parsers say of a unit file to what its author can do about it, in plain English."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from criteria_bank.schema import Entry
from criteria_bank.source import DuplicateKey, Source

MANUAL = "docs/units.md describes every key."


@dataclass(frozen=True)
class Finding:
    """A fault of the file at hand: 1-based line, what is wrong, what to do."""

    line: int
    message: str
    remedy: str


EMPTY = Finding(1, "The file is empty.", f"Start it with 'id:', 'version:' and 'title:'; {MANUAL}")

# What libyaml complains of, in the order in which they are looked for, and what mends it.
_YAML_REMEDIES = (
    ("mapping values are not allowed", "Put text that holds a colon in quotes, or correct the indentation."),
    ("quoted scalar", "Close the quotation mark; within single quotes write an apostrophe twice."),
    ("cannot start any token", "Indent with spaces, not tabs; put text that starts with @, ` or % in quotes."),
    (
        "did not find expected",
        "Line the entry up with its neighbours; put text that starts with a quote, [ or { in quotes.",
    ),
    ("could not find expected ':'", "Write 'key: value', with a space after the colon."),
    ("expected a single document", "Keep one unit in a file: remove the line '---' in the middle."),
    ("undefined alias", "Put text that starts with * or & in quotes."),
    ("constructor for the tag", "Remove the word that starts with '!', or put the text in quotes."),
    ("control characters", "Remove the invisible character on this line; type it again rather than paste it."),
)

_SCHEMA_REMEDIES = {
    "string_type": ("should be text.", "Put it in quotes."),
    "string_too_short": ("is empty.", "Write the text."),
    "string_pattern_mismatch": (
        "is not spelt as it must be.",
        "Ids hold letters, digits, '.', '-' and '_' and start with a letter or digit; a version is like 1.0.0.",
    ),
    "tuple_type": ("should be a list.", "Put each entry on a line of its own that starts with '- '."),
    "model_type": ("should have keys of its own.", "Write 'key: value' lines, indented below it."),
    "int_type": ("should be a whole number.", "Write digits only."),
    "int_parsing": ("should be a whole number.", "Write digits only."),
    "float_type": ("should be a number.", "Write digits, such as 0.25."),
    "float_parsing": ("should be a number.", "Write digits, such as 0.25."),
    "bool_type": ("should be true or false.", "Write true or false, without quotes."),
    "bool_parsing": ("should be true or false.", "Write true or false, without quotes."),
}


def of_encoding(content: bytes, error: UnicodeDecodeError) -> Finding:
    """Bytes that are not UTF-8."""
    line = content.count(b"\n", 0, error.start) + 1
    return Finding(line, "This line is not UTF-8 text.", "Save the file with the encoding UTF-8.")


def of_yaml(content: bytes, error: yaml.YAMLError) -> Finding:
    """Text that is not YAML."""
    said = " ".join(str(error).split())
    problem, line = said, 1
    if isinstance(error, yaml.MarkedYAMLError):
        problem = error.problem or said
        # An unclosed quotation is noticed at the end of the file; the reader wants to know where it starts.
        mark = error.context_mark if "quoted scalar" in (error.context or "") else error.problem_mark
        line = mark.line + 1 if mark else 1
    elif isinstance(error, yaml.reader.ReaderError):
        problem = error.reason
        line = content.count(b"\n", 0, error.position) + 1
    remedy = next((mends for part, mends in _YAML_REMEDIES if part in said), "Check spelling, quotes and indentation.")
    return Finding(line, f"This is not valid YAML: {problem}.", remedy)


def of_duplicate(duplicate: DuplicateKey) -> Finding:
    """A key that stands twice in one mapping."""
    message = f"The key '{duplicate.key}' already stands on line {duplicate.first_line}."
    return Finding(duplicate.line, message, "Keep one of the two; if this is a new entry, start it with '- '.")


def of_name(unit_id: str, stem: str, line: int) -> Finding:
    """A file whose name is not the id of its unit."""
    message = f"The unit's id is '{unit_id}', but the file's name is '{stem}'."
    return Finding(line, message, f"Name the file '{unit_id}.yaml', or change the id.")


def of_schema(source: Source, error: ValidationError) -> list[Finding]:
    """Parts that do not fit the schema."""
    return [
        Finding(source.line_of(details["loc"]), *_explain(details))
        for details in error.errors(include_url=False, include_context=True, include_input=False)
    ]


def _explain(details: ErrorDetails) -> tuple[str, str]:
    location, kind = details["loc"], details["type"]
    key = next((step for step in reversed(location) if isinstance(step, str)), "the file")
    name = f"'{key}'" if location and location[-1] == key else f"An entry of '{key}'"
    if kind == "missing":
        return f"{name} is missing here.", f"Add '{key}:' to this entry. {MANUAL}"
    if kind == "extra_forbidden":
        similar = get_close_matches(key, _known_keys(), n=1)
        return f"{name} is not a key that units know here.", (
            f"Did you mean '{similar[0]}'? If not, remove it." if similar else f"Remove it. {MANUAL}"
        )
    if kind == "too_short":
        least = details["ctx"]["min_length"]
        return f"{name} has too few entries.", f"Give it at least {least}."
    if kind == "literal_error":
        return f"{name} is not one of the values it may have.", f"Write {details['ctx']['expected']}."
    if kind in _SCHEMA_REMEDIES:
        said, remedy = _SCHEMA_REMEDIES[kind]
        return f"{name} {said}", remedy
    return f"{name} does not fit: {details['msg'][0].lower()}{details['msg'][1:]}.", f"Correct it. {MANUAL}"


def _known_keys() -> list[str]:
    return sorted({key for part in Entry.__subclasses__() for key in part.model_fields})

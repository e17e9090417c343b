"""From what the parsers say of a unit file to what its author can do about it, in plain English."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from criteria_bank.schema import Unit
from criteria_bank.source import MOST_BYTES, START, DuplicateKey, Path, Place, Source

MOST_EXPLAINED = 500
"""Faults of one kind that are explained; nobody mends more at a time, and a file that is no unit has thousands."""
MANUAL = "docs/units.md describes every key."


@dataclass(frozen=True)
class Finding:
    """A fault of the file at hand: where, what is wrong, what to do."""

    place: Place
    message: str
    remedy: str


EMPTY = Finding(START, "The file is empty.", f"Start it with 'id:', 'version:' and 'title:'; {MANUAL}")
TOO_LARGE = Finding(
    START,
    f"The file is larger than {MOST_BYTES // 1024**2} MiB, which no unit is.",
    "Check that the right file was chosen; a unit holds text only.",
)
NO_TEXT = Finding(
    START,
    "This is no text, but a document, a picture or a program.",
    "Choose the unit's own file, which ends in .yaml, and not a Word or Excel file that holds it.",
)
OTHER_ENCODING = Finding(
    START, "This text is in UTF-16 or UTF-32.", "Save the file with the encoding UTF-8, which Windows may call Unicode."
)

# What libyaml complains of, in the order in which they are looked for, and what mends it.
_YAML_REMEDIES = (
    ("mapping values are not allowed", "Put text that holds a colon in quotes, or correct the indentation."),
    ("quoted scalar", "Close the quotation mark; within single quotes write an apostrophe twice."),
    ("tab character", "Indent with spaces, not tabs."),
    ("cannot start any token", "Indent with spaces, not tabs; put text that starts with @, ` or % in quotes."),
    (
        "did not find expected",
        "Line it up with its neighbours, close quotation marks above it, and quote text that starts with [ or {.",
    ),
    ("could not find expected ':'", "Write 'key: value', with a space after the colon."),
    ("expected a single document", "Keep one unit in a file: remove the line '---' in the middle."),
    ("undefined alias", "Put text that starts with * or & in quotes."),
    ("constructor for the tag", "Remove the word that starts with '!', or put the text in quotes."),
    ("kind that it says", "Remove words that start with '!!', and put numbers of many digits in quotes."),
    ("too many levels", "Line it up with its neighbours; a unit has no more than six levels."),
    ("within what it repeats", "Write out what it repeats, or put text that starts with * or & in quotes."),
    ("more than a unit holds", "Write out what the aliases (words that start with *) repeat, as far as it is needed."),
    ("control characters", "Remove the invisible character on this line; type it again rather than paste it."),
)

# By pydantic's name of the error: what is wrong, and what to do (with the names of pydantic's context in braces).
_SCHEMA_REMEDIES = {
    "missing": ("is missing here.", "Add '{key}:' to this entry. " + MANUAL),
    "too_short": ("has too few entries.", "Give it at least {min_length}."),
    "literal_error": ("is not one of the values it may have.", "Write {expected}."),
    "less_than_equal": ("is too large.", "Write {le:g} or less."),
    "greater_than_equal": ("is too small.", "Write {ge:g} or more."),
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
    "union_tag_not_found": ("does not say what kind it is.", "Add {discriminator} to it. " + MANUAL),
    "union_tag_invalid": ("is of a kind that is not known here.", "Make {discriminator} one of: {expected_tags}."),
}


def of_encoding(content: bytes, error: UnicodeDecodeError) -> Finding:
    """Bytes that are not UTF-8."""
    # The place counts from behind the byte order mark, where there is one.
    before = content.removeprefix(codecs.BOM_UTF8)[: error.start].decode()
    return Finding(_end_of(before), "This line is not UTF-8 text.", "Save the file with the encoding UTF-8.")


def of_yaml(text: str, error: yaml.YAMLError) -> Finding:
    """Text that is not YAML."""
    said = " ".join(str(error).split())
    problem, place = said, START
    if isinstance(error, yaml.MarkedYAMLError):
        problem = error.problem or said
        # An unclosed quotation is noticed at the end of the file; the reader wants to know where it starts.
        mark = error.context_mark if "quoted scalar" in (error.context or "") else error.problem_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else START
    elif isinstance(error, yaml.reader.ReaderError):
        problem = error.reason
        place = _end_of(text.encode()[: error.position].decode("utf-8", "ignore"))
    remedy = next((mends for part, mends in _YAML_REMEDIES if part in said), "Check spelling, quotes and indentation.")
    return Finding(place, f"This is not valid YAML: {problem}.", remedy)


def _end_of(text: str) -> Place:
    """Where the next character after ``text`` stands."""
    return Place(text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


def of_duplicate(duplicate: DuplicateKey) -> Finding:
    """A key that stands twice in one mapping."""
    message = f"The key '{duplicate.key}' already stands on line {duplicate.first_line}."
    return Finding(duplicate.place, message, "Keep one of the two; if this is a new entry, start it with '- '.")


def of_name(unit_id: str, stem: str, place: Place) -> Finding:
    """A file whose name is not the id of its unit."""
    message = f"The unit's id is '{unit_id}', but the file's name is '{stem}'."
    return Finding(place, message, f"Name the file '{unit_id}.yaml', or change the id.")


def of_schema(source: Source, error: ValidationError) -> list[Finding]:
    """Parts that do not fit the schema."""
    errors = error.errors(include_url=False, include_input=False)
    shown = [one for one in errors[:MOST_EXPLAINED] if not _follows(one, errors[:MOST_EXPLAINED])]
    found = [Finding(source.place_of(_path(one)), *_explain(one)) for one in shown]
    if len(errors) > MOST_EXPLAINED:
        message = f"There are {len(errors) - MOST_EXPLAINED} faults more like those that are named."
        found.append(Finding(START, message, "Mend the others first; if there are far too many, check the file."))
    return found


def _path(details: ErrorDetails) -> Path:
    """Where an error lies in the file: pydantic puts the kind of a check behind its position."""
    location = details["loc"]
    if location[:1] != ("checks",):
        return location
    return (*location, "detector") if details["type"] == "union_tag_invalid" else (*location[:2], *location[3:])


def _follows(details: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Whether a list only counts as too short because entries in it have faults of their own."""
    location = details["loc"]
    return details["type"] == "too_short" and any(
        one["loc"][: len(location)] == location and len(one["loc"]) > len(location) for one in errors
    )


def _explain(details: ErrorDetails) -> tuple[str, str]:
    location, kind, context = details["loc"], details["type"], details.get("ctx", {})
    key = next((step for step in reversed(location) if isinstance(step, str)), "the file")
    name = f"'{key}'" if not location or location[-1] == key else f"An entry of '{key}'"
    if kind == "extra_forbidden":
        return f"{name} is not a key that units know here.", _spelling(key)
    if kind not in _SCHEMA_REMEDIES:
        return f"{name} does not fit: {details['msg'][0].lower()}{details['msg'][1:]}.", f"Correct it. {MANUAL}"
    said, remedy = _SCHEMA_REMEDIES[kind]
    return f"{name} {said}", remedy.format(key=key, **context)


def _spelling(key: str) -> str:
    similar = get_close_matches(key, _known_keys(), n=1)
    return f"Did you mean '{similar[0]}'? If not, remove it." if similar else f"Remove it. {MANUAL}"


@cache
def _known_keys() -> list[str]:
    schema = Unit.model_json_schema()
    return sorted({key for part in (schema, *schema["$defs"].values()) for key in part["properties"]})

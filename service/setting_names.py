"""What the environment variables of settings are called, and which of that kind are none."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from criteria_bank.loader import DEFAULT_UNIT_VARIABLE, UNITS_DIR_VARIABLE
from nlp.config import MODEL_DIR_VARIABLE
from service.errors import SettingsInvalid

PREFIX = "TALLYMARK_"
FILE_SUFFIX = "_FILE"
# The last is of `compose.yaml`.
_OF_OTHER_PARTS = {MODEL_DIR_VARIABLE, DEFAULT_UNIT_VARIABLE, UNITS_DIR_VARIABLE, "TALLYMARK_VERSION"}
_OF_TESTS = ("TALLYMARK_TEST_", "TALLYMARK_NOTEBOOK_")
# All begin alike.
_NEAR = 0.85


def variable_name(setting: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + setting.upper()


def file_variable_name(setting: str) -> str:
    """The environment variable that names a file which holds a setting."""
    return variable_name(setting) + FILE_SUFFIX


def refuse_unknown(variables: Iterable[str], known: Iterable[str]) -> None:
    """Stop at a misspelt name: what somebody meant to forbid would otherwise be allowed.

    Raises SettingsInvalid where one begins like a setting and is neither ``known`` nor of another part of the program.
    """
    settings = {*known, *_OF_OTHER_PARTS}
    named = (name for name in variables if name.startswith(PREFIX) and not name.startswith(_OF_TESTS))
    if unknown := sorted(set(named) - settings):
        raise SettingsInvalid("\n".join(f"{name} is no setting. {_advice(name, settings)}" for name in unknown))


def _advice(name: str, settings: set[str]) -> str:
    near = get_close_matches(name, settings, n=1, cutoff=_NEAR)
    return f"Did you mean {near[0]}?" if near else "Unset it; docs/settings.md lists those that there are."

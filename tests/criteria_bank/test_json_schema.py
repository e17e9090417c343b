"""The exported schema and the manual keep up with the models."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from string import Formatter

from criteria_bank.json_schema import SCHEMA_FILE, render
from criteria_bank.schema import MESSAGE_NAMES, Messages, Unit


def test_the_exported_schema_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == render(), "Run: python -m criteria_bank.json_schema"


def test_the_schema_describes_a_unit_and_refuses_other_keys() -> None:
    schema = json.loads(render())
    assert set(schema["properties"]) == set(Unit.model_fields)
    assert all(part["additionalProperties"] is False for part in (schema, *schema["$defs"].values()))


def test_regenerating_says_nothing_and_changes_nothing() -> None:
    before = SCHEMA_FILE.read_bytes()
    done = subprocess.run([sys.executable, "-m", "criteria_bank.json_schema"], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert SCHEMA_FILE.read_bytes() == before


def test_the_manual_names_every_key(manual: str) -> None:
    schema = json.loads(render())
    keys = {key for part in (schema, *schema["$defs"].values()) for key in part["properties"]}
    assert keys - set(re.findall(r"`(\w+)`", manual)) <= {"partial", "met"}


def test_the_manual_names_what_each_message_fills_in(manual: str) -> None:
    assert set(MESSAGE_NAMES) == set(Messages.model_fields)
    for message, names in MESSAGE_NAMES.items():
        (row,) = re.findall(rf"^\| [^|]*`{message}`[^|]*\| (.*)\|$", manual, re.MULTILINE)
        assert set(re.findall(r"`\{(\w+)\}`", row)) == set(names)


def test_every_message_of_the_shipped_unit_can_be_filled_in(unit: Unit) -> None:
    for key, names in MESSAGE_NAMES.items():
        template = getattr(unit.messages, key)
        filled = template.format(**dict.fromkeys(names, "X"))
        assert filled.count("X") == sum(name is not None for _, name, _, _ in Formatter().parse(template))

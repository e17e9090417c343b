"""The exported schema and the manual keep up with the models."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from criteria_bank.annotation import ANNOTATION_NAMES
from criteria_bank.feedback import FACTS, NAMES, SLOTS
from criteria_bank.json_schema import SCHEMA_FILE, render
from criteria_bank.schema import Unit


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


def test_the_manual_names_the_facts_and_names_of_every_slot(manual: str) -> None:
    table = manual[manual.index("| slot |") :]
    for slot in SLOTS:
        (facts, names) = re.findall(rf"^\| `{slot}`[^|]*\| ([^|]*)\| ([^|]*)\|$", table, re.MULTILINE)[0]
        assert set(re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", facts))) == set(FACTS[slot])
        assert set(re.findall(r"`\{(\w+)\}`", names)) == set(NAMES[slot])


def test_the_manual_names_what_each_comment_fills_in(manual: str) -> None:
    section = manual.split("## Comments", 1)[1]
    for template, names in ANNOTATION_NAMES.items():
        (row,) = re.findall(rf"^\| [^|]*`{template}`[^|]*\| (.*)\|$", section, re.MULTILINE)
        assert set(re.findall(r"`\{(\w+)\}`", row)) == set(names)

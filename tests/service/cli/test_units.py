"""`tallymark units`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from criteria_bank.loader import load_unit, unit_path
from nlp.pipeline import Analyser
from tests.service.cli.conftest import Run


@pytest.fixture
def unit_file(tmp_path: Path, analyser: Analyser) -> Path:
    """A copy of the installed unit's file, to break."""
    source = unit_path(analyser.unit.id)
    path = tmp_path / source.name
    path.write_bytes(source.read_bytes())
    return path


def test_list_has_one_line_for_each_installed_unit(run: Run, analyser: Analyser) -> None:
    printed = run("units", "list")

    assert printed.exit_code == 0
    assert printed.stdout == f"{analyser.unit.id}  {analyser.unit.version}  {analyser.unit.title}\n"


def test_show_has_the_standards_own_words(run: Run, analyser: Analyser) -> None:
    shown = " ".join(run("units", "show").stdout.split())

    assert load_unit(analyser.unit.id).sha256 in shown
    for point in analyser.unit.marking_points:
        assert point.text in shown
        for element in point.elements:
            assert f"{element.id} {element.label}" in shown
    for tip in analyser.unit.guidance:
        assert tip.text in shown


def test_show_of_an_unknown_unit(run: Run) -> None:
    printed = run("units", "show", "no-such-unit")

    assert printed.exit_code == 4
    assert "No unit 'no-such-unit' is installed." in printed.stderr


def test_lint_finds_no_fault_in_the_installed_unit(run: Run, unit_file: Path) -> None:
    printed = run("units", "lint", unit_file)

    assert (printed.exit_code, printed.stdout, printed.stderr) == (0, "", "0 faults in 1 file.\n")


def test_lint_names_file_line_and_remedy_of_every_fault(run: Run, unit_file: Path) -> None:
    text = unit_file.read_text(encoding="utf-8")
    line = next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith("version:"))
    unit_file.write_text(text.replace("\nversion: ", "\nverzion: "), encoding="utf-8")

    printed = run("units", "lint", unit_file)

    assert printed.exit_code == 4
    assert any(fault.startswith(f"{unit_file}:{line}: ") for fault in printed.stdout.splitlines())
    assert len(printed.stdout.splitlines()) == 2
    assert printed.stderr == "2 faults in 1 file.\n"


def test_lint_of_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    printed = run("units", "lint", tmp_path / "none.yaml")

    assert printed.exit_code == 4
    assert "cannot be opened" in printed.stdout


def test_schema_is_a_json_schema_that_refuses_unknown_keys(run: Run) -> None:
    schema = json.loads(run("units", "schema").stdout)

    assert schema["title"] == "Unit"
    assert schema["additionalProperties"] is False

"""docs/command-line.md and docs/result.md against the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from nlp.results import AnalysisResult
from service.cli.app import app
from service.cli.exit_codes import ExitCode

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def command_line() -> str:
    return (DOCS / "command-line.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def result_page() -> str:
    return (DOCS / "result.md").read_text(encoding="utf-8")


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for child, inner in command.commands.items():
            yield from commands(inner, f"{name} {child}")
    else:
        yield name, command


def properties(schema: dict[str, Any]) -> set[str]:
    """Every key that a JSON object of this schema may hold, however deep."""
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}


def choices(schema: Any) -> set[str]:
    """Every word that a field may hold, where the schema lists them."""
    if isinstance(schema, dict):
        return set(schema.get("enum", [])).union(*map(choices, schema.values()))
    return set().union(*map(choices, schema)) if isinstance(schema, list) else set()


def in_code(page: str) -> set[str]:
    return set(re.findall(r"`([a-z_0-9]+)`", page))


def test_every_key_of_the_result_is_described(result_page: str) -> None:
    missing = properties(AnalysisResult.model_json_schema()) - in_code(result_page) - headings(result_page)
    assert not missing


def headings(page: str) -> set[str]:
    return set(re.findall(r"^## ([a-z_]+)", page, flags=re.MULTILINE))


def test_every_part_of_the_result_has_a_heading_of_its_own(result_page: str) -> None:
    assert headings(result_page) == set(AnalysisResult.model_fields)


def test_every_word_that_a_field_may_hold_is_described(result_page: str) -> None:
    assert choices(AnalysisResult.model_json_schema()) <= in_code(result_page)


def test_every_command_and_option_is_described(command_line: str) -> None:
    synopsis = command_line.partition("```\n")[2].partition("```")[0]

    for name, command in commands(get_command(app), "tallymark"):
        (line,) = [line for line in synopsis.splitlines() if f"{line} ".startswith(f"{name} ")]
        options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        assert set(re.findall(r"--[a-z-]+", line)) == options - {"--help"}
        assert all(option in command_line.replace(synopsis, "") for option in options - {"--help"})


def test_every_exit_code_is_described_and_no_other(command_line: str) -> None:
    table = command_line.partition("## Exit codes")[2]

    described = re.findall(r"^\| (\d+) \|", table, flags=re.MULTILINE)
    assert [int(code) for code in described] == [code.value for code in ExitCode]

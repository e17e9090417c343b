"""Containerfile and compose.yaml: no engine runs them here, so linters read them, and what they name is looked up."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from compose_spec import PyCompose
from typer.main import get_command

from service.cli.app import app
from service.setting_names import file_variable_name, variable_name
from service.settings import SECRETS, Settings

ROOT = Path(__file__).parents[2]
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
PROGRAMS = Path(sys.executable).parent
OURS = ("migrate", "service", "worker")
# `compose-lint --explain`: an image by tag and not by digest, which whoever installs can pin and we cannot keep fresh.
ACCEPTED = {"CL-0019"}
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::-(?P<default>[^}]*)|:\?[^}]*)?\}")
WRITTEN_BY_HAND = {"TALLYMARK_PUBLIC_URL": "https://tallymark.north-college.example"}
SECRET_FILES = {
    "secret_key": "kP3x9vQm2Lr8Zt5Wc7Yb1Nd4Hf6Jg0As",
    "database_url": "postgresql://tallymark:secret@database/tallymark",
    "database_password": "secret",
}


@cache
def compose() -> dict[str, Any]:
    """The file as a compose program reads it: merges done, then variables put in."""
    content: dict[str, Any] = _filled(yaml.safe_load(COMPOSE))
    return content


def _filled(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _filled(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value) for value in node]
    if isinstance(node, str):
        return VARIABLE.sub(lambda found: WRITTEN_BY_HAND.get(found["name"], found["default"] or ""), node)
    return node


def services() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from compose()["services"].items()


def instructions(name: str) -> list[str]:
    """The arguments of every instruction of that name, continued lines joined."""
    lines = re.sub(r"\\\n\s*", "", CONTAINERFILE).splitlines()
    return [line.split(maxsplit=1)[1] for line in lines if line.startswith(f"{name} ")]


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PROGRAMS / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_linter_of_containerfiles_finds_nothing() -> None:
    done = run("hadolint", "--no-color", "Containerfile")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_linter_of_compose_files_finds_nothing_that_was_not_weighed() -> None:
    done = run("compose-lint", "--format", "json", "compose.yaml")
    found = json.loads(done.stdout)["findings"]
    assert {finding["rule_id"] for finding in found} == ACCEPTED


def test_the_compose_file_keeps_to_the_specification() -> None:
    PyCompose.from_json(json.dumps(compose())).validate()


def test_the_linters_would_find_something(tmp_path: Path) -> None:
    (tmp_path / "Containerfile").write_text("FROM debian\nRUN apt-get install curl\n", encoding="utf-8")
    assert run("hadolint", str(tmp_path / "Containerfile")).returncode == 1
    (tmp_path / "compose.yaml").write_text(COMPOSE.replace("cap_drop: [ALL]", "privileged: true"), encoding="utf-8")
    assert run("compose-lint", str(tmp_path / "compose.yaml")).returncode == 1
    misspelt = json.dumps(compose()).replace('"pids_limit"', '"pid_limit"')
    with pytest.raises(ValueError, match="pid_limit"):
        PyCompose.from_json(misspelt)


@pytest.mark.parametrize("words", [["serve"], *(compose()["services"][name]["command"] for name in OURS)])
def test_every_command_is_one_of_the_program(words: list[str]) -> None:
    assert json.loads(instructions("ENTRYPOINT")[0]) == ["tallymark"]
    assert ["serve"] in map(json.loads, instructions("CMD"))
    command = get_command(app)
    for word in words:
        assert isinstance(command, typer.core.TyperGroup)
        assert word in command.commands, f"tallymark {' '.join(words)}"
        command = command.commands[word]


def test_every_variable_is_a_setting() -> None:
    known = {variable_name(name) for name in Settings.model_fields}
    known |= {file_variable_name(name) for name in SECRETS} | {"TALLYMARK_VERSION"}
    assert set(re.findall(r"TALLYMARK_[A-Z_]+", CONTAINERFILE + COMPOSE)) <= known


@pytest.mark.parametrize("name", OURS)
def test_the_service_and_the_workers_start_with_what_they_are_given(name: str, tmp_path: Path) -> None:
    for secret, content in SECRET_FILES.items():
        (tmp_path / secret).write_text(f"{content}\n", encoding="utf-8")
    image = dict(pair.split("=", 1) for pair in instructions("ENV")[1].split() if pair.startswith("TALLYMARK_"))
    given = compose()["services"][name]["environment"]
    environment = {key: str(value).replace("/run/secrets", str(tmp_path)) for key, value in (image | given).items()}
    settings = Settings.from_environment(environment)
    assert settings.in_production
    assert settings.database_address == SECRET_FILES["database_url"]
    assert settings.data == Path("/var/lib/tallymark")
    assert settings.job_workers == (0 if name == "service" else 1)


def test_secrets_come_as_files_and_each_is_used() -> None:
    assert set(compose()["secrets"]) == set(SECRET_FILES)
    used = {secret for _, service in services() for secret in service.get("secrets", ())}
    assert used == set(SECRET_FILES)
    for _, service in services():
        named = re.findall(r"/run/secrets/(\w+)", json.dumps(service["environment"]))
        assert set(named) == set(service["secrets"])


def test_backups_can_be_made_where_the_service_runs() -> None:
    """`tallymark admin backup` calls PostgreSQL's own programs, which must not be older than the server."""
    [client] = re.findall(r"postgresql-client-(\d+)", " ".join(instructions("RUN")))
    [server] = re.findall(r"/postgres:(\d+)-", compose()["services"]["database"]["image"])
    assert int(client) >= int(server)


def test_the_log_of_the_database_quotes_no_values() -> None:
    assert compose()["services"]["database"]["command"] == ["postgres", "-c", "log_error_verbosity=terse"]


def test_nobody_has_more_rights_than_needed() -> None:
    for name, service in services():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert not service.get("privileged")
        if name in OURS:
            assert service["user"] == instructions("USER")[0] == "10001"
            assert "cap_add" not in service
    assert compose()["networks"]["inside"]["internal"]
    assert compose()["services"]["database"]["networks"] == ["inside"]
    assert [port.split(":")[0] for port in compose()["services"]["service"]["ports"]] == ["127.0.0.1"]


def test_nothing_starts_before_the_database_has_its_tables() -> None:
    waiting = {name: service.get("depends_on", {}) for name, service in services()}
    assert waiting["migrate"] == {"database": {"condition": "service_healthy"}}
    for name in ("service", "worker"):
        assert waiting[name] == {"migrate": {"condition": "service_completed_successfully"}}
    assert compose()["services"]["worker"]["deploy"]["replicas"] == 2


def test_the_image_is_built_from_all_that_the_wheel_holds() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = {source for line in instructions("COPY") if "--from" not in line for source in line.split()[:-1]}
    assert copied == allowed
    assert all((ROOT / source).exists() for source in copied)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]) <= copied
    assert {project["project"]["readme"], *project["project"]["license-files"]} <= copied

"""``tallymark demo``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.cli.exit_codes import ExitCode
from service.demonstration.specification import specification
from tests.service.cli.conftest import Run

PASSWORD = re.compile(r"password +(\S+)")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYMARK_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("TALLYMARK_DATABASE_URL", raising=False)


def test_the_centre_is_made_once_and_told_of_as_often_as_somebody_asks(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = run("demo", "--passwords")
    assert early.exit_code == ExitCode.USAGE
    first = run("demo")
    assert first.exit_code == ExitCode.OK
    assert "DEMONSTRATION" in first.stdout
    assert len(re.findall(r"@demo\.example", first.stdout)) == 63
    assert max(map(len, first.stdout.splitlines())) <= 100
    second = run("demo")
    assert second.exit_code == ExitCode.OK
    assert "--passwords" in second.stderr
    assert not second.stdout
    again = run("demo", "--passwords")
    (password,) = PASSWORD.findall(first.stdout)
    assert PASSWORD.findall(again.stdout) == [password]
    assert specification().centre.name in " ".join(again.stdout.split())
    be_in_production(monkeypatch)
    for arguments in ([], ["--passwords"]):
        refused = run("demo", *arguments)
        assert (refused.exit_code, refused.stdout) == (ExitCode.USAGE, "")
        assert "empty database" in refused.stderr


def be_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYMARK_ENVIRONMENT", "production")
    monkeypatch.setenv("TALLYMARK_SECRET_KEY", "kR8w2vQz71pLxN5tYc3bHd9mJf6sGa4e")
    monkeypatch.setenv("TALLYMARK_PUBLIC_URL", "https://example.org")


def test_production_has_no_demonstration(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    be_in_production(monkeypatch)
    refused = run("demo")
    assert refused.exit_code == ExitCode.USAGE
    assert "TALLYMARK_ENVIRONMENT" in refused.stderr

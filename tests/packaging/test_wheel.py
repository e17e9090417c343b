"""The wheel works on its own: installed into an empty environment, used from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
SHIPPED = ("criteria_bank", "models/serving", "nlp", "service")
ACCOUNT = """\
Last month a regular customer rang our builders' merchant because the timber for his roof had not come.
I let him finish before I asked what the delay meant for his crew, and wrote his answers on the order.
Looking back, hearing him out did more for the relationship than the refund, because he rang me first the next time.
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel in it, which borrows the dependencies installed here."""
    home = tmp_path_factory.mktemp("environment")
    _run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    python = home / "bin" / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python]
    _run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=home)
    # A path added by a .pth file is not searched for .pth files itself: the editable checkout stays out.
    (site_packages,) = home.glob("lib/python*/site-packages")
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home


def test_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    there = {
        path.relative_to(ROOT).as_posix()
        for folder in SHIPPED
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == there


def test_wheel_carries_the_licence_and_the_attributions(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        licences = {Path(name).name for name in archive.namelist() if "/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}


def test_packages_are_imported_from_the_wheel_and_not_from_the_checkout(environment: Path, tmp_path: Path) -> None:
    show = (
        "import criteria_bank, nlp, service; print(criteria_bank.__file__, nlp.__file__, service.__file__, sep='\\n')"
    )
    imported = _run(environment / "bin" / "python", "-c", show, cwd=tmp_path).splitlines()
    assert len(imported) == 3
    assert all(Path(file).is_relative_to(environment) for file in imported)


def test_command_tells_its_version(environment: Path, tmp_path: Path) -> None:
    assert VERSION in _run(environment / "bin" / "tallymark", "--version", cwd=tmp_path)


def test_command_lists_the_units_that_the_wheel_brings(environment: Path, tmp_path: Path) -> None:
    assert "customer relations" in _run(environment / "bin" / "tallymark", "units", "list", cwd=tmp_path).lower()


def test_command_checks_an_account_with_the_model_that_the_wheel_brings(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "account.txt").write_text(ACCOUNT)
    output = _run(environment / "bin" / "tallymark", "check", "account.txt", "--json", cwd=tmp_path)
    result = json.loads(output)
    assert result["analyser"]["version"] == VERSION
    assert result["analyser"]["matching"] == "trained"
    assert len(result["text"]["sentences"]) == 3
    assert [point["id"] for point in result["marking_points"]] == [f"MP{number}" for number in range(1, 9)]


def _run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that knows nothing of the checkout; its messages are shown when it fails."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TALLYMARK_"))}
    done = subprocess.run(command, cwd=cwd, env=inherited, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout

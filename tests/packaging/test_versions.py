"""The project calls itself by one version everywhere."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def changelog_versions() -> list[str]:
    return re.findall(r"^## \[(\d[^\]]*)\] - \d{4}-\d{2}-\d{2}$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


def test_newest_changelog_entry_is_the_version_of_the_project() -> None:
    assert changelog_versions()[0] == PROJECT["version"]


def test_changelog_lists_each_version_once() -> None:
    versions = changelog_versions()
    assert len(versions) == len(set(versions))


def test_installed_metadata_is_of_this_checkout() -> None:
    assert version("tallymark") == PROJECT["version"], "run `make test`, which installs the project again"


def test_licence_texts_that_the_project_names_are_there() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text()
    assert "all-MiniLM-L6-v2" in (ROOT / "NOTICE").read_text()
    assert PROJECT["license-files"] == ["LICENSE", "NOTICE"]

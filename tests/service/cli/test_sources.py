"""Which files of a folder are documents to check."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from service.cli.sources import find_sources

NOWHERE = Path("/nowhere/results.jsonl")


def names(folder: Path) -> list[str]:
    return [source.name for source in find_sources(folder, NOWHERE).sources]


def test_names_are_relative_with_slashes_and_in_order(folder: Path) -> None:
    assert names(folder) == ["amira.docx", "empty.txt", "group b/ben.txt", "scan.png", "torn.docx"]


def test_hidden_files_and_folders_are_left_out_and_counted(folder: Path) -> None:
    (folder / ".git" / "objects").mkdir(parents=True)
    (folder / ".git" / "objects" / "account.txt").write_text("not a submission", encoding="utf-8")
    (folder / "__MACOSX").mkdir()

    assert find_sources(folder, NOWHERE).hidden == 4
    assert not any(".git" in name for name in names(folder))


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    (folder / "group b" / "up").symlink_to(folder, target_is_directory=True)

    assert len(names(folder)) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_text_is_told_with_its_odd_bytes(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("An account.", encoding="utf-8")

    assert r"caf\xe9.txt" in names(folder)

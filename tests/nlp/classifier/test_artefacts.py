from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from nlp.classifier.artefacts import FILES, MANIFEST, Manifest, hash_files, read_manifest, write_manifest
from nlp.errors import ArtefactAltered, ArtefactMissing


def rewrite(folder: Path, **changes: Any) -> None:
    path = folder / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def test_a_whole_folder_gives_its_manifest(artefacts: Path) -> None:
    manifest = read_manifest(artefacts)

    assert (manifest.name, manifest.version) == ("tiny", "0.0.1")
    assert set(manifest.files) == set(FILES)


def test_a_manifest_comes_back_as_it_was_written(artefacts: Path, tmp_path: Path) -> None:
    manifest = read_manifest(artefacts)

    write_manifest(tmp_path, manifest)

    assert Manifest.model_validate_json((tmp_path / MANIFEST).read_bytes()) == manifest


def test_hashes_are_those_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"weights")

    assert hash_files(tmp_path, ["a"]) == {"a": hashlib.sha256(b"weights").hexdigest()}


def test_a_folder_without_a_manifest_holds_no_model(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match=r"no model in .* Reinstall"):
        read_manifest(tmp_path / "nowhere")


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_an_error(artefacts: Path, name: str) -> None:
    (artefacts / name).unlink()

    with pytest.raises(ArtefactMissing, match=name):
        read_manifest(artefacts)


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_one_other_byte_is_an_error(artefacts: Path, name: str) -> None:
    content = bytearray((artefacts / name).read_bytes())
    content[len(content) // 2] ^= 1
    (artefacts / name).write_bytes(content)

    with pytest.raises(ArtefactAltered, match=name):
        read_manifest(artefacts)


@pytest.mark.parametrize("changes", [{"colour": "blue"}, {"format": 2}, {"stages": None}, {"files": {}}])
def test_a_manifest_of_another_make_is_refused(artefacts: Path, changes: dict[str, Any]) -> None:
    rewrite(artefacts, **changes)

    with pytest.raises(ArtefactAltered, match="manifest"):
        read_manifest(artefacts)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe"])
def test_a_manifest_that_is_no_json_object_is_refused(artefacts: Path, content: bytes) -> None:
    (artefacts / MANIFEST).write_bytes(content)

    with pytest.raises(ArtefactAltered, match="manifest"):
        read_manifest(artefacts)


@pytest.mark.parametrize("name", FILES)
def test_a_manifest_that_leaves_a_file_unchecked_is_refused(artefacts: Path, name: str) -> None:
    files = dict(read_manifest(artefacts).files)
    del files[name]
    rewrite(artefacts, files=files)

    with pytest.raises(ArtefactAltered, match="manifest"):
        read_manifest(artefacts)

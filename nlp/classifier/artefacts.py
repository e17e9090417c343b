"""The serving model's folder: what lies in it, and the proof that it is what was trained.

``manifest.json`` names every file with its SHA-256. Loading checks each one; a missing or altered file is an error,
never random weights.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from nlp.errors import ArtefactAltered, ArtefactMissing

MANIFEST = "manifest.json"
ENCODER = "encoder.onnx"
TOKENIZER = "tokenizer.json"
HEADS = "heads.npz"
CALIBRATION = "calibration.npz"
RULES = "rules.json"
FILES = (ENCODER, TOKENIZER, HEADS, CALIBRATION, RULES)


class SimilarityFit(BaseModel):
    """How nearness to a label's examples is read where labels have no trained heads (`nlp.classifier.similarity`).

    ``slope`` and ``offset`` of the logistic curve that makes a probability of it; ``present`` and ``weak``: the
    probabilities from which a sentence is said to carry a label, and to be weak evidence of it. Fitted on labels left
    out one marking point at a time (`nlp.training.fit_similarity`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slope: float = Field(default=7.2, gt=0)
    offset: float = -5.3
    present: float = Field(default=0.3, ge=0, le=1)
    weak: float = Field(default=0.15, ge=0, le=1)


class Manifest(BaseModel):
    """What the model is: its name, the labels its heads answer in column order, its files, and how it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    name: str
    version: str
    unit: str
    stages: tuple[str, ...]
    elements: tuple[str, ...]
    constraints: tuple[str, ...]
    mistakes: tuple[str, ...]
    files: dict[str, str]
    training: dict[str, Any]
    similarity: SimilarityFit = SimilarityFit()

    @field_validator("files")
    @classmethod
    def _names_every_file(cls, files: dict[str, str]) -> dict[str, str]:
        """A file without a hash would be loaded unchecked."""
        if missing := set(FILES) - set(files):
            raise ValueError(f"There is no hash of {', '.join(sorted(missing))}.")
        return files


def read_manifest(folder: Path) -> Manifest:
    """The folder's manifest, after checking every file it names; raises ArtefactMissing or ArtefactAltered."""
    manifest = parse_manifest(folder)
    for name, expected in manifest.files.items():
        _check(folder / name, expected)
    return manifest


def parse_manifest(folder: Path) -> Manifest:
    """The folder's manifest, its files unchecked; raises ArtefactMissing or ArtefactAltered."""
    path = folder / MANIFEST
    if not path.is_file():
        raise ArtefactMissing(f"There is no model in {folder} ({MANIFEST} is missing). Reinstall tallymark.")
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ArtefactAltered(f"{path} is not a manifest that this version reads. Reinstall tallymark.") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest as JSON that reads well in a diff."""
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")


def hash_files(folder: Path, names: Sequence[str] = FILES) -> Mapping[str, str]:
    """SHA-256 of each file."""
    return {name: _sha256(folder / name) for name in names}


def _check(path: Path, expected: str) -> None:
    if not path.is_file():
        raise ArtefactMissing(f"The model file {path} is missing. Reinstall tallymark.")
    if _sha256(path) != expected:
        raise ArtefactAltered(f"The model file {path} is not the one that was trained. Reinstall tallymark.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

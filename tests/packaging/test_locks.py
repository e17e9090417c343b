"""The lock files pin what pyproject.toml asks for, by hash, and serving stays free of PyTorch and CUDA."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PYTHONS = ["3.11", "3.12", "3.13"]
EXTRAS = {
    "build": [],
    "serve": [],
    "container": ["s3"],
    "dev": ["dev", "notebooks", "benchmarks", "s3", "cluster"],
    "train": ["dev", "notebooks", "benchmarks", "s3", "cluster", "train"],
}
DEEP_LEARNING = re.compile(
    r"(torch|triton|nvidia|cuda|cupy|jax|tensorflow|keras|transformers|sentence-transformers|accelerate)\b"
)


def entries(lock: str) -> list[str]:
    """One string per pinned package, its hashes included."""
    lines = (ROOT / "requirements" / f"{lock}.lock").read_text().splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    return [entry.replace("\\\n", " ") for entry in re.split(r"\n(?=\S)", text.strip())]


def pins(lock: str, python: str) -> dict[str, Version]:
    """The version of every package that the lock installs on Linux with the given Python."""
    environment = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    found: dict[str, Version] = {}
    for entry in entries(lock):
        requirement = Requirement(entry.split("--hash")[0])
        (specifier,) = requirement.specifier
        if requirement.marker is None or requirement.marker.evaluate(environment):
            name = canonicalize_name(requirement.name)
            assert name not in found, f"{lock}.lock pins {name} twice for Python {python}"
            found[name] = Version(specifier.version)
    return found


def asked_for(lock: str) -> list[Requirement]:
    """What pyproject.toml asks for in the environment of that lock, PyTorch aside."""
    if lock == "build":
        lines = PYPROJECT["build-system"]["requires"]
    else:
        extras = PYPROJECT["project"]["optional-dependencies"]
        lines = PYPROJECT["project"]["dependencies"] + [line for extra in EXTRAS[lock] for line in extras[extra]]
    return [requirement for requirement in map(Requirement, lines) if requirement.name != "torch"]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", EXTRAS)
def test_lock_satisfies_pyproject(lock: str, python: str) -> None:
    pinned = pins(lock, python)
    unmet = [
        str(requirement)
        for requirement in asked_for(lock)
        if (name := canonicalize_name(requirement.name)) not in pinned or pinned[name] not in requirement.specifier
    ]
    assert not unmet, "run `make lock`"


@pytest.mark.parametrize("lock", EXTRAS)
def test_every_package_is_pinned_exactly_and_by_hash(lock: str) -> None:
    for entry in entries(lock):
        assert re.match(r"[\w.-]+==[\w.+!]+ ", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("lock", ["build", "serve", "dev"])
def test_neither_serving_nor_development_installs_pytorch_or_cuda(lock: str) -> None:
    names = {canonicalize_name(Requirement(entry.split("--hash")[0]).name) for entry in entries(lock)}
    assert not {name for name in names if DEEP_LEARNING.match(name)}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(("smaller", "larger"), [("build", "dev"), ("serve", "dev"), ("dev", "train")])
def test_a_larger_environment_only_adds_to_a_smaller_one(smaller: str, larger: str, python: str) -> None:
    assert pins(smaller, python).items() <= pins(larger, python).items()


def test_pytorch_is_installed_apart_from_the_locks_in_the_version_that_pyproject_names() -> None:
    (torch,) = [line for line in PYPROJECT["project"]["optional-dependencies"]["train"] if line.startswith("torch==")]
    assert (ROOT / "requirements" / "torch.txt").read_text().splitlines()[-1] == torch
    left_to_it = {name for name in pins("train", "3.11") if re.match(r"torch$|triton|nvidia-|cuda-", name)}
    assert not left_to_it, "add them to TORCH_PACKAGES in the Makefile"


def test_build_group_is_what_the_build_system_requires() -> None:
    assert PYPROJECT["dependency-groups"]["build"] == PYPROJECT["build-system"]["requires"]

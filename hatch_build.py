"""Puts into the web pages what they take from other projects; runs when Tallymark is installed or built.

Nothing is copied into the repository and no page loads anything from elsewhere: each file comes from a pinned package,
is checked against the package's published hash and lies beside our own files from then on. By hand:
``python hatch_build.py``.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import tarfile
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path(__file__).parent / "service" / "web" / "static" / "vendor"
_SECONDS = 60


class Package(NamedTuple):
    """A package of the npm registry and the one file that we take from it.

    ``integrity``: SHA-512 of the package in base64, as the registry publishes it (Subresource Integrity, W3C).
    """

    name: str
    version: str
    integrity: str
    member: str

    @property
    def target(self) -> Path:
        """Where the file lies afterwards; its name has the version, so that another version is another file."""
        path = Path(self.member)
        return VENDOR / f"{path.name.split('.')[0]}-{self.version}.min{path.suffix}"


PACKAGES = (
    # Licence 0BSD.
    Package(
        name="htmx.org",
        version="2.0.11",
        integrity="Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        member="package/dist/htmx.min.js",
    ),
)


class PageAssets(BuildHookInterface[Any]):
    """Hatchling's hook; see https://hatch.pypa.io/latest/plugins/build-hook/custom/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch what is not there yet."""
        del version, build_data
        for package in PACKAGES:
            fetch(package)


def fetch(package: Package) -> Path:
    """Where the package's file lies, fetched from the npm registry where it is not there yet.

    Raises ValueError where the registry sends something else than the pinned package.
    """
    if package.target.is_file():
        return package.target
    archive = _download(package)
    found = base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if found != package.integrity:
        raise ValueError(f"{package.name} {package.version} is not what was pinned: sha512-{found}.")
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        member = files.extractfile(package.member)
        if member is None:
            raise ValueError(f"{package.name} {package.version} has no {package.member}.")
        content = member.read()
    VENDOR.mkdir(parents=True, exist_ok=True)
    # Renamed into place: a build that is broken off leaves no half file.
    unfinished = package.target.with_suffix(".tmp")
    unfinished.write_bytes(content)
    unfinished.replace(package.target)
    return package.target


def _download(package: Package) -> bytes:
    registry = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
    if not registry.startswith("https://"):
        raise ValueError("NPM_CONFIG_REGISTRY must begin with https://.")
    address = f"{registry}/{package.name}/-/{package.name}-{package.version}.tgz"
    with urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310 - https, and what comes is checked by its hash
        content: bytes = answer.read()
    return content


if __name__ == "__main__":
    for each in PACKAGES:
        fetch(each)

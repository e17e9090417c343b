"""Style sheets, modules and what comes from other projects, served under an address that changes with them.

Browsers keep them for good: when anything among them changes, so does the address of all. One address for all, so that
a module finds the one beside it.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Depends, Request, Response

from service.access import public
from service.errors import NotFound
from service.pictures import STYLE_SHEET

STATIC = Path(__file__).parent / "static"
_DIGITS = 12
_FOR_GOOD = "public, max-age=31536000, immutable"
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}

router = APIRouter(include_in_schema=False)
ROUTERS = (router,)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served; ``packed`` is the same in gzip."""

    content: bytes
    packed: bytes
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """Every file in the folders of `STATIC`, by folder and name, and the style sheet of pictures."""
    paths = {path.relative_to(STATIC).as_posix(): path for path in STATIC.glob("*/*") if path.suffix in _MEDIA_TYPES}
    paths["css/pictures.css"] = STYLE_SHEET
    return {name: _read(path) for name, path in sorted(paths.items())}


@cache
def digest() -> str:
    """What the address of all assets begins with: the start of their common SHA-256."""
    everything = hashlib.sha256()
    for path, asset in assets().items():
        everything.update(path.encode())
        everything.update(asset.content)
    return everything.hexdigest()[:_DIGITS]


def address_of(path: str) -> str:
    """The address of one asset, such as ``css/base.css``. A path that there is not raises KeyError: a bug."""
    assets()[path]
    return f"/assets/{digest()}/{path}"


@cache
def htmx() -> str:
    """The path of htmx, which was fetched when Tallymark was installed (`hatch_build.py`).

    Raises FileNotFoundError where it was not.
    """
    found = next((path for path in assets() if path.startswith("vendor/htmx-")), None)
    if found is None:
        raise FileNotFoundError("The pages lack htmx. Install Tallymark again, or run: python hatch_build.py")
    return found


@router.get("/assets/{version}/{folder}/{name}", dependencies=[Depends(public)])
def get_asset(version: str, folder: str, name: str, request: Request) -> Response:
    """One file. A page that an earlier version of the service made gets today's, and does not keep it."""
    found = assets().get(f"{folder}/{name}")
    if found is None:
        raise NotFound
    headers = {"Cache-Control": _FOR_GOOD if version == digest() else "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.content, media_type=found.media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(found.packed, media_type=found.media_type, headers=headers)


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    return Asset(content, gzip.compress(content, mtime=0), _MEDIA_TYPES[path.suffix])

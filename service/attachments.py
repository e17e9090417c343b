"""Answers that are files, under a name that is safe on every system."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import quote

DEFAULT_STEM = "account"
STEM_LENGTH = 80
_SEPARATORS = re.compile(r"[\\/]")
_UNSAFE = re.compile(r"[^\w .-]+")

# The OpenAPI description of the header that `disposition` makes.
HEADERS: dict[str, Any] = {
    "Content-Disposition": {
        "description": "Names the file after the one that was sent.",
        "schema": {"type": "string"},
        "example": 'attachment; filename="account-feedback.pdf"',
    }
}


def disposition(sent_name: str | None, ending: str) -> str:
    """The header Content-Disposition (RFC 6266): the name of the file that was sent, cleaned, with another ending.

    ``ending`` is what follows the name without its own ending: ``-feedback.pdf``.
    """
    name = _SEPARATORS.split(sent_name or "")[-1]
    stem = _clean(name.rpartition(".")[0] or name)
    plain = _clean(unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode())
    header = f'attachment; filename="{plain}{ending}"'
    return header if plain == stem else f"{header}; filename*=UTF-8''{quote(stem + ending)}"


def _clean(stem: str) -> str:
    """Letters, digits, spaces, dots, hyphens and underscores only, and no dot or space at either end."""
    safe = _UNSAFE.sub("", " ".join(stem.encode("utf-8", "ignore").decode().split()))
    return safe[:STEM_LENGTH].strip(" .") or DEFAULT_STEM

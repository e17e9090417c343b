"""The request and the result that the documentation shows; the result is what the installed model answered to it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "examples"


@cache
def example(name: str) -> dict[str, Any]:
    """The JSON file ``examples/<name>.json``."""
    content: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content

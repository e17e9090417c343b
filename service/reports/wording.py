"""What a report says of itself: the sentences of ``templates/wording.yaml``, for every format alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

TEMPLATES = Path(__file__).parent / "templates"


@cache
def wording() -> dict[str, Any]:
    """The wording by key; names in braces are filled in by the templates."""
    content: dict[str, Any] = yaml.safe_load((TEMPLATES / "wording.yaml").read_text(encoding="utf-8"))
    return content

"""The request and the answer that the documentation shows; no model has a part in it, so a test holds them together.

``python -m service.redactions.examples`` makes the answer anew.
"""

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


def record() -> None:
    """Redact the example request and write down the answer."""
    from nlp.readers import Limits  # noqa: PLC0415 - the service reads examples without redacting anything
    from service.bodies import PastedText  # noqa: PLC0415
    from service.redactions.answers import answer  # noqa: PLC0415

    answered = json.loads(answer(PastedText(example("request")["text"]), Limits()))
    content = json.dumps(answered, indent=1, ensure_ascii=False)
    (FOLDER / "answer.json").write_text(f"{content}\n", encoding="utf-8")


if __name__ == "__main__":
    record()

"""The request and the answer that the documentation shows; the answer is what the installed model gave to it.

``python -m service.comparisons.examples`` records the answer anew.
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
    """Ask the installed model and write down its answer; raises ArtefactError where there is none."""
    from nlp.comparison.comparison import compare_documents  # noqa: PLC0415  (the service reads examples without a model)
    from nlp.pipeline import load_analyser  # noqa: PLC0415
    from nlp.readers import read_text  # noqa: PLC0415

    request = example("request")
    compared = compare_documents(load_analyser(), read_text(request["first"]), read_text(request["second"]))
    answer = {**compared.comparison.model_dump(mode="json"), "results": None}
    content = json.dumps(answer, indent=1, ensure_ascii=False)
    (FOLDER / "comparison.json").write_text(f"{content}\n", encoding="utf-8")


if __name__ == "__main__":
    record()

"""Record anew what the installed model answers to the example request: ``python -m service.analyses.record_example``.

Writes ``examples/result.json``, which the OpenAPI document shows, and the excerpt of it in docs/api.md.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from nlp.pipeline import load_analyser
from nlp.readers import read_text
from service.analyses.examples import FOLDER, example

MANUAL = Path(__file__).parents[2] / "docs" / "api.md"
_EXCERPT = re.compile(r"(?<=<!-- excerpt -->\n```json\n).*?(?=\n```)", re.DOTALL)


def excerpt(result: dict[str, Any]) -> str:
    """The parts of a result that tell most, the first of each list; ``…`` stands for the others."""
    point = next((point for point in result["marking_points"] if point["status"] != "not"), result["marking_points"][0])
    shown = {
        "analyser": result["analyser"],
        "marking_points": [{**point, "elements": [*point["elements"][:1], "…"]}, "…"],
        "depth": result["depth"],
        "feedback": {
            "summary": result["feedback"]["summary"],
            "next_steps": [*result["feedback"]["next_steps"][:1], "…"],
        },
        "…": "…",
    }
    return json.dumps(shown, indent=2, ensure_ascii=False)


def excerpt_in(manual: str) -> str:
    """The excerpt that the manual shows."""
    found = _EXCERPT.search(manual)
    return found[0] if found else ""


def record() -> None:
    """Ask the installed model and write down its answer; raises ArtefactError where there is none."""
    answer = load_analyser().analyse(read_text(example("request")["text"]))
    result = answer.model_dump(mode="json")
    content = json.dumps(result, indent=1, ensure_ascii=False)
    (FOLDER / "result.json").write_text(f"{content}\n", encoding="utf-8")
    manual = MANUAL.read_text(encoding="utf-8")
    MANUAL.write_text(_EXCERPT.sub(lambda _: excerpt(result), manual), encoding="utf-8")


if __name__ == "__main__":
    record()

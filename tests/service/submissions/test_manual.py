"""docs/submissions.md tells of the moves that there are."""

from __future__ import annotations

import re
from pathlib import Path

from service.storage.tables.submissions import State
from service.submissions.states import RULES

MANUAL = (Path(__file__).parents[3] / "docs" / "submissions.md").read_text(encoding="utf-8")


def test_the_table_of_moves_is_the_one_that_is_applied() -> None:
    table = MANUAL.partition("<!-- moves -->\n")[2].partition("\n\n")[0].splitlines()[2:]
    written = [[cell.strip() for cell in row.strip("|").split("|")][:3] for row in table]
    assert written == [
        [f"`{move}`", ", ".join(f"`{state}`" for state in State if state in rule.before), f"`{rule.after}`"]
        for move, rule in RULES.items()
    ]


def test_the_drawing_has_every_state_and_move() -> None:
    drawing = MANUAL.partition("## States and moves\n\n```\n")[2].partition("```")[0]
    assert set(re.findall(r"[a-z_]+", drawing)) == {*State, *RULES}

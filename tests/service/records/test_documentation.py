"""docs/records.md against the program."""

from __future__ import annotations

import re
from pathlib import Path

from service.audit import Action
from service.retention.periods import shipped

PAGE = (Path(__file__).parents[3] / "docs" / "records.md").read_text(encoding="utf-8")


def test_every_action_of_the_audit_log_is_listed_with_its_meaning() -> None:
    table = PAGE.partition("| action | meaning |")[2].partition("\n\n")[0]
    assert dict(re.findall(r"^\| `(.+?)` \| (.+) \|$", table, re.MULTILINE)) == {
        action.value: action.meaning for action in Action
    }


def test_every_period_is_the_one_that_is_shipped() -> None:
    table = PAGE.partition("| kind | days |")[2].partition("\n\n")[0]
    assert {kind: int(days) for kind, days in re.findall(r"^\| `(\w+)` \| (\d+) \|", table, re.MULTILINE)} == {
        kind.value: period.days for kind, period in shipped().items()
    }

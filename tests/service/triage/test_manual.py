"""docs/queue.md prints the rules that are installed."""

from __future__ import annotations

from pathlib import Path

from service.triage.rules import triage_rules

MANUAL = Path(__file__).parents[3] / "docs" / "queue.md"


def test_groups_and_rules_are_those_that_are_installed() -> None:
    manual, rules = MANUAL.read_text(encoding="utf-8"), triage_rules()
    printed = manual.partition("<!-- rules -->\n")[2].partition("\n\n")[0].splitlines()
    assert printed[2:] == [f"| `{rule.id}` | `{rule.group}` | {rule.text} |" for rule in rules.rules]
    titles = [
        line for line in manual.splitlines() if line.startswith(tuple(f"| `{group.id}` |" for group in rules.groups))
    ]
    assert [line.split("|")[2].strip() for line in titles] == [group.title for group in rules.groups]

"""docs/webhooks.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from service.jobs.asking import Kind
from service.jobs.performers import PERFORMERS
from service.postings.events import Event
from service.postings.poster import SECONDS, Failure

MANUAL = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text(encoding="utf-8")


def test_every_event_and_every_failure_is_listed() -> None:
    rows = re.findall(r"^\| `([a-z.]+)` \|", MANUAL, re.MULTILINE)
    assert rows == [*(event.value for event in Event), *(failure.value for failure in Failure)]


def test_times_and_numbers_are_those_of_the_code() -> None:
    performer = PERFORMERS[Kind.POST_WEBHOOK]
    assert f"within {SECONDS:g} seconds" in MANUAL
    assert f"{performer.wait.total_seconds():g} seconds" in MANUAL
    assert f"{performer.attempts} times" in MANUAL
    waits = [performer.wait_after(attempt).total_seconds() / 3600 for attempt in range(1, performer.attempts)]
    assert max(waits) == 6
    assert 15 < sum(waits) < 30

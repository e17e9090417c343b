"""The same accounts judged twice: what changes is the program's doing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from nlp.corpus.accounts import Account
from nlp.evaluation.fairness import status_changes
from nlp.evaluation.judged import STATUSES, PredictedAccount


@pytest.fixture(scope="module")
def judged(accounts: list[Account], perfect: Callable[[Account], PredictedAccount]) -> list[PredictedAccount]:
    return [perfect(account) for account in accounts]


def moved(account: PredictedAccount, steps: int) -> PredictedAccount:
    """Its first status changed by so many steps, as far as there are any."""
    decisions = account.decisions.copy()
    decisions[0] = np.clip(decisions[0] + steps, 0, len(STATUSES) - 1)
    return replace(account, decisions=decisions)


def test_nothing_changes_where_both_say_the_same(judged: list[PredictedAccount]) -> None:
    made = status_changes(judged, judged)

    statuses = sum(len(account.decisions) for account in judged)
    assert made["changed"] == {"value": 0.0, "low": 0.0, "high": 0.0, "n": statuses}
    assert made["net"]["value"] == 0.0


def test_lowered_and_raised_add_up_to_changed_and_differ_by_net(judged: list[PredictedAccount]) -> None:
    varied = [moved(account, 2 if place % 3 == 0 else -2) for place, account in enumerate(judged)]
    lowered = sum(int((b.decisions < a.decisions).sum()) for a, b in zip(judged, varied, strict=True))
    raised = sum(int((b.decisions > a.decisions).sum()) for a, b in zip(judged, varied, strict=True))

    made = status_changes(judged, varied)

    n = made["changed"]["n"]
    assert lowered
    assert raised
    assert made["lowered"]["value"] == pytest.approx(lowered / n)
    assert made["raised"]["value"] == pytest.approx(raised / n)
    assert made["changed"]["value"] == pytest.approx((lowered + raised) / n)
    assert made["net"]["value"] == pytest.approx((raised - lowered) / n)


def test_the_interval_holds_the_share_and_is_as_wide_as_accounts_differ(judged: list[PredictedAccount]) -> None:
    varied = [moved(account, 1) if place % 2 else account for place, account in enumerate(judged)]

    changed = status_changes(judged, varied)["changed"]

    assert changed["low"] is not None
    assert changed["high"] is not None
    assert changed["value"] is not None
    assert changed["low"] < changed["value"] < changed["high"]


def test_few_accounts_have_no_interval_and_none_no_figure(judged: list[PredictedAccount]) -> None:
    assert status_changes(judged[:2], judged[:2])["changed"]["low"] is None
    assert status_changes([], [])["changed"] == {"value": None, "low": None, "high": None, "n": 0}


def test_accounts_without_a_counterpart_are_an_error(judged: list[PredictedAccount]) -> None:
    with pytest.raises(ValueError, match="shorter"):
        status_changes(judged, judged[:-1])

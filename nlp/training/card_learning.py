"""The model card on the learning curve: what another hundred accounts would buy."""

from __future__ import annotations

from nlp.training.card_tables import shown, table
from nlp.training.learning_record import LearningRecord

_MEASURES = {
    "stage_kappa": "Stage of reflection, kappa",
    "element_precision": "Elements by sentence, average precision",
    "account_element_precision": "Elements by account, average precision",
    "inbox_stage_kappa": "Stage of reflection, kappa, inbox accounts",
    "inbox_element_precision": "Elements by sentence, average precision, inbox accounts",
    "inbox_account_element_precision": "Elements by account, average precision, inbox accounts",
}

_INTRODUCTION = """\
## What more accounts would buy

Trained on growing parts of the accounts and tested on {tested} accounts of sectors and files that none of them is of;
seeds: {seeds}. Average precision needs no bound and no calibration, so that it shows what the encoder learnt.
"""

_FORECAST = """\
A power law through these points (the distance from 1 falls with a power of the number of accounts) foretells the
following for {more} more accounts than the {corpus} there are, of the same mix of kinds. The interval comes from
resampling the accounts tested{and_seeds}; it does not cover that the law may not hold so far out. The last column
checks it: the largest size foretold from the smaller ones, and what was found there.
"""


def learning_section(curve: LearningRecord) -> str:
    """The section as Markdown."""
    sizes = curve["sizes"]
    measures = [name for name in _MEASURES if name in sizes[0]["figures"]]
    seeds = sorted({seed for size in sizes for seed in size["seeds"]})
    measured = table(
        "Measure",
        [f"{size['accounts']} accounts ({size['sentences']:,} sentences)" for size in sizes],
        ([_MEASURES[name], *(shown(size["figures"][name]) for size in sizes)] for name in measures),
    )
    now, then = curve["corpus"], curve["corpus"] + curve["more"]
    foretold = table(
        "Measure",
        [f"at {now}", f"at {then}", "gain", "largest size: foretold, found"],
        ([_MEASURES[name], *_forecast(curve, name)] for name in measures if name in curve["forecasts"]),
    )
    return "\n".join(
        [
            _INTRODUCTION.format(tested=curve["tested"], seeds=", ".join(map(str, seeds))),
            measured,
            _FORECAST.format(
                more=curve["more"], corpus=now, and_seeds=" and the seeds" if len(seeds) > 1 else " (one seed only)"
            ),
            foretold,
        ]
    )


def _forecast(curve: LearningRecord, name: str) -> list[str]:
    made = curve["forecasts"][name]
    check = made["check"]
    return [
        shown(made["now"]),
        shown(made["then"]),
        shown(made["gain"], "signed"),
        f"{check['foretold']:.2f}, {check['found']:.2f}" if check else "too few sizes",
    ]

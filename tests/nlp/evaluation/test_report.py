from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account
from nlp.errors import CorpusError
from nlp.evaluation.bootstrap import Figures
from nlp.evaluation.judged import LABEL_KINDS, STATUSES, PredictedAccount, PredictedLabels
from nlp.evaluation.report import Report, Slice, rows
from nlp.evaluation.report import build_report as build_full_report

build_report = partial(build_full_report, resamples=50)
Predict = Callable[[Account], PredictedAccount]
ERRORS = ("two_steps_off", "calibration_error", "shown_calibration_error", "account_calibration_error", "brier")


@pytest.fixture(scope="module")
def perfect_report(accounts: list[Account], perfect: Predict, unit: Unit) -> Report:
    return build_report(accounts, [perfect(account) for account in accounts], unit)


def all_figures(report: Report) -> list[Figures]:
    slices: list[Slice] = [report["overall"], *(own for split in report["splits"].values() for own in split.values())]
    parts = [report, *report["by_kind"].values()]
    by_label = [figures for part in parts for labels in part["labels"].values() for figures in labels.values()]
    by_point = [figures for part in parts for figures in part["points"].values()]
    return [*(group for own in slices for group in own["figures"].values()), *by_label, *by_point]


def stage_places(unit: Unit) -> dict[str, int]:
    return {stage.id: place for place, stage in enumerate(unit.stages)}


def test_perfect_predictions_are_perfect_everywhere(perfect_report: Report) -> None:
    for figures in all_figures(perfect_report):
        for name, figure in figures.items():
            assert figure["value"] in {None, 0.0 if name in ERRORS else 1.0}, name


def test_what_the_accounts_show_is_estimated(perfect_report: Report) -> None:
    values = {name: figure.value for name, figure in rows(perfect_report)}

    assert None not in values.values()


def test_what_no_account_shows_is_not_estimable(accounts: list[Account], perfect: Predict, unit: Unit) -> None:
    without = [account for account in accounts if "tick_box" not in account.flags]

    report = build_report(without, [perfect(account) for account in without], unit)

    assert report["labels"]["flags"]["tick_box"]["f1"] == {"value": None, "low": None, "high": None, "n": 0}
    assert report["labels"]["flags"]["tick_box"]["precision"]["value"] is None


def test_a_report_is_plain_json(perfect_report: Report) -> None:
    assert json.loads(json.dumps(perfect_report, allow_nan=False)) == perfect_report


def test_a_missed_element_lowers_recall_and_not_precision(
    accounts: list[Account], perfect: Predict, unit: Unit
) -> None:
    predicted = [perfect(account) for account in accounts]
    said = predicted[0].sentences.labels["elements"]
    sentence, element = np.argwhere(said.present)[0]
    present = said.present.copy()
    present[sentence, element] = False
    missed = {**predicted[0].sentences.labels, "elements": PredictedLabels(said.probabilities, present)}
    predicted[0] = replace(predicted[0], sentences=replace(predicted[0].sentences, labels=missed))

    report = build_report(accounts, predicted, unit)

    total = sum(len(sentence.elements) for account in accounts for sentence in account.sentences)
    elements = report["overall"]["figures"]["elements"]
    assert elements["micro_precision"]["value"] == 1.0
    assert elements["micro_recall"]["value"] == pytest.approx(1 - 1 / total)
    assert elements["micro_f1"]["n"] == total
    assert report["labels"]["elements"][unit.elements[element].id]["recall"]["value"] != 1.0


def test_an_element_found_in_another_sentence_counts_for_the_account(
    accounts: list[Account], perfect: Predict, unit: Unit
) -> None:
    def moved(account: Account) -> PredictedAccount:
        made = perfect(account)
        said = made.sentences.labels["elements"]
        elsewhere = PredictedLabels(said.probabilities[::-1], said.present[::-1])
        return replace(made, sentences=replace(made.sentences, labels={**made.sentences.labels, "elements": elsewhere}))

    figures = build_report(accounts, [moved(account) for account in accounts], unit)["overall"]["figures"]["elements"]

    assert figures["account_micro_f1"]["value"] == 1.0
    assert figures["micro_f1"]["value"] is not None
    assert figures["micro_f1"]["value"] < 0.5


def test_one_reflective_stage_for_another_is_still_reflective(
    accounts: list[Account], perfect: Predict, unit: Unit
) -> None:
    places = stage_places(unit)

    def taken_for_analysis(account: Account) -> PredictedAccount:
        made = perfect(account)
        stages = np.where(made.sentences.stages == places["evaluation"], places["analysis"], made.sentences.stages)
        return replace(made, sentences=replace(made.sentences, stages=stages))

    report = build_report(accounts, [taken_for_analysis(account) for account in accounts], unit)

    stages = report["overall"]["figures"]["stages"]
    assert stages["reflective_kappa"]["value"] == 1.0
    assert stages["kappa"]["value"] is not None
    assert stages["kappa"]["value"] < 1.0
    matrix = report["confusions"]["stages"]
    evaluations = sum(sentence.stage == "evaluation" for account in accounts for sentence in account.sentences)
    assert matrix["categories"] == list(places)
    assert matrix["counts"][places["evaluation"]][places["analysis"]] == evaluations


def test_decisions_two_steps_off_are_counted(accounts: list[Account], perfect: Predict, unit: Unit) -> None:
    def overawarded(account: Account) -> PredictedAccount:
        made = perfect(account)
        met = np.full_like(made.decisions, STATUSES.index("met"))
        return replace(made, decisions=met, decision_probabilities=np.eye(len(STATUSES))[met])

    report = build_report(accounts, [overawarded(account) for account in accounts], unit)

    statuses = [status for account in accounts for status in account.decisions.values()]
    decisions = report["overall"]["figures"]["decisions"]
    assert decisions["two_steps_off"]["value"] == pytest.approx(statuses.count("not") / len(statuses))
    assert decisions["exact_agreement"]["value"] == pytest.approx(statuses.count("met") / len(statuses))
    assert decisions["calibration_error"]["value"] == pytest.approx(1 - statuses.count("met") / len(statuses))
    assert decisions["kappa"]["value"] == 0.0
    assert decisions["kappa"]["n"] == len(accounts) * len(unit.marking_points)


def test_splits_part_the_accounts(perfect_report: Report, accounts: list[Account]) -> None:
    assert set(perfect_report["splits"]) == {"kind", "level", "english", "form", "sector", "sector_family"}
    for split in perfect_report["splits"].values():
        assert sum(own["accounts"] for own in split.values()) == len(accounts)
        assert sum(own["sentences"] for own in split.values()) == perfect_report["overall"]["sentences"]
    assert perfect_report["splits"]["kind"].keys() == {"inbox", "ordered"}
    assert perfect_report["splits"]["kind"]["inbox"]["accounts"] == 20


def test_each_kind_is_reported_apart(perfect_report: Report, accounts: list[Account]) -> None:
    assert perfect_report["by_kind"].keys() == {"inbox", "ordered"}
    for kind, own in perfect_report["by_kind"].items():
        of_kind = [account for account in accounts if account.kind == kind]
        (whole,) = own["splits"]["kind"].values()
        assert whole == perfect_report["splits"]["kind"][kind]
        assert sum(part["accounts"] for part in own["splits"]["form"].values()) == len(of_kind)
        needs = sum("1.needs" in sentence.elements for account in of_kind for sentence in account.sentences)
        assert own["labels"]["elements"]["1.needs"]["f1"]["n"] == needs
        assert own["points"]["MP1"]["kappa"]["n"] == len(of_kind)


def test_who_is_right_has_no_worst_errors(perfect_report: Report) -> None:
    assert perfect_report["worst_errors"] == []


def test_few_accounts_have_no_interval(perfect_report: Report) -> None:
    few = [own for own in perfect_report["splits"]["sector"].values() if own["accounts"] < 5]

    assert few
    assert all(figures["kappa"]["low"] is None for own in few for figures in [own["figures"]["stages"]])


def test_every_label_has_figures_of_its_own(perfect_report: Report, unit: Unit) -> None:
    for kind in (*LABEL_KINDS, "flags", "stages"):
        assert list(perfect_report["labels"][kind]) == [entry.id for entry in getattr(unit, kind)]
    assert list(perfect_report["points"]) == [point.id for point in unit.marking_points]
    assert perfect_report["labels"]["elements"]["1.needs"].keys() == {
        "f1", "precision", "recall", "account_f1", "account_precision", "account_recall", "calibration_error"
    }  # fmt: skip


def test_reliability_counts_every_judgement(perfect_report: Report, unit: Unit) -> None:
    sentences = perfect_report["overall"]["sentences"]

    cases = {name: sum(part["n"] for part in bins) for name, bins in perfect_report["reliability"].items()}

    assert cases["stages"] == sentences
    assert cases["elements"] == sentences * len(unit.elements)
    assert perfect_report["reliability"]["stages"][0] == {"n": 0, "probability": None, "right": None}


def test_the_same_seed_gives_the_same_report(accounts: list[Account], perfect: Predict, unit: Unit) -> None:
    shuffled = [perfect(account) for account in accounts]
    for predicted in shuffled[::3]:
        predicted.sentences.stages[:] = 0

    first, second, third = (build_report(accounts, shuffled, unit, seed=seed) for seed in (1, 1, 2))

    assert first == second
    assert first["overall"] != third["overall"]


def test_intervals_rest_on_a_thousand_draws_unless_told_otherwise(
    accounts: list[Account], perfect: Predict, unit: Unit
) -> None:
    few = accounts[:6]

    assert build_full_report(few, [perfect(account) for account in few], unit)["resamples"] == 1000


def test_rows_name_every_headline_once(perfect_report: Report) -> None:
    names = [name for name, _ in rows(perfect_report)]

    assert len(set(names)) == len(names)
    assert names[:2] == ["stages: kappa", "stages: reflective kappa"]
    assert "elements: account micro f1" in names
    assert dict(rows(perfect_report))["flags: micro f1"].value == 1.0


def test_nothing_to_evaluate_is_an_error(unit: Unit) -> None:
    with pytest.raises(CorpusError, match=r"no accounts to evaluate\. Name files that hold some\."):
        build_report([], [], unit)


def test_a_unit_without_mistakes_can_be_evaluated(accounts: list[Account], perfect: Predict, unit: Unit) -> None:
    bare = unit.model_copy(update={"mistakes": ()})

    def without_mistakes(account: Account) -> PredictedAccount:
        made = perfect(account)
        none = np.zeros((len(account.sentences), 0))
        labels = {**made.sentences.labels, "mistakes": PredictedLabels(none, none.astype(np.bool_))}
        return replace(made, sentences=replace(made.sentences, labels=labels))

    report = build_report(accounts, [without_mistakes(account) for account in accounts], bare)

    assert report["overall"]["figures"]["mistakes"]["micro_f1"]["value"] is None
    assert report["overall"]["figures"]["mistakes"]["macro_f1"]["value"] is None

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.corpus.accounts import Account, LabelledSentence
from nlp.corpus.gold_sentences import gold_sentences
from nlp.judgement.constraints import analyse_constraints
from nlp.judgement.depth import analyse_depth
from nlp.judgement.evidence import observe
from nlp.judgement.flags import features, probability
from nlp.judgement.rules import DepthModel, JudgementRules
from nlp.results import DepthLabel
from nlp.training.fit_depth import fit_depth
from nlp.training.fit_flags import fit_flags
from nlp.training.fit_rules import WEAK_SHARE, fit_rules
from nlp.training.judged import Judged, JudgedWhole
from tests.nlp.judgement.saying import Said, observed, prediction_of
from tests.nlp.training.inventing import account, random_accounts


def said_of(account: Account, yes: float, no: float, unit: Unit) -> list[Said]:
    """Every label that a sentence carries at ``yes``, every other one at ``no``."""
    return [
        Said(
            dict.fromkeys((label.id for label in unit.labels), no)
            | dict.fromkeys((*sentence.elements, *sentence.constraints, *sentence.mistakes), yes),
            sentence.stage,
            sentence.text,
        )
        for sentence in account.sentences
    ]


def whole(unit: Unit, item: Account, said: list[Said]) -> JudgedWhole:
    observations = observe(unit, gold_sentences(item), prediction_of(unit, said))
    rules = JudgementRules.unfitted(unit)
    depth = analyse_depth(unit, observations, DepthModel())
    constraints = analyse_constraints(unit, item.document().text, observations, rules)
    return JudgedWhole(item, observations, 1.0, depth, constraints)


@pytest.fixture(scope="module")
def accounts(unit: Unit) -> list[Account]:
    return random_accounts(unit, 24)


def test_a_bound_falls_between_what_is_and_what_is_not(unit: Unit, accounts: list[Account]) -> None:
    predictions = [prediction_of(unit, said_of(item, 0.42, 0.33, unit)) for item in accounts]

    rules = fit_rules(unit, accounts, predictions, inbox_weight=3.0)

    assert set(rules.labels) == {label.id for label in unit.labels}
    assert set(rules.points) == {point.id for point in unit.marking_points}
    assert set(rules.flags) == {flag.id for flag in unit.flags if flag.depth is None}
    for bounds in rules.labels.values():
        assert 0.33 < bounds.present <= 0.42
        assert bounds.weak == pytest.approx(bounds.present * WEAK_SHARE, abs=1e-4)


def test_labels_of_one_kind_share_a_bound(unit: Unit, accounts: list[Account]) -> None:
    predictions = [prediction_of(unit, said_of(item, 0.9, 0.2, unit)) for item in accounts]
    lower = [replace(item, mistakes=item.mistakes / 2) for item in predictions]

    rules = fit_rules(unit, accounts, lower, inbox_weight=1.0)

    assert len({rules.labels[entry.id].present for entry in unit.elements}) == 1
    assert {rules.labels[entry.id].present for entry in unit.mistakes} != {
        rules.labels[entry.id].present for entry in unit.elements
    }


# Depth --------------------------------------------------------------------------------------------------------------


def narrated(unit: Unit, reflecting: int, of: int, depth: DepthLabel) -> Judged:
    said = [Said(stage="analysis")] * reflecting + [Said()] * (of - reflecting)
    return Judged(account(unit, f"{reflecting}-of-{of}", [], depth=depth), observed(unit, *said), 1.0)


def test_depth_that_follows_the_units_bounds_is_left_alone(unit: Unit) -> None:
    judged = [
        narrated(unit, count, 10, "descriptive" if count < 2.5 else "analytical" if count > 5 else "mixed")
        for count in range(11)
    ]

    assert fit_depth(unit, judged) == DepthModel(slope=1.0, offset=0.0)


def test_a_model_that_sees_too_much_reflection_is_corrected(unit: Unit) -> None:
    judged = [
        narrated(unit, count, 20, "descriptive" if count < 8 else "analytical" if count > 13 else "mixed")
        for count in range(21)
    ]

    model = fit_depth(unit, judged)

    said = [analyse_depth(unit, item.observations, model).label for item in judged]
    assert said == [item.account.depth for item in judged]
    assert model != DepthModel()


# Flags --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def flagged(unit: Unit) -> list[JudgedWhole]:
    """Politeness and overlooked data protection, each flagged where it plainly shows."""
    made = []
    for number in range(40):
        polite, private = number % 2 == 0, number % 4 < 2
        text = "I wrote down her phone number." if private else "I swept the floor."
        item = account(
            unit,
            f"flagged-{number}",
            [LabelledSentence(text, "description"), LabelledSentence("A smile is enough.", "evaluation")],
            flags=("politeness",) * polite + ("data_protection",) * private,
        )
        shown = 0.6 + 0.3 * (number % 3 == 0) if polite else 0.1
        made.append(whole(unit, item, [Said(text=text), Said({"politeness": shown}, "evaluation")]))
    return made


def test_flags_are_raised_where_people_raised_them(unit: Unit, flagged: list[JudgedWhole]) -> None:
    models = fit_flags(unit, flagged)

    for name in ("politeness", "data_protection"):
        (flag,) = (flag for flag in unit.flags if flag.id == name)
        for item in flagged:
            values = features(unit, flag, item.observations, item.depth, item.constraints)
            raised = probability(models[name], values) >= models[name].threshold
            assert raised == (name in item.account.flags)


def test_flags_about_mistakes_share_a_model(unit: Unit, flagged: list[JudgedWhole]) -> None:
    models = fit_flags(unit, flagged)

    about_mistakes = [models[flag.id] for flag in unit.flags if flag.mistake]
    assert all(model == about_mistakes[0] for model in about_mistakes)
    assert about_mistakes[0].weights["strongest"] > 0
    assert set(models) == {flag.id for flag in unit.flags if flag.depth is None}


@pytest.mark.parametrize("always", [True, False])
def test_a_flag_that_says_nothing_about_accounts_is_always_or_never_raised(
    unit: Unit, flagged: list[JudgedWhole], *, always: bool
) -> None:
    flags = ("constraints",) if always else ()
    judged = [replace(item, account=replace(item.account, flags=flags)) for item in flagged]

    model = fit_flags(unit, judged)["constraints"]

    (flag,) = (flag for flag in unit.flags if flag.id == "constraints")
    values = [features(unit, flag, item.observations, item.depth, item.constraints) for item in judged]
    assert {probability(model, row) >= model.threshold for row in values} == {always}


def test_what_counts_more_pulls_the_bound(unit: Unit) -> None:
    rows = np.repeat([0.3, 0.6], 10)
    accounts = [
        account(
            unit,
            f"weighed-{number}",
            [LabelledSentence("It rang.", "description", ("6.cues",)), LabelledSentence("It did.", "description")],
            kind="inbox" if number < 10 else "ordered",
            decisions={"MP6": "partial" if number % 2 else "not"},
            depth="mixed" if number % 2 else "descriptive",
        )
        for number in range(20)
    ]
    predictions = [prediction_of(unit, [Said({"6.cues": value}), Said({"6.cues": 0.4})]) for value in rows]

    heavy = fit_rules(unit, accounts, predictions, inbox_weight=50.0).labels["6.cues"].present
    light = fit_rules(unit, accounts, predictions, inbox_weight=0.01).labels["6.cues"].present

    assert heavy <= 0.3 < light

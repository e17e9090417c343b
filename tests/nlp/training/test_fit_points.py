from __future__ import annotations

import numpy as np
import pytest

from criteria_bank.schema import Unit
from nlp.judgement.points import FEATURES, decide, features, status_probabilities
from nlp.judgement.rules import PointModel
from nlp.results import Status
from nlp.training.fit_points import GAP, fit_points
from nlp.training.judged import Judged
from tests.nlp.judgement.saying import Said, observed
from tests.nlp.training.inventing import account

TRUTH = PointModel(weights={"found_elements": 3.0}, partial_cut=3.0, met_cut=6.0)


def drawn(unit: Unit, count: int, seed: int = 0) -> list[Judged]:
    """Accounts whose statuses were drawn from `TRUTH`."""
    random = np.random.default_rng(seed)
    made = []
    for number in range(count):
        generosity = random.random()
        labels = {element.id: float(random.random() < generosity) * random.random() for element in unit.elements}
        observations = observed(unit, Said(labels), Said({name: value / 2 for name, value in labels.items()}))
        decisions: dict[str, Status] = {}
        for point in unit.marking_points:
            chances = status_probabilities(TRUTH, features(point, observations))
            names = list(chances)
            decisions[point.id] = names[int(random.choice(3, p=np.array([chances[name] for name in names])))]
        made.append(Judged(account(unit, f"drawn-{number}", [], decisions=decisions), observations, 1.0))
    return made


@pytest.fixture(scope="module")
def judged(unit: Unit) -> list[Judged]:
    return drawn(unit, 150)


@pytest.fixture(scope="module")
def models(unit: Unit, judged: list[Judged]) -> dict[str, PointModel]:
    return fit_points(unit, judged)


def test_there_is_a_model_for_each_point_with_shared_weights(unit: Unit, models: dict[str, PointModel]) -> None:
    assert list(models) == [point.id for point in unit.marking_points]
    first, *others = models.values()
    assert set(first.weights) == set(FEATURES)
    assert all(other.weights == first.weights for other in others)
    assert all((other.say_partial, other.say_met) == (first.say_partial, first.say_met) for other in others)


def test_weights_are_not_negative_and_cuts_are_ordered(models: dict[str, PointModel]) -> None:
    for model in models.values():
        assert all(weight >= 0 for weight in model.weights.values())
        assert model.met_cut - model.partial_cut >= GAP - 1e-3


def test_the_probabilities_that_labels_were_drawn_from_are_found_again(
    unit: Unit, judged: list[Judged], models: dict[str, PointModel]
) -> None:
    errors = [
        abs(fitted[name] - true[name])
        for item in judged
        for point in unit.marking_points
        for values in [features(point, item.observations)]
        for fitted, true in [(status_probabilities(models[point.id], values), status_probabilities(TRUTH, values))]
        for name in true
    ]

    assert np.mean(errors) < 0.05


def test_fresh_accounts_are_decided_better_than_by_the_commonest_status(
    unit: Unit, models: dict[str, PointModel]
) -> None:
    fresh = drawn(unit, 60, seed=9)
    pairs = [(point, item) for point in unit.marking_points for item in fresh]
    truth = [item.account.decisions[point.id] for point, item in pairs]

    said = [
        decide(models[p.id], status_probabilities(models[p.id], features(p, item.observations))) for p, item in pairs
    ]

    right = sum(one == other for one, other in zip(said, truth, strict=True))
    assert right > max(truth.count(status) for status in ("not", "partial", "met"))


def test_evidence_against_expectation_gets_no_weight(unit: Unit, judged: list[Judged]) -> None:
    upside_down: dict[Status, Status] = {"met": "not", "not": "met", "partial": "partial"}
    perverse = [
        Judged(
            account(
                unit, item.account.id, [], decisions={k: upside_down[v] for k, v in item.account.decisions.items()}
            ),
            item.observations,
            1.0,
        )
        for item in judged[:40]
    ]

    models = fit_points(unit, perverse)

    assert all(weight == pytest.approx(0.0, abs=1e-3) for weight in models["MP1"].weights.values())

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from criteria_bank.schema import Unit
from nlp.classifier.artefacts import FILES, Manifest, SimilarityFit, write_manifest
from nlp.errors import ArtefactAltered, ArtefactMissing
from nlp.judgement.rules import DepthModel, FlagModel, JudgementRules, LabelThresholds, PointModel, load_rules


@pytest.fixture
def fitted(unit: Unit) -> JudgementRules:
    plain = JudgementRules.unfitted(unit, present=0.6, weak=0.3)
    return plain.model_copy(update={"depth": DepthModel(slope=1.1, offset=-0.05)})


def test_plain_rules_cover_the_whole_unit(unit: Unit, rules: JudgementRules) -> None:
    assert list(rules.labels) == [label.id for label in unit.labels]
    assert list(rules.points) == [point.id for point in unit.marking_points]
    assert list(rules.flags) == [flag.id for flag in unit.flags if flag.depth is None]
    assert all(bounds.weak < bounds.present for bounds in rules.labels.values())


def test_rules_come_back_as_they_were_written(unit: Unit, fitted: JudgementRules, tmp_path: Path) -> None:
    path = tmp_path / "rules.json"
    path.write_text(fitted.model_dump_json(indent=2), encoding="utf-8")

    assert load_rules(path, unit, "trained") == fitted


def test_fitted_rules_are_completed_for_what_a_unit_has_gained(
    unit: Unit, rules: JudgementRules, fitted: JudgementRules, tmp_path: Path
) -> None:
    older = fitted.model_copy(
        update={
            "labels": {name: bounds for name, bounds in fitted.labels.items() if name != "1.theory"},
            "flags": {name: model for name, model in fitted.flags.items() if name != "uniform"},
        }
    )
    path = tmp_path / "rules.json"
    path.write_text(older.model_dump_json(), encoding="utf-8")

    loaded = load_rules(path, unit, "trained")

    assert loaded.labels["1.theory"] == rules.labels["1.theory"]
    assert loaded.labels["1.needs"] == fitted.labels["1.needs"]
    assert loaded.flags == fitted.flags
    assert loaded.depth == fitted.depth


def test_a_unit_without_heads_has_plain_rules_with_the_bounds_of_matching(unit: Unit, tmp_path: Path) -> None:
    write_manifest(tmp_path, a_manifest(SimilarityFit(present=0.4, weak=0.1)))

    loaded = load_rules(tmp_path / "rules.json", unit, "similarity")

    assert loaded == JudgementRules.unfitted(unit, present=0.4, weak=0.1)


def test_bounds_of_matching_that_are_missing_are_a_missing_model(unit: Unit, tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match="Reinstall"):
        load_rules(tmp_path / "rules.json", unit, "similarity")


def a_manifest(similarity: SimilarityFit) -> Manifest:
    """Of a model without labels."""
    return Manifest(
        name="tiny",
        version="0.0.1",
        unit="meeting-visitors",
        stages=(),
        elements=(),
        constraints=(),
        mistakes=(),
        files=dict.fromkeys(FILES, ""),
        training={},
        similarity=similarity,
    )


@pytest.mark.parametrize("text", ["", "{}", '{"labels": {}, "points": {}, "flags": {}, "mood": {}}'])
def test_rules_that_cannot_be_read_are_an_altered_model(unit: Unit, tmp_path: Path, text: str) -> None:
    path = tmp_path / "rules.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ArtefactAltered, match="Reinstall"):
        load_rules(path, unit, "trained")


def test_evidence_that_lowers_a_status_is_refused() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        PointModel(weights={"found_elements": -0.1}, partial_cut=0.0, met_cut=1.0)


def test_a_met_that_is_easier_than_partial_is_refused() -> None:
    with pytest.raises(ValidationError, match="met_cut is below partial_cut"):
        PointModel(weights={}, partial_cut=1.0, met_cut=0.9)


def test_bounds_are_probabilities() -> None:
    with pytest.raises(ValidationError):
        LabelThresholds(present=1.2, weak=0.5)
    with pytest.raises(ValidationError):
        FlagModel(weights={}, intercept=0.0, threshold=-0.1)


def test_rules_are_immutable(rules: JudgementRules) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        rules.depth = DepthModel()  # type: ignore[misc]

"""The fitted parameters of every judgement, as data (``rules.json`` beside the model).

They are fitted on out-of-fold predictions over whole held-out sectors (`nlp.training.fit_rules`), never on the
accounts a figure is quoted for. `JudgementRules.unfitted` serves units without training data.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat, ValidationError, model_validator

from criteria_bank.schema import Unit
from nlp.classifier.artefacts import parse_manifest
from nlp.errors import ArtefactAltered
from nlp.results import Matching, Probability


class Parameters(BaseModel):
    """Base of the parameter blocks: immutable, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LabelThresholds(Parameters):
    """Probability from which a sentence carries the label, and from which it is at least weak evidence of it.

    ``somewhere``: probability that the account holds the label (`Observations.somewhere`) from which it counts as found
    though no sentence carries it for sure; 1 where only single sentences are to count.
    """

    present: Probability
    weak: Probability
    somewhere: Probability = 1.0


class PointModel(Parameters):
    """Ordinal (proportional-odds) model of one marking point's status.

    ``weights`` (all >= 0, one per feature of `nlp.judgement.points.FEATURES`) make a score that more evidence never
    lowers; P(at least partial) = logistic(score - partial_cut), P(met) = logistic(score - met_cut), with
    ``met_cut >= partial_cut``. ``say_partial`` and ``say_met`` are the probabilities from which the status is said.
    """

    weights: dict[str, NonNegativeFloat]
    partial_cut: float
    met_cut: float
    say_partial: Probability = 0.5
    say_met: Probability = 0.5

    @model_validator(mode="after")
    def _cuts_are_ordered(self) -> Self:
        if self.met_cut < self.partial_cut:
            raise ValueError("met_cut is below partial_cut, so that P(partial) would be negative.")
        return self


class FlagModel(Parameters):
    """Logistic model of one flag over the features of `nlp.judgement.flags`; raised from ``threshold`` on."""

    weights: dict[str, float]
    intercept: float
    threshold: Probability


class DepthModel(Parameters):
    """Linear map of the expected reflective share to the share that a person counts: ``slope * share + offset``."""

    slope: float = 1.0
    offset: float = 0.0


class JudgementRules(Parameters):
    """All of them, keyed by the unit's identifiers."""

    labels: dict[str, LabelThresholds]
    points: dict[str, PointModel]
    flags: dict[str, FlagModel]
    depth: DepthModel = Field(default_factory=DepthModel)

    @classmethod
    def unfitted(cls, unit: Unit, *, present: float = 0.5, weak: float = 0.25) -> JudgementRules:
        """Plain rules for a unit without training data.

        Even thresholds, statuses by the number of elements found; a flag is raised by one sentence that shows its
        mistake, or one constraint that is overlooked.
        """
        names = [label.id for label in unit.labels]
        return cls(
            labels=dict.fromkeys(names, LabelThresholds(present=present, weak=weak)),
            points={
                point.id: PointModel(
                    weights={"strongest_elements": 4.0},
                    partial_cut=4.0 * (point.requires.partial - 0.5),
                    met_cut=4.0 * (point.requires.met - 0.5),
                )
                for point in unit.marking_points
            },
            flags={
                flag.id: FlagModel(
                    weights={"strongest": 8.0, "overlooked": 8.0 * len(flag.constraints_overlooked)},
                    intercept=-4.0,
                    threshold=0.5,
                )
                for flag in unit.flags
                if flag.depth is None
            },
        )

    def completed(self, unit: Unit) -> JudgementRules:
        """These rules, with plain ones for whatever the unit has gained since they were fitted."""
        plain = self.unfitted(unit)
        return self.model_copy(
            update={
                "labels": plain.labels | self.labels,
                "points": plain.points | self.points,
                "flags": plain.flags | self.flags,
            }
        )


def load_rules(path: Path, unit: Unit, matching: Matching) -> JudgementRules:
    """The fitted rules of a model's file for a unit with trained heads; for any other plain ones, with fitted bounds.

    Raises ArtefactMissing or ArtefactAltered.
    """
    if matching == "similarity":
        similarity = parse_manifest(path.parent).similarity
        return JudgementRules.unfitted(unit, present=similarity.present, weak=similarity.weak)
    try:
        return JudgementRules.model_validate_json(path.read_bytes()).completed(unit)
    except ValidationError as error:
        raise ArtefactAltered(f"{path} does not hold rules that this version reads. Reinstall tallymark.") from error

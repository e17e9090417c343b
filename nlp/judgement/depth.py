"""Whether an account analyses or only narrates."""

from __future__ import annotations

import numpy as np

from criteria_bank.schema import Unit
from nlp.judgement.evidence import Observations
from nlp.judgement.rules import DepthModel
from nlp.results import Depth, DepthLabel


def reflective_share(unit: Unit, observations: Observations) -> float:
    """Expected share of the content sentences that reflect, in [0, 1].

    A sentence counts as far as it is content, and reflects as far as its stage does and it shows no mistake: an
    opinion that is a mistake is not reflection (labelling guide, section 6).
    """
    content = observations.content
    if not content.sum():
        return 0.0
    mistaken = np.max([observations.labels[mistake.id] for mistake in unit.mistakes], axis=0, initial=0.0)
    return float((observations.reflective * (1.0 - mistaken)).sum() / content.sum())


def analyse_depth(unit: Unit, observations: Observations, model: DepthModel) -> Depth:
    """The depth of the account by the unit's bounds on the reflective share."""
    share = float(np.clip(model.slope * reflective_share(unit, observations) + model.offset, 0.0, 1.0))
    said = observations.stages.argmax(axis=1)
    return Depth(
        label=depth_label(unit, share),
        reflective_share=round(share, 4),
        stages={stage.id: int((said == index).sum()) for index, stage in enumerate(unit.stages)},
    )


def depth_label(unit: Unit, share: float) -> DepthLabel:
    """Depth of a reflective share, by the unit's bounds."""
    if share < unit.depth.descriptive_below:
        return "descriptive"
    return "analytical" if share > unit.depth.analytical_above else "mixed"

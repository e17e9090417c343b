"""How risky each decided submission is, from what can be known before anybody looks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from service.judging.columns import STATUSES, Source
from service.judging.sampling.rules import Factors, Rules

_OF_RECORD = (Source.ASSESSMENT.value, Source.CONTEST.value)
_POINT = ["submission", "marking_point"]
_PROBABILITIES = [f"probability_{status}" for status in STATUSES]
_LEAST_LIKELY = 0.01
FACTORS = tuple(Factors.model_fields)
DIMENSIONS = ("assessor", "point", "method", "location", "cohort")
"""Of what something has to be looked at within a period."""


def of_record(table: pd.DataFrame) -> pd.DataFrame:
    """The decision that stands on each point of each submission."""
    standing = table[table["source"].isin(_OF_RECORD) & table["in_force"]]
    return standing.drop_duplicates(_POINT, keep="last")


def risks(table: pd.DataFrame, rules: Rules, *, at: datetime) -> pd.DataFrame:
    """One row for each submission with decisions of record, by its id.

    ``table``: as `service.judging.columns` describes it, with what came before the period; ``at``: the moment of
    planning. Columns: those of the table that are of a submission, ``assessor`` (who decided most), ``decided_on``,
    ``decisions`` (their number), how often each factor applies, ``score`` (points) and ``band`` (its id).
    """
    standing = of_record(table)
    found = _submissions(standing)
    for factor, count in _counts(table, standing, found, rules, at).items():
        most = getattr(rules.factors, factor).most
        applies = count.reindex(found.index).fillna(0).to_numpy(dtype="int64")
        found[factor] = np.clip(applies, 0, most)
    points = {factor: getattr(rules.factors, factor).points for factor in FACTORS}
    found["score"] = sum(found[factor] * points[factor] for factor in FACTORS)
    found["band"] = _bands(found["score"], rules)
    return found


def _submissions(standing: pd.DataFrame) -> pd.DataFrame:
    work = standing.groupby("submission", observed=True)
    whole = work[["unit", "learner", "cohort", "method", "location", "words", "opened_on"]].first()
    most = standing.groupby(["submission", "assessor"], observed=True).size().rename("size").reset_index()
    most = most.sort_values("size", kind="stable").drop_duplicates("submission", keep="last").set_index("submission")
    whole["assessor"] = most["assessor"].astype(str)
    whole["decided_on"] = work["decided_on"].max()
    whole["decisions"] = work.size()
    whole["contested_at_all"] = work["contested"].any()
    whole.index = whole.index.astype(str)
    return whole


def _counts(
    table: pd.DataFrame, standing: pd.DataFrame, found: pd.DataFrame, rules: Rules, at: datetime
) -> dict[str, pd.Series[Any]]:
    """How often each factor applies to each submission."""
    factors = rules.factors
    given = _given(standing)
    sure = standing[_PROBABILITIES].max(axis=1)
    halved = pd.Series(np.log2(factors.against_evidence.beyond / given.clip(lower=_LEAST_LIKELY)), index=given.index)
    # Without probabilities a suggestion is all there is to go by.
    bare = given.isna() & standing["suggestion"].notna() & _differ(standing["suggestion"], standing["status"])
    against = (halved // 1 + 1).clip(lower=0).fillna(0) + bare
    minutes = (found["decided_on"] - found["opened_on"]).dt.total_seconds() / 60
    record = _record(table, rules)
    return {
        "contested": found["contested_at_all"],
        "new_assessor": _experience(table, found) < factors.new_assessor.beyond,
        "record": found["assessor"].map(record / factors.record.beyond).astype(float).fillna(0) // 1,
        "against_evidence": _sum(standing, against),
        "uncertain": _sum(standing, sure < factors.uncertain.beyond),
        "borderline": _sum(standing, standing["status"] == "partial"),
        "hasty": found["words"] > minutes * factors.hasty.beyond,
        "unusual_length": _unusual(found, factors.unusual_length.beyond),
        "unsampled": ~found["assessor"].isin(_looked_at(table, at, factors.unsampled.beyond)),
    }


def _given(standing: pd.DataFrame) -> pd.Series[float]:
    """How probable the program held the status that was given."""
    held = standing[_PROBABILITIES].to_numpy()
    return pd.Series(held[np.arange(len(held)), standing["status"].cat.codes], index=standing.index)


def _differ(one: pd.Series[Any], two: pd.Series[Any]) -> pd.Series[bool]:
    return one.cat.codes != two.cat.codes


def _sum(standing: pd.DataFrame, applies: pd.Series[Any]) -> pd.Series[Any]:
    counted = applies.groupby(standing["submission"], observed=True).sum()
    counted.index = counted.index.astype(str)
    return counted


def _experience(table: pd.DataFrame, found: pd.DataFrame) -> pd.Series[int]:
    """How many submissions whoever decided had decided before."""
    own = table[table["source"].isin(_OF_RECORD)].drop_duplicates(["assessor", "submission"])
    before = own.groupby("assessor", observed=True).cumcount()
    place = pd.MultiIndex.from_arrays([own["assessor"].astype(str), own["submission"].astype(str)])
    wanted = pd.MultiIndex.from_arrays([found["assessor"], found.index])
    return pd.Series(pd.Series(before.to_numpy(), index=place).reindex(wanted).to_numpy(), index=found.index)


def _record(table: pd.DataFrame, rules: Rules) -> pd.Series[float]:
    """By how much more often second decisions differ from each assessor's than is usual: 0.5 is half as often again."""
    hers = table[table["source"] == Source.ASSESSMENT.value].drop_duplicates(["draft", "marking_point"])
    again = table[table["source"].isin((Source.SAMPLING.value, Source.CONTEST.value))]
    wanted = ["draft", "marking_point", "assessor", "status"]
    both = hers[wanted].merge(again[wanted], on=wanted[:2], suffixes=("", "_again"))
    both = both[both["assessor"].astype(str) != both["assessor_again"].astype(str)]
    marked = table[(table["source"] == Source.STANDARDISATION.value) & table["standard"].notna()]
    differs = pd.concat([_differ(both["status"], both["status_again"]), _differ(marked["status"], marked["standard"])])
    who = pd.concat([both["assessor"].astype(str), marked["assessor"].astype(str)])
    if differs.empty or not differs.any():
        return pd.Series(dtype="float64")
    prior = rules.record_prior.differing
    counted = differs.groupby(who).agg(["sum", "size"])
    return (counted["sum"] + prior) / (counted["size"] * differs.mean() + prior) - 1


def _unusual(found: pd.DataFrame, beyond: float) -> pd.Series[bool]:
    words = found.groupby("unit", observed=True)["words"]
    return (found["words"] < words.transform("quantile", beyond)) | (
        found["words"] > words.transform("quantile", 1 - beyond)
    )


def _looked_at(table: pd.DataFrame, at: datetime, days: float) -> set[str]:
    """Whose work was marked a second time of late."""
    late = (table["source"] == Source.SAMPLING.value) & (table["decided_on"] >= at - pd.Timedelta(days=days))
    looked = table.loc[late, "draft"].unique()
    mine = table["source"].isin(_OF_RECORD) & table["draft"].isin(looked)
    return set(table.loc[mine, "assessor"].astype(str))


def _bands(score: pd.Series[float], rules: Rules) -> pd.Series[str]:
    bounds = np.array([band.lowest for band in reversed(rules.bands)])
    names = np.array([band.id for band in reversed(rules.bands)])
    return pd.Series(names[np.searchsorted(bounds, score.to_numpy(), side="right") - 1], index=score.index)

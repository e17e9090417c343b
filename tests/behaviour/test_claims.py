"""Texts without evidence earn no `met` (the installed model; bounds.yaml says what is not yet so)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from criteria_bank.loader import load_unit
from nlp.evaluation.behaviour.cases import Cases, Claim
from nlp.evaluation.behaviour.gaming import Earned, earned
from nlp.evaluation.behaviour.unit_claims import unit_claims
from nlp.pipeline import Analyser
from tests.behaviour.conftest import Bounds

CATEGORIES = sorted(path.stem for path in (Path(__file__).parent / "cases" / "gaming").glob("*.yaml"))


@pytest.fixture(scope="module")
def earnings(analyser: Analyser, cases: Cases) -> list[Earned]:
    return earned(analyser, cases.claims)


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_text_without_evidence_earns_nothing(earnings: list[Earned], bounds: Bounds, category: str) -> None:
    of_category = [one for one in earnings if one.claim.category == category]
    bound = bounds.claims.of(category)

    met = [f"{one.claim.name}: {' '.join(one.met)}" for one in of_category if one.met]
    too_partial = [f"{one.claim.name}: {' '.join(one.partial)}" for one in of_category if one.too_partial]

    assert len(met) <= bound.met, met
    assert len(too_partial) <= bound.too_partial, too_partial


def test_pasting_the_unit_back_earns_nothing(analyser: Analyser, bounds: Bounds) -> None:
    pasted = earned(analyser, unit_claims(analyser.unit))

    met = Counter(one.claim.category for one in pasted if one.met)
    too_partial = Counter(one.claim.category for one in pasted if one.too_partial)

    over = {
        category
        for category in met | too_partial
        if met[category] > bounds.claims.of(category).met
        or too_partial[category] > bounds.claims.of(category).too_partial
    }
    assert not over, {one.claim.name: (one.met, one.partial) for one in pasted if one.claim.category in over}


def test_every_category_holds_different_texts_of_a_realistic_length(cases: Cases) -> None:
    per_category = Counter(claim.category for claim in cases.claims)
    assert min(per_category.values()) >= 6
    assert len({claim.text for claim in cases.claims}) == len(cases.claims)
    assert not {claim.name: n for claim in cases.claims if not 60 <= (n := len(claim.text.split())) <= 250}


def test_the_unit_yields_claims_from_every_part_that_can_be_pasted() -> None:
    unit = load_unit("build-and-maintain-effective-customer-relations").unit

    claims = unit_claims(unit)

    pasted = " ".join(_words(claim.text) for claim in claims)
    points, elements = unit.marking_points, unit.elements
    parts = [
        *(point.text for point in points),
        *(text for element in elements for text in (element.label, element.description, element.question)),
        *(tip.text for tip in unit.guidance),
        *(mistake.text for mistake in unit.common_mistakes),
        *(term.definition for term in unit.glossary),
    ]
    assert [part for part in parts if _words(part) not in pasted] == []


def test_no_claim_is_made_from_an_example_of_evidence() -> None:
    unit = load_unit("build-and-maintain-effective-customer-relations").unit

    pasted = [claim.text for claim in unit_claims(unit)]

    examples = [example for element in unit.elements for example in element.examples]
    assert not [example for example in examples if any(example in text for text in pasted)]


def test_padding_counts_only_where_it_raises_what_the_story_earns() -> None:
    padded = Claim("padded", "one", "story\n\npadding", story="story")
    plain = Claim("plain", "two", "text")

    assert not Earned(padded, met=(), partial=("MP1", "MP3"), raised=0).too_partial
    assert Earned(padded, met=(), partial=("MP1",), raised=1).too_partial
    assert not Earned(plain, met=(), partial=("MP1",), raised=0).too_partial
    assert Earned(plain, met=(), partial=("MP1", "MP3"), raised=0).too_partial


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text)

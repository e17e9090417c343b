"""The unit holds every line of its specification, word for word, and adds none to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from criteria_bank.schema import Unit

PAGES = sorted((Path(__file__).parent / "seeds").glob("*.txt"))
PROSE_LENGTH = 90


def lines(page: Path) -> list[str]:
    return [" ".join(line.split()) for line in page.read_text(encoding="utf-8").splitlines() if line.strip()]


def bullets(page: Path) -> list[str]:
    """The listed lines, without their bullet; the four outcomes stand on one line and come apart here."""
    listed = [re.sub(r"^[•-]\s*(?:💡\s*)?", "", line) for line in lines(page) if re.match(r"[•-]\s", line)]
    return [part for line in listed for part in re.split(r",\s(?=Be able to )", line)]


def wordings(unit: Unit) -> set[str]:
    return {
        *(outcome.text for outcome in unit.learning_outcomes),
        *(point.text for point in unit.marking_points),
        *(tip.text for tip in unit.guidance),
        *(known.text for known in unit.prior_knowledge),
        *(f"{concept.title}: {concept.text}" for concept in unit.key_concepts),
        *(mistake.text for mistake in unit.common_mistakes),
        *(f"Misconception: {one.misconception} Correction: {one.correction}" for one in unit.misconceptions),
    }


def without_entry(unit: Unit, page: Path) -> set[str]:
    return set(bullets(page)) - wordings(unit)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_listed_line_has_an_entry(unit: Unit, page: Path) -> None:
    assert without_entry(unit, page) == set()


def test_the_unit_adds_no_line_of_its_own(unit: Unit) -> None:
    listed = {line for page in PAGES for line in bullets(page)}
    assert wordings(unit) == listed
    assert len(listed) == 4 + 8 + 11 + 3 + 5 + 8 + 3


def test_one_letter_changed_is_noticed(unit: Unit) -> None:
    last = unit.marking_points[-1]
    corrected = last.model_copy(update={"text": last.text.replace("analyzing", "analysing")})
    changed = unit.model_copy(update={"marking_points": (*unit.marking_points[:-1], corrected)})
    assert without_entry(changed, PAGES[0]) == {last.text}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_prose_paragraph_is_held(unit: Unit, page: Path) -> None:
    """The page repeats the start of the synopsis, cut off, as its description."""
    paragraphs = [line for line in lines(page) if len(line) >= PROSE_LENGTH and not re.match(r"[•-]\s", line)]
    held = (unit.synopsis, *unit.overview, f"{unit.title}i{unit.awarding_organisation[1:]}")
    assert [
        line for line in paragraphs if not any(text.startswith(line) for text in held) and unit.title not in line
    ] == []
    assert unit.synopsis in paragraphs


def test_overview_qualifications_and_titles_are_the_specification_s(unit: Unit) -> None:
    page = lines(PAGES[0])
    assert set(unit.overview) <= set(page)
    assert [one.title for one in unit.qualifications] == [line for line in page if line.startswith("iCQ Level")]
    assert [one.level for one in unit.qualifications] == [4, 3]
    assert unit.title in page
    kind = unit.category.split(", ")[0]
    assert page[-1] == f"{unit.title} ({unit.awarding_organisation} {kind})"


def test_the_glossary_explains_the_specification_s_key_terms(unit: Unit) -> None:
    terms = {entry.term for entry in unit.glossary}
    assert {outcome.text for outcome in unit.learning_outcomes} <= terms

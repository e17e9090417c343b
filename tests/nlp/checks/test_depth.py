"""Where a "why" would pay most."""

from __future__ import annotations

from criteria_bank.checks import DepthCheck
from nlp.checks.depth import places_for_why
from tests.nlp.checks.checking import Bench
from tests.nlp.judgement.saying import Said

ACTED = Said({"3.technique": 0.9}, text="I rang her back on Thursday.")
ALSO_ACTED = Said({"6.listening": 0.8}, text="I let her finish.")
WE_ACTED = Said({"3.technique": 0.9}, text="We moved her to the front of the list.")
SHE_ACTED = Said({"3.interaction": 0.9}, text="She came in with a torn letter.")
TOLD = Said(text="It was raining that day.")
EXPLAINED = Said({}, "analysis", "That mattered because nobody had rung her before.")


def places(bench: Bench, *paragraphs: list[Said]) -> list[str]:
    account = bench.account(*paragraphs)
    (check,) = [check for check in bench.unit.checks if isinstance(check, DepthCheck)]
    extents = [account.extent(index) for index in places_for_why(check, account)]
    return [account.text[extent.start : extent.end] for extent in extents]


def test_an_action_that_nothing_explains_is_a_place(bench: Bench) -> None:
    assert places(bench, [TOLD, ACTED, TOLD]) == [ACTED.text]


def test_an_action_that_is_explained_soon_after_is_none(bench: Bench) -> None:
    assert places(bench, [ACTED, EXPLAINED]) == []
    assert places(bench, [ACTED, TOLD, EXPLAINED]) == []


def test_an_explanation_further_on_or_in_the_next_paragraph_does_not_count(bench: Bench) -> None:
    assert places(bench, [ACTED, TOLD, TOLD, EXPLAINED]) == [ACTED.text]
    assert places(bench, [ACTED], [EXPLAINED]) == [ACTED.text]


def test_what_reflects_itself_or_is_not_the_writers_own_is_none(bench: Bench) -> None:
    reflecting = Said({"3.technique": 0.9}, "analysis", "I rang her because she had waited.")

    assert places(bench, [reflecting, SHE_ACTED, TOLD]) == []


def test_what_an_assessor_says_is_none(bench: Bench) -> None:
    asked = Said({"3.technique": 0.9}, text="Assessor: I would have rung her back.", speaker="assessor")

    assert places(bench, [asked], [Said(text="Learner: It was late.")]) == []


def test_the_surest_of_the_writers_own_actions_come_first_and_keep_apart(bench: Bench) -> None:
    assert places(bench, [WE_ACTED, TOLD, TOLD, ALSO_ACTED, ACTED, TOLD]) == [ACTED.text, WE_ACTED.text]


def test_there_are_at_most_three(bench: Bench) -> None:
    paragraphs = [[Said({"3.technique": 0.9 - n / 20}, text=f"I rang number {n}."), TOLD, TOLD] for n in range(5)]

    assert places(bench, *paragraphs) == ["I rang number 0.", "I rang number 1.", "I rang number 2."]


def test_the_finding_names_the_profile_and_cites_the_places(bench: Bench) -> None:
    found = bench.check([TOLD, ACTED, TOLD, TOLD, TOLD, TOLD, EXPLAINED])["descriptive"]

    assert (found.kind, found.status, found.cites) == ("mistake", "missing", ("CM3",))
    assert "6 tell, 1 explain" in found.message
    assert len(found.evidence) == 1


def test_an_analytical_account_needs_no_places(bench: Bench) -> None:
    found = bench.check([ACTED, EXPLAINED, EXPLAINED])["descriptive"]

    assert (found.status, found.evidence) == ("found", ())
    assert "67%" in found.message

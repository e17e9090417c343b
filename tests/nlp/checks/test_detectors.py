"""What each kind of check makes of sentences that a model is sure of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from criteria_bank.checks import ConstraintsCheck
from criteria_bank.schema import Unit
from nlp.checks.checker import Checker
from nlp.checks.limits import check_constraints
from nlp.judgement.flags import Whole
from nlp.judgement.told import Told
from nlp.results import FlagFinding
from tests.nlp.checks.checking import Bench
from tests.nlp.judgement.saying import Said

TOLD = Said(text="It was raining that day.")
NAMED = Said(text="I have heard of SERVQUAL.")
APPLIED = Said({"1.theory": 0.9}, "analysis", "On SERVQUAL our gap was reliability.")
APPLIED_WITHOUT_A_NAME = Said({"1.theory": 0.9}, "analysis", "We were strong on tangibles.")


def words(bench: Bench, check: str, *paragraphs: list[Said]) -> list[str]:
    text = bench.account(*paragraphs).text
    return [text[place.start : place.end] for place in bench.check(*paragraphs)[check].evidence]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([APPLIED], "found"),
        ([NAMED, APPLIED_WITHOUT_A_NAME], "found"),
        ([NAMED, TOLD, APPLIED_WITHOUT_A_NAME], "found"),
        ([APPLIED_WITHOUT_A_NAME, NAMED], "found"),
        ([NAMED, TOLD, TOLD, APPLIED_WITHOUT_A_NAME], "partly"),
        ([NAMED], "partly"),
        ([APPLIED_WITHOUT_A_NAME], "partly"),
        ([Said({"1.theory": 0.9}, text="I did not use SERVQUAL.")], "missing"),
        ([TOLD], "missing"),
    ],
)
def test_a_term_counts_where_it_is_put_to_use(bench: Bench, said: list[Said], status: str) -> None:
    assert bench.check(said)["model_applied"].status == status


def test_named_and_unnamed_have_messages_of_their_own(bench: Bench) -> None:
    named, unnamed = (bench.check([said])["model_applied"].message for said in (NAMED, APPLIED_WITHOUT_A_NAME))

    assert "You name SERVQUAL" in named
    assert "tell the reader which model" in unnamed


def test_a_term_that_is_used_in_another_paragraph_is_only_named(bench: Bench) -> None:
    assert bench.check([NAMED], [APPLIED_WITHOUT_A_NAME])["model_applied"].status == "partly"


def test_what_could_have_been_used_is_only_named(bench: Bench) -> None:
    wished = Said(text="Looking back I could have used SERVQUAL.")

    assert bench.check([wished, APPLIED_WITHOUT_A_NAME])["model_applied"].status == "partly"


def test_parts_are_listed_as_found_and_missing_and_cited_in_reading_order(bench: Bench) -> None:
    reviewed = Said({"4.mechanism": 0.9}, text="Each Friday we go through the cards.")
    planned = Said({"2.prioritisation": 0.9}, "analysis", "I put the schools first.")
    found = bench.check([reviewed, TOLD, planned])["cycle"]

    assert (found.kind, found.status, found.cites) == ("advice", "partly", ("TIP6",))
    assert "planning, reviewing" in found.message
    assert "doing" in found.message
    assert words(bench, "cycle", [reviewed, TOLD, planned]) == [reviewed.text, planned.text]


@pytest.mark.parametrize(
    ("plan", "missing"),
    [
        ("I will ring all twelve of them by Friday.", None),
        ("I will ring all of them by Friday.", "how it will be measured"),
        ("I will ring all twelve of them.", "by when"),
        ("All twelve will be rung by Friday.", "who will do it"),
        ("Lorna will ring all twelve of them by Friday.", None),
    ],
)
def test_a_plan_is_looked_at_for_what_makes_it_smart(bench: Bench, plan: str, missing: str | None) -> None:
    found = bench.check([TOLD, Said({"4.plan": 0.9}, "action_plan", plan)])["smart_plan"]

    assert found.status == ("partly" if missing else "found")
    assert missing is None or found.message.endswith(f"Still to add: {missing}.")


def test_only_the_plans_own_sentences_make_it_smart(bench: Bench) -> None:
    plan = Said({"4.plan": 0.9}, "action_plan", "The welcome letter will be rewritten.")
    elsewhere = Said(text="By Friday I had rung all twelve.")

    assert bench.check([plan, elsewhere])["smart_plan"].status == "partly"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([Said({"4.impact": 0.9}, "evaluation", "It rose from 61 to 78 per cent.")], "found"),
        (
            [
                Said({"4.impact": 0.9}, "evaluation", "It is at 78 per cent."),
                Said({"4.impact": 0.9}, "evaluation", "It was at 61."),
            ],
            "found",
        ),
        ([Said({"4.impact": 0.9}, "evaluation", "It is at 78 per cent.")], "partly"),
        ([Said({"8.kpi": 0.9}, "evaluation", "We answered 74 and the target is 90.")], "partly"),
        ([Said({"4.impact": 0.9}, "evaluation", "It rose a lot.")], "missing"),
        ([Said(text="It rose from 61 to 78 per cent.")], "missing"),
    ],
)
def test_figures_must_be_of_before_and_after(bench: Bench, said: list[Said], status: str) -> None:
    assert bench.check(said)["before_and_after"].status == status


def test_what_a_learner_will_do_is_no_development_area_without_what_it_is_for(bench: Bench) -> None:
    area = Said({}, "evaluation", "I need to get better at leaving a silence.")
    plan = Said({}, "action_plan", "I will sit with Ann for two calls.")

    assert [bench.check(said)["development_areas"].status for said in ([plan], [area], [area, plan])] == [
        "missing",
        "partly",
        "found",
    ]


@pytest.mark.parametrize(
    ("paragraphs", "status"),
    [
        ([["I rang her back (AC 3.1)."], ["I rang them all [4.2]."]], "found"),
        ([["LO3"], ["I rang her back."], ["Learning outcome 4"], ["I rang them all."]], "found"),
        ([["I rang her back."], ["[3.1]"], ["I rang them all."], ["[4.2]"]], "found"),
        ([["I rang her back (AC 3.1, AC 3.2)."], ["I rang them all."]], "partly"),
        ([["LO1 LO2 LO3 LO4"], ["I rang her back."], ["I rang them all."]], "partly"),
        ([["I rang her back about 3.1 tonnes of sand."], ["It met her criteria."]], "missing"),
    ],
)
def test_criteria_are_named_beside_evidence(bench: Bench, paragraphs: list[list[str]], status: str) -> None:
    said = [
        [Said(stage="description" if text[0] == "I" else "other", text=text) for text in paragraph]
        for paragraph in paragraphs
    ]

    assert bench.check(*said)["criteria_named"].status == status


MISTAKEN = Said({"uniform": 0.9}, "evaluation", "Customers are all alike.")
CORRECTED = Said({"7.tailored": 0.9}, "description", "Mr Haq gets large print.")
OWNED_UP = Said({"uniform": 0.9, "7.tailored": 0.9}, "conclusion", "I thought all were alike until Mr Haq.")
HARDLY_CORRECTED = Said({"uniform": 0.9, "7.tailored": 0.6}, "evaluation", "All want the same, old or young.")


@pytest.mark.parametrize(
    ("said", "status", "cited"),
    [
        ([CORRECTED, TOLD], "found", [CORRECTED.text]),
        ([CORRECTED, MISTAKEN], "partly", [MISTAKEN.text]),
        ([MISTAKEN, TOLD], "missing", [MISTAKEN.text]),
        ([TOLD], "not_applicable", []),
        ([OWNED_UP], "found", [OWNED_UP.text]),
        ([HARDLY_CORRECTED], "missing", [HARDLY_CORRECTED.text]),
    ],
)
def test_a_mistakes_status_follows_from_the_mistake_and_its_correction(
    bench: Bench, said: list[Said], status: str, cited: list[str]
) -> None:
    found = bench.check(said)["same_for_all"]

    assert (found.kind, found.status) == ("mistake", status)
    assert words(bench, "same_for_all", said) == cited


def test_what_calls_for_an_overlooked_constraint_is_cited(bench: Bench) -> None:
    said = [Said(text="I wrote her address on a voucher.")]

    assert bench.check(said)["constraints_overlooked"].status == "missing"
    assert words(bench, "constraints_overlooked", said) == ["address", "voucher"]


def test_limits_that_a_flag_calls_thin_are_only_partly_there(bench: Bench, unit: Unit) -> None:
    account = bench.account([Said({"boundaries": 0.9}, text="I said that I could promise no day.")])
    (flag,) = [flag for flag in unit.flags if "boundaries" in flag.constraints_overlooked]
    raised = FlagFinding(id=flag.id, severity=flag.severity, message=flag.message, evidence=())
    (check,) = [check for check in unit.checks if isinstance(check, ConstraintsCheck)]

    outcomes = [check_constraints(check, replace(account, flags=flags)) for flags in ((), (raised,))]

    assert [(outcome.status, outcome.message) for outcome in outcomes] == [("found", "found"), ("partly", "thin")]


def test_a_unit_without_checks_has_no_findings(bench: Bench) -> None:
    account = bench.account([TOLD])
    plain = Checker(bench.unit.model_copy(update={"checks": ()}))

    assert (
        plain.check(Whole(account.text, account.observations, Told(()), (), ()), account.depth, (), bench.rules) == ()
    )


def test_tips_make_advice_and_mistakes_make_mistakes(bench: Bench, unit: Unit) -> None:
    tips = {tip.id for tip in unit.guidance}

    for finding in bench.check([TOLD]).values():
        assert finding.kind == ("advice" if tips.issuperset(finding.cites) else "mistake")

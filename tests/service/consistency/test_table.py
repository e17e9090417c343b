"""The decisions of a centre as a tidy table: what each column says, and what is left out."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from service.consistency.schemas import AgreementQuery
from service.consistency.table import read_table
from service.storage.columns import now
from service.storage.tables.decisions import Opening
from service.storage.tables.people import Person, Role
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationInvitation,
    StandardisationMark,
    StandardisationScript,
)
from service.storage.tables.submissions import DraftDocument, State
from tests.service.decisions.cases import Case, a_case
from tests.service.submissions_in_centres import QUALIFICATION, UNIT, actor
from tests.service.world import World


@pytest.fixture
def case(world: World) -> Case:
    """One point decided and corrected, another decided, contested and looked at by a colleague."""
    case = a_case(world, blind_first=True)
    opened = Opening(draft_id=case.draft.id, person_id=case.college.assessor.id, at=now() - timedelta(minutes=9))
    world.add(opened)
    case.decide(case.college.assessor, "MP1", "met", comment="Clear.")
    case.decide(case.college.assessor, "MP1", "partial", comment="On reflection.")
    second = case.decide(case.college.assessor, "MP2", "not", comment="I do not see it.").json()
    case.move(State.DECIDED)
    contest = case.contest(second["id"]).json()
    assert case.review(case.college.colleague, contest["id"], "met").status_code == 201
    return case


def table_for(case: Case, person: Person, *, comments: bool = False, **query: object) -> pd.DataFrame:
    with case.world.database.read() as session:
        wanted = AgreementQuery.model_validate(query)
        return read_table(session, actor(person, Role.IQA), wanted, comments=comments)


def test_each_decision_is_a_row_with_what_is_known_of_it(case: Case) -> None:
    table = table_for(case, case.college.iqa, comments=True)
    assert list(table["marking_point"]) == ["MP1", "MP1", "MP2", "MP2"]
    assert list(table["status"]) == ["met", "partial", "not", "met"]
    assert list(table["in_force"]) == [False, True, False, True]
    assert list(table["contested"]) == [False, False, True, False]
    assert list(table["comment"]) == ["Clear.", "On reflection.", "I do not see it.", "I have looked."]
    assert list(table["source"]) == ["assessment", "assessment", "assessment", "contest"]
    assert set(table["learner"]) == {str(case.college.learner.id)}
    assert set(table["assessor"]) == {str(case.college.assessor.id), str(case.college.colleague.id)}
    assert (table["decided_on"] - table["opened_on"]).iloc[0] > timedelta(minutes=8)


def test_the_suggestion_is_there_with_what_the_program_held(case: Case) -> None:
    table = table_for(case, case.college.iqa)
    told = {point.id: point for point in case.result.marking_points}
    for row in table.to_dict("records"):
        point = told[row["marking_point"]]
        assert row["suggestion"] == point.status
        for status, held in point.probabilities.items():
            assert row[f"probability_{status}"] == pytest.approx(held)


def test_what_is_known_of_the_account_is_there_too(case: Case) -> None:
    document = DraftDocument(draft_id=case.draft.id, position=1, media_type="application/pdf", size=9, start=0, end=9)
    case.world.add(document)
    row = table_for(case, case.college.iqa).iloc[0]
    assert row["words"] == len(case.result.text.content.split())
    assert row["group.qualification"] == QUALIFICATION
    assert row["group.form"] == "Short sentences, as in notes or speech"
    assert row["group.document"] == "PDF"
    another = DraftDocument(draft_id=case.draft.id, position=2, media_type="text/plain", size=9, start=10, end=19)
    case.world.add(another)
    assert table_for(case, case.college.iqa)["group.document"].iloc[0] == "Several files"


def test_comments_are_read_only_where_they_are_asked_for(case: Case) -> None:
    assert table_for(case, case.college.iqa)["comment"].isna().all()


def test_a_standardisation_counts_when_it_is_closed(case: Case) -> None:
    college, add = case.college, case.world.add
    exercise = add(Standardisation(centre_id=college.centre.id, unit_id=UNIT.id, title="Autumn", by=college.iqa.id))
    script = add(
        StandardisationScript(
            standardisation_id=exercise.id, number=1, submission_id=case.submission_id, draft_id=case.draft.id
        )
    )
    add(StandardisationInvitation(standardisation_id=exercise.id, person_id=college.colleague.id))
    mark = StandardisationMark(
        script_id=script.id, person_id=college.colleague.id, marking_point="MP1", status="met", suggested="not",
        note="Clear.",
    )  # fmt: skip
    add(mark)
    assert table_for(case, college.iqa, source=["standardisation"]).empty
    add(StandardisationClosing(standardisation_id=exercise.id, by=college.iqa.id))
    (row,) = table_for(case, college.iqa, source=["standardisation"], comments=True).to_dict("records")
    assert (row["status"], row["suggestion"], row["knowledge"], row["comment"]) == ("met", "not", "hidden", "Clear.")
    assert pd.isna(row["probability_met"])
    assert pd.isna(row["opened_on"])
    assert row["in_force"]


def test_a_centre_without_decisions_has_a_table_without_rows(case: Case) -> None:
    table = table_for(case, case.college.iqa, until="2020-01-01")
    assert table.empty
    assert "group.form" in table.columns

"""What a quality assurer is told to look at: the sampling plan, and contests that wait."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from service.decisions.sampling_plan import Decided, rules, share_of
from service.decisions.schemas import PersonInBrief
from service.storage.tables.submissions import State, Submission
from tests.service.decisions.cases import Case, a_case
from tests.service.world import World

ADA = PersonInBrief(id=uuid4(), name="Ada Byron")


def work(
    number: int, *, sampled: bool = False, partial: int = 0, differing: int = 0, contested: bool = False
) -> Decided:
    return Decided(
        submission=UUID(int=number),
        unit="u",
        version=1,
        assessor=ADA.id,
        decided_at=datetime(2026, 3, 2, tzinfo=UTC),
        sampled=sampled,
        partial=partial,
        differing=differing,
        contested=contested,
    )


works = st.builds(
    work,
    st.integers(1, 10_000),
    sampled=st.booleans(),
    partial=st.integers(0, 8),
    differing=st.integers(0, 8),
    contested=st.booleans(),
)


@given(st.lists(works, max_size=40, unique_by=lambda one: one.submission), st.booleans())
def test_exactly_what_is_missing_is_named_once_and_with_a_reason(decided: list[Decided], new: bool) -> None:
    row, chosen = share_of(ADA, decided, new=new)
    assert row.missing == max(0, row.target - row.sampled) == len(chosen)
    assert len({one.submission for one, _ in chosen}) == len(chosen)
    assert all(why and not one.sampled for one, why in chosen)
    assert (row, chosen) == share_of(ADA, decided[::-1], new=new)


def test_what_looks_unusual_comes_first_and_every_third_is_drawn() -> None:
    decided = [work(number) for number in range(1, 60)]
    decided += [work(100 + number, contested=True, partial=4) for number in range(6)]
    row, chosen = share_of(ADA, decided, new=False)
    assert (row.target, row.new) == (7, False)
    assert [why[0] for _, why in chosen].count("contested") >= 4
    assert [why[0] for _, why in chosen][2::3] == ["at_random", "at_random"] or row.missing < 6
    assert all("every_assessor" in why for _, why in chosen)


def test_new_people_are_looked_at_more(world: World) -> None:
    case = decided(world)
    plan = case.client(case.college.iqa).get("/v1/sampling-plan").json()
    (assessor,) = plan["assessors"]
    assert assessor | {"assessor": ""} == {
        "assessor": "",
        "decided": 1,
        "sampled": 0,
        "share": rules().new_assessor.share,
        "target": 1,
        "missing": 1,
        "new": True,
    }
    (proposal,) = plan["proposals"]
    assert proposal["submission"] == str(case.submission_id)
    assert [why["id"] for why in proposal["reasons"]] == ["at_random", "new_assessor", "every_assessor"]
    assert case.post(case.college.iqa, "/v1/submissions/{id}/samplings", reason="new_assessor").status_code == 201
    after = case.client(case.college.iqa).get("/v1/sampling-plan").json()
    assert (after["proposals"], after["assessors"][0]["sampled"]) == ([], 1)


def test_nobody_is_told_of_her_own_work_or_of_another_centre(world: World) -> None:
    case, other = decided(world), decided(world)
    assert other.client(other.college.iqa).get("/v1/contests").json() == {"items": []}
    with world.database.write() as session:
        session.get_one(Submission, case.submission_id).learner_id = case.college.iqa.id
    assert case.client(case.college.iqa).get("/v1/sampling-plan").json()["assessors"] == []


def test_a_contest_names_who_can_look_at_it(world: World) -> None:
    case = decided(world)
    (decision,) = case.get(case.college.learner, "decisions")["items"]
    case.contest(decision["id"])
    (contest,) = case.client(case.college.iqa).get("/v1/contests").json()["items"]
    assert (contest["marking_point"], contest["decided_by"]["name"]) == ("MP1", "Ada Byron")
    assert [person["name"] for person in contest["may_review"]] == ["Caroline Herschel", "Mary Somerville"]
    case.review(case.college.colleague, contest["id"])
    assert case.client(case.college.iqa).get("/v1/contests").json() == {"items": []}


def decided(world: World) -> Case:
    case = a_case(world)
    case.decide(case.college.assessor, "MP1", "not")
    case.move(State.DECIDED)
    with world.database.write() as session:
        session.get_one(Submission, case.submission_id).decided_at = datetime.now(UTC)
    return case

"""Severity as the service answers it."""

from __future__ import annotations

from service.storage.tables.submissions import State
from tests.service.decisions.cases import a_case
from tests.service.world import World

SEVERITY = "/v1/consistency/severity"


def test_what_cannot_be_told_yet_is_said_and_what_would_help(world: World) -> None:
    case = a_case(world, blind_first=True)
    case.decide(case.college.assessor, "MP1", "met")
    case.move(State.DECIDED)
    case.post(case.college.iqa, "/v1/submissions/{id}/samplings", reason="planned")
    case.post(case.college.iqa, "/v1/submissions/{id}/second-decisions", marking_point="MP1", status="not", draft=1)
    client = case.client(case.college.iqa)
    found = client.get(SEVERITY).json()
    assert found["why_not"] == "Nobody can be compared yet; each assessor's row says why."
    assert (found["decisions"], found["submissions"], found["linked"]) == (2, 1, False)
    ada = next(one for one in found["assessors"] if one["assessor"]["name"] == "Ada Byron")
    assert ada["measure"]["why_not"] == "It takes 8 submissions that colleagues have judged too; so far: 1."
    assert ada["same_work"] == {"met": 1, "colleagues_met": 0, "decisions": 1}
    assert [link["missing"] for link in found["links_wanted"]] == [7]
    blind = client.get(SEVERITY, params={"source": "assessment"}).json()
    assert blind["why_not"] == "Nobody has judged the same work as a colleague yet."
    assert case.client(case.college.assessor).get(SEVERITY).status_code == 403

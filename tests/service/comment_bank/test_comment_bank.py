"""A bank of comments: one's own, and never what was sent."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from service.comment_bank import store
from service.storage.columns import now
from service.storage.tables.people import Role
from service.storage.tables.records import LegalHold
from tests.service.submissions.college import UNIT, College
from tests.service.world import World

BANK = "/v1/me/comments"
WORDS = "Which of the two worked better, and why?"


@pytest.fixture
def college(world: World) -> College:
    return College(world, world.centre())


def keep(client: TestClient, content: str = WORDS, **wanted: Any) -> dict[str, Any]:
    response = client.post(BANK, json={"unit": UNIT.id, "content": content, **wanted})
    assert response.status_code == 201, response.text
    kept: dict[str, Any] = response.json()
    assert response.headers["Location"] == f"{BANK}/{kept['id']}"
    return kept


def contents(client: TestClient, **query: Any) -> list[str]:
    return [comment["content"] for comment in client.get(BANK, params=query).json()["items"]]


def test_comments_come_by_unit_and_point_those_for_the_whole_unit_first(college: College) -> None:
    for content, point in (("of 2", "MP2"), ("of all", None), ("of 1", "MP1"), ("of 1 again", "MP1")):
        keep(college.assessor, content, marking_point=point)
    assert contents(college.assessor) == ["of all", "of 1", "of 1 again", "of 2"]
    assert contents(college.assessor, marking_point="MP2") == ["of all", "of 2"]
    assert contents(college.assessor, search="OF 1") == ["of 1", "of 1 again"]
    assert contents(college.assessor, unit="another") == []
    pages, after = [], None
    while True:
        page = college.assessor.get(BANK, params={"limit": 1} | ({"after": after} if after else {})).json()
        pages += [comment["content"] for comment in page["items"]]
        if (after := page["next"]) is None:
            break
    assert pages == contents(college.assessor)


def test_the_same_words_for_the_same_place_are_kept_once(college: College) -> None:
    kept = keep(college.assessor, f"  {WORDS}\n")
    again = college.assessor.post(BANK, json={"unit": UNIT.id, "content": WORDS})
    assert (again.status_code, again.json()) == (200, kept)
    keep(college.assessor, WORDS, marking_point="MP1")
    assert contents(college.assessor) == [WORDS, WORDS]


def test_nobody_else_sees_or_touches_them(college: College) -> None:
    address = f"{BANK}/{keep(college.assessor)['id']}"
    for client in (college.colleague, college.iqa):
        assert client.get(BANK).json() == {"items": [], "next": None}
        for response in (
            client.get(address),
            client.put(address, json={"unit": UNIT.id, "content": "x"}, headers={"If-Match": '"1"'}),
            client.delete(address, headers={"If-Match": '"1"'}),
        ):
            assert response.status_code == 404
    assert college.admin.get(BANK).status_code == 403
    assert college.learner.get(BANK).status_code == 403


def test_changing_takes_the_version_that_was_seen(college: College) -> None:
    address = f"{BANK}/{keep(college.assessor)['id']}"
    seen = {"If-Match": college.assessor.get(address).headers["ETag"]}
    wanted = {"unit": UNIT.id, "marking_point": "MP3", "content": "What would you do another time?"}
    changed = college.assessor.put(address, json=wanted, headers=seen)
    assert changed.headers["ETag"] == '"2"'
    assert {name: changed.json()[name] for name in wanted} == wanted
    assert college.assessor.put(address, json=wanted, headers=seen).status_code == 412
    assert college.assessor.delete(address, headers=seen).status_code == 412
    assert college.assessor.delete(address).status_code == 428
    assert college.assessor.delete(address, headers={"If-Match": '"2"'}).status_code == 204
    assert college.assessor.get(address).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ({"content": " \n"}, "#/content"),
        ({"content": "x" * 2001}, "#/content"),
        ({"content": "\0"}, "#/content"),
        ({"marking_point": "MP99"}, "#/marking_point"),
        ({"colour": "red"}, "#"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_place(college: College, wanted: dict[str, Any], place: str) -> None:
    response = college.assessor.post(BANK, json={"unit": UNIT.id, "content": WORDS, **wanted})
    assert response.status_code == 422
    assert [fault["pointer"] for fault in response.json()["errors"]] == [place]
    assert "x" * 20 not in response.text


def test_a_unit_that_is_not_installed_has_no_comments(college: College) -> None:
    response = college.assessor.post(BANK, json={"unit": "astrology", "content": WORDS})
    assert response.json()["type"].endswith("unit-not-found")


def test_a_full_bank_says_so(college: College, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST", 1)
    keep(college.assessor)
    response = college.assessor.post(BANK, json={"unit": UNIT.id, "content": "One more."})
    assert response.status_code == 409
    assert "Remove some" in response.json()["detail"]


def test_changing_and_removing_never_touches_what_was_sent(college: College) -> None:
    comment = keep(college.assessor)
    address = college.handed_in()
    college.move(college.assessor, address, "take")

    def send(what: str, **body: Any) -> None:
        seen = {"If-Match": college.assessor.get(address).headers["ETag"]}
        assert college.assessor.post(f"{address}/{what}", json=body, headers=seen).status_code == 201

    send("decisions", marking_point="MP1", status="partial", draft=1, comment=comment["content"])
    send("feedback", content=comment["content"])

    def sent() -> tuple[str, str]:
        decided = college.assessor.get(f"{address}/decisions").json()["items"][0]["comment"]
        return decided, college.assessor.get(f"{address}/feedback").json()["items"][0]["content"]

    assert sent() == (WORDS, WORDS)
    of_bank = f"{BANK}/{comment['id']}"
    other = {"unit": UNIT.id, "content": "Something else."}
    assert college.assessor.put(of_bank, json=other, headers={"If-Match": '"1"'}).status_code == 200
    assert sent() == (WORDS, WORDS)
    assert college.assessor.delete(of_bank, headers={"If-Match": '"2"'}).status_code == 204
    assert sent() == (WORDS, WORDS)


def test_while_there_is_a_hold_on_her_no_words_go(college: College) -> None:
    person, client = college.signed_in(Role.ASSESSOR)
    address = f"{BANK}/{keep(client)['id']}"
    college.world.add(LegalHold(centre_id=college.centre.id, person_id=person.id, placed_by=person.id, placed_at=now()))
    for response in (
        client.put(address, json={"unit": UNIT.id, "content": "x"}, headers={"If-Match": '"1"'}),
        client.delete(address, headers={"If-Match": '"1"'}),
    ):
        assert response.status_code == 409
        assert "hold" in response.json()["detail"]
    assert contents(client) == [WORDS]

"""/v1/webhooks: a centre's own addresses, told of what happened by messages that it can trust."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook as Checker
from standardwebhooks import WebhookVerificationError
from starlette.testclient import TestClient

from nlp.pipeline import fake_analyser
from service.audit import Action
from service.errors import WebhookNotTaken
from service.jobs import Job, Kind
from service.jobs import posting as job
from service.jobs.announcing import announce_move
from service.jobs.comparing import Indexes
from service.jobs.workplace import InstalledAnalysers, Workplace
from service.storage.columns import now
from service.storage.tables.people import Centre, Role
from service.storage.tables.postings import WebhookEndpoint
from service.storage.tables.records import AuditEntry
from service.storage.tables.submissions import State, Submission
from tests.service.receivers import Receiver
from tests.service.world import World

URL = "/v1/webhooks"


@pytest.fixture
def centre(world: World) -> Centre:
    return world.centre()


@pytest.fixture
def manager(world: World, centre: Centre) -> TestClient:
    return world.of(centre, Role.CENTRE_ADMIN)[1]


@pytest.fixture
def workplace(world: World) -> Workplace:
    settings = world.anonymous.app.state.services.settings  # type: ignore[attr-defined]
    return Workplace(settings, world.database, world.jobs, InstalledAnalysers(fake_analyser), Indexes())


@pytest.fixture
def post(workplace: Workplace) -> Callable[[Job], bool]:
    """Perform a job once; gives whether it came to its end."""

    def perform(asked: Job) -> bool:
        assert asked.kind is Kind.POST_WEBHOOK
        try:
            job.perform(workplace, asked.payload)
        except WebhookNotTaken:
            return False
        return True

    return perform


def add(manager: TestClient, receiver: Receiver, *events: str) -> dict[str, str]:
    """Add the receiver; gives id, secret and the rest."""
    body = {"url": receiver.url, **({"events": list(events)} if events else {})}
    response = manager.post(URL, json=body)
    assert response.status_code == 201, response.text
    answer: dict[str, str] = response.json()
    return answer


def move(world: World, centre: Centre, state: State) -> UUID:
    """A submission that has come to ``state``, and has been told of."""
    learner = world.person(centre, Role.LEARNER)
    submission = Submission(
        id=uuid4(),
        centre_id=centre.id,
        learner_id=learner.id,
        unit_id="a-unit",
        qualification_id="level-3",
        state=state,
    )
    with world.database.write() as session:
        session.add(submission)
        session.flush()
        announce_move(session, world.jobs, submission, now())
    return submission.id


def test_a_decision_arrives_signed_with_ids_and_a_link_and_no_words(
    world: World, centre: Centre, manager: TestClient, receiver: Receiver, post: Callable[[Job], bool]
) -> None:
    webhook = add(manager, receiver)
    submission_id = move(world, centre, State.DECIDED)
    (asked,) = world.jobs.jobs
    assert post(asked)
    (received,) = receiver.received
    message = Checker(webhook["secret"]).verify(received.body, received.headers)
    assert message["type"] == "submission.decided"
    assert set(message["data"]) == {"submission_id", "learner_id", "unit_id", "qualification_id", "state", "link"}
    assert message["data"]["state"] == "decided"
    assert message["data"]["link"] == f"http://127.0.0.1:8000/v1/submissions/{submission_id}"
    (delivery,) = manager.get(f"{URL}/{webhook['id']}/deliveries").json()["items"]
    assert (delivery["state"], delivery["attempts"], delivery["last_status"]) == ("delivered", 1, 204)
    assert delivery["message_id"] == received.headers["webhook-id"]
    assert delivery["submission_id"] == str(submission_id)


def test_a_receiver_that_fails_first_gets_the_same_message_again(
    world: World, centre: Centre, manager: TestClient, receiver: Receiver, post: Callable[[Job], bool]
) -> None:
    webhook = add(manager, receiver)
    receiver.answers = [500, 503]
    move(world, centre, State.REFERRED_BACK)
    (asked,) = world.jobs.jobs
    assert [post(asked), post(asked), post(asked), post(asked)] == [False, False, True, True]
    assert len(receiver.received) == 3
    assert len({received.headers["webhook-id"] for received in receiver.received}) == 1
    assert len({received.body for received in receiver.received}) == 1
    (delivery,) = manager.get(f"{URL}/{webhook['id']}/deliveries").json()["items"]
    assert (delivery["state"], delivery["attempts"]) == ("delivered", 3)
    assert delivery["ended_at"] >= delivery["last_attempt_at"] >= delivery["created_at"]


def test_what_failed_is_told(
    world: World, centre: Centre, manager: TestClient, receiver: Receiver, post: Callable[[Job], bool]
) -> None:
    webhook = add(manager, receiver)
    receiver.answers = [500, 410]
    move(world, centre, State.DECIDED)
    (asked,) = world.jobs.jobs
    assert not post(asked)
    (delivery,) = manager.get(f"{URL}/{webhook['id']}/deliveries").json()["items"]
    assert (delivery["state"], delivery["last_status"], delivery["last_failure"]) == ("waiting", 500, "status")
    assert post(asked), "a receiver that says that it is gone is not asked again"
    (delivery,) = manager.get(f"{URL}/{webhook['id']}/deliveries").json()["items"]
    assert (delivery["state"], delivery["last_status"], delivery["attempts"]) == ("given_up", 410, 2)


def test_after_the_last_attempt_it_is_given_up(
    world: World, centre: Centre, manager: TestClient, receiver: Receiver, post: Callable[[Job], bool]
) -> None:
    webhook = add(manager, receiver)
    move(world, centre, State.DECIDED)
    (asked,) = world.jobs.jobs
    with world.database.write() as session:
        job.give_up(session, asked.payload)
    assert post(asked)
    assert not receiver.received
    (delivery,) = manager.get(f"{URL}/{webhook['id']}/deliveries").json()["items"]
    assert delivery["state"] == "given_up"


def test_nobody_is_told_of_any_other_state(
    world: World, centre: Centre, manager: TestClient, receiver: Receiver
) -> None:
    add(manager, receiver)
    for state in set(State) - {State.DECIDED, State.REFERRED_BACK}:
        move(world, centre, state)
    assert not world.jobs.jobs


def test_each_is_told_only_of_what_it_asked_for_and_only_of_its_own_centre(
    world: World, centre: Centre, manager: TestClient, receiver: Receiver
) -> None:
    add(manager, receiver, "submission.referred", "submission.referred")
    move(world, centre, State.DECIDED)
    move(world, world.centre(), State.REFERRED_BACK)
    assert not world.jobs.jobs
    move(world, centre, State.REFERRED_BACK)
    assert len(world.jobs.jobs) == 1


def test_a_new_secret_is_used_at_once_and_the_old_one_is_good_for_a_while(
    world: World, manager: TestClient, receiver: Receiver, post: Callable[[Job], bool]
) -> None:
    webhook = add(manager, receiver)
    changed = manager.post(f"{URL}/{webhook['id']}/secret").json()
    assert changed["secret"] != webhook["secret"]
    assert changed["old_secret_until"] > changed["created_at"]
    manager.post(f"{URL}/{webhook['id']}/test")
    assert post(world.jobs.jobs[-1])
    with world.database.write() as session:
        session.get_one(WebhookEndpoint, UUID(webhook["id"])).old_secret_until = now()
    manager.post(f"{URL}/{webhook['id']}/test")
    assert post(world.jobs.jobs[-1])
    first, second = receiver.received
    for secret in (changed["secret"], webhook["secret"]):
        assert Checker(secret).verify(first.body, first.headers)["type"] == "webhook.test"
    Checker(changed["secret"]).verify(second.body, second.headers)
    with pytest.raises(WebhookVerificationError):
        Checker(webhook["secret"]).verify(second.body, second.headers)


def test_a_secret_is_shown_once_and_kept_encrypted(world: World, manager: TestClient, receiver: Receiver) -> None:
    webhook = add(manager, receiver)
    for path in (URL, f"{URL}/{webhook['id']}"):
        assert 'secret"' not in manager.get(path).text
        assert webhook["secret"] not in manager.get(path).text
    with world.database.read() as session:
        row = session.get_one(WebhookEndpoint, UUID(webhook["id"]))
    assert webhook["secret"].removeprefix("whsec_") not in row.secret_encrypted


def test_a_webhook_that_was_removed_is_told_of_nothing_any_more(
    world: World, centre: Centre, manager: TestClient, receiver: Receiver, post: Callable[[Job], bool]
) -> None:
    webhook = add(manager, receiver)
    move(world, centre, State.DECIDED)
    assert manager.delete(f"{URL}/{webhook['id']}").status_code == 204
    assert post(world.jobs.jobs[0])
    move(world, centre, State.DECIDED)
    assert len(world.jobs.jobs) == 1
    assert not receiver.received
    assert manager.get(f"{URL}/{webhook['id']}").status_code == 404
    assert manager.get(URL).json() == {"items": []}


def test_a_test_can_be_posted(
    manager: TestClient, receiver: Receiver, world: World, post: Callable[[Job], bool]
) -> None:
    webhook = add(manager, receiver, "submission.decided")
    response = manager.post(f"{URL}/{webhook['id']}/test")
    assert (response.status_code, response.json()["state"], response.json()["submission_id"]) == (202, "waiting", None)
    assert post(world.jobs.jobs[0])
    assert json.loads(receiver.received[0].body) == {
        "type": "webhook.test",
        "timestamp": json.loads(receiver.received[0].body)["timestamp"],
        "data": {},
    }


def test_deliveries_come_in_pages_the_latest_first(manager: TestClient, receiver: Receiver) -> None:
    webhook = add(manager, receiver)
    made = [manager.post(f"{URL}/{webhook['id']}/test").json()["id"] for _ in range(5)]
    listed: list[str] = []
    query = "?limit=2"
    for _ in range(3):
        page = manager.get(f"{URL}/{webhook['id']}/deliveries{query}").json()
        listed += [delivery["id"] for delivery in page["items"]]
        query = f"?limit=2&after={page['next']}"
    assert page["next"] is None
    assert listed == made[::-1]


def test_another_centre_knows_nothing_of_it(world: World, manager: TestClient, receiver: Receiver) -> None:
    webhook = add(manager, receiver)
    _, other = world.of(world.centre(), Role.CENTRE_ADMIN)
    missing = other.get(f"{URL}/{uuid4()}").json()
    for method, path in [
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/secret"),
        ("POST", "/test"),
        ("GET", "/deliveries"),
    ]:
        response = other.request(method, f"{URL}/{webhook['id']}{path}")
        assert response.status_code == 404
        assert {**response.json(), "instance": ""} == {**missing, "instance": ""}
    assert other.get(URL).json() == {"items": []}


def test_only_administrators_of_the_centre_may(world: World, centre: Centre) -> None:
    for role in set(Role) - {Role.CENTRE_ADMIN, Role.SYSTEM_ADMIN}:
        _, client = world.of(centre, role)
        assert client.get(URL).status_code == 403
    assert world.anonymous.get(URL).status_code == 401


UNUSABLE: list[dict[str, object]] = [
    {"url": "ftp://hooks.example/"},
    {"url": "https://user:Quillfeather@hooks.example/"},
    {"url": "https://10.0.0.1/"},
    {"url": "x" * 2001},
    {"url": "https://hooks.example/", "events": []},
    {"url": "https://hooks.example/", "events": ["webhook.test"]},
    {"url": "https://hooks.example/", "secret": "Quillfeather"},
]


def test_what_cannot_be_used_is_refused_without_being_repeated(manager: TestClient) -> None:
    for body in UNUSABLE:
        response = manager.post(URL, json=body)
        assert (response.status_code, response.json()["type"]) == (422, "urn:tallymark:problem:invalid-request"), body
        assert "Quillfeather" not in response.text


def test_a_centre_has_only_so_many(manager: TestClient, receiver: Receiver) -> None:
    for _ in range(10):
        add(manager, receiver)
    response = manager.post(URL, json={"url": receiver.url})
    assert (response.status_code, response.json()["type"]) == (409, "urn:tallymark:problem:conflict")


def test_what_was_done_to_webhooks_stands_in_the_audit_log(
    world: World, manager: TestClient, receiver: Receiver
) -> None:
    webhook = add(manager, receiver)
    manager.post(f"{URL}/{webhook['id']}/secret")
    manager.post(f"{URL}/{webhook['id']}/test")
    manager.delete(f"{URL}/{webhook['id']}")
    with world.database.read() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [entry.action for entry in entries] == [
        Action.WEBHOOK_ADDED,
        Action.WEBHOOK_CHANGED,
        Action.WEBHOOK_TESTED,
        Action.WEBHOOK_REMOVED,
    ]
    assert {entry.subject_id for entry in entries} == {webhook["id"]}

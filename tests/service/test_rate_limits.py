"""Who asks too often is told when to come back; nobody else notices."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from limits.storage import MemoryStorage
from starlette.types import Scope

from service.access.opaque_tokens import hash_token, new_token
from service.access.requiring import COOKIE
from service.errors import SettingsInvalid, TooManyRequests
from service.rate_limits import RateLimits, allowance_headers
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import Centre, Person, PersonRole, Role, SignIn

if TYPE_CHECKING:
    from tests.service.conftest import Serve

CENTRE, OTHER_CENTRE = uuid4(), uuid4()


def limits(**rates: str) -> RateLimits:
    return RateLimits(Settings.model_validate({"rate_limits": True, **rates}))


def request_from(address: str = "203.0.113.7") -> Scope:
    return {"type": "http", "client": (address, 50000)}


def allowed(limits: RateLimits, person: UUID, centre: UUID | None = CENTRE) -> bool:
    try:
        limits.person(request_from(), person, centre)
    except TooManyRequests:
        return False
    return True


def test_whoever_counts_alone_says_so(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    RateLimits(Settings(rate_limits=False))
    assert not caplog.messages
    limits()
    assert "in this process alone" in caplog.messages[-1]


def test_a_person_may_ask_so_often_and_another_is_not_disturbed() -> None:
    few = limits(rate_per_person="3/hour")
    eager, patient = uuid4(), uuid4()
    assert [allowed(few, eager) for _ in range(5)] == [True, True, True, False, False]
    assert allowed(few, patient)


def test_a_centre_may_ask_so_often_and_another_is_not_disturbed() -> None:
    few = limits(rate_per_centre="3/hour")
    assert [allowed(few, uuid4()) for _ in range(4)] == [True, True, True, False]
    assert allowed(few, uuid4(), OTHER_CENTRE)
    assert allowed(few, uuid4(), None)


def test_visitors_are_told_apart_by_their_address() -> None:
    few = limits(rate_per_address="1/hour")
    few.visitor(request_from())
    few.visitor(request_from("203.0.113.8"))
    with pytest.raises(TooManyRequests) as error:
        few.visitor(request_from())
    assert 3590 < error.value.seconds <= 3601


def test_all_addresses_of_one_network_of_ipv6_are_one_visitor() -> None:
    few = limits(rate_per_address="1/hour")
    few.visitor(request_from("2001:db8:1:2::7"))
    few.visitor(request_from("2001:db8:1:3::7"))
    few.visitor(request_from("testclient"))
    with pytest.raises(TooManyRequests):
        few.visitor(request_from("2001:db8:1:2:ffff::8"))


def test_signing_in_has_a_limit_of_its_own() -> None:
    few = limits(rate_of_sign_in="2/hour")
    few.sign_in(request_from())
    few.sign_in(request_from())
    with pytest.raises(TooManyRequests):
        few.sign_in(request_from())
    few.visitor(request_from())


def test_several_rates_hold_together() -> None:
    few = limits(rate_per_address="100/hour;2/day")
    few.visitor(request_from())
    few.visitor(request_from())
    with pytest.raises(TooManyRequests):
        few.visitor(request_from())


@pytest.mark.parametrize("settings", [Settings(), Settings(rate_limits=True, rate_per_address="")])
def test_without_limits_nothing_is_counted(settings: Settings) -> None:
    unlimited = RateLimits(settings)
    scope = request_from()
    for _ in range(1000):
        unlimited.visitor(scope)
    assert allowance_headers(scope) == {}


def test_the_headers_tell_of_the_limit_that_is_nearest() -> None:
    few = limits(rate_per_person="3/hour", rate_per_centre="100/hour")
    person = uuid4()
    scope = request_from()
    few.person(scope, person, CENTRE)
    told = allowance_headers(scope)
    assert told["RateLimit-Policy"] == '"person";q=3;w=3600'
    assert told["RateLimit"].startswith('"person";r=2;t=')
    for _ in range(3):
        assert allowed(few, uuid4())
    few.person(scope, person, CENTRE)
    few.person(scope, person, CENTRE)
    with pytest.raises(TooManyRequests):
        few.person(scope, person, CENTRE)
    assert allowance_headers(scope)["RateLimit"].startswith('"person";r=0;t=')


class FailingStorage(MemoryStorage):
    """A place to count that cannot be reached."""

    STORAGE_SCHEME = ["failing"]  # noqa: RUF012 - as its base class has it

    @property
    def base_exceptions(self) -> type[Exception]:
        return ConnectionError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        del key, limit, expiry, amount
        raise ConnectionError


def test_where_nothing_can_be_counted_everything_is_allowed(caplog: pytest.LogCaptureFixture) -> None:
    unreachable = limits(rate_storage="failing://", rate_per_address="1/hour")
    for _ in range(3):
        unreachable.visitor(request_from())
    assert "requests cannot be counted" in caplog.text


def test_a_place_to_count_that_is_not_known_is_told() -> None:
    with pytest.raises(SettingsInvalid, match=r"^TALLYMARK_RATE_STORAGE"):
        limits(rate_storage="nowhere://host")


def test_a_visitor_who_asks_too_often_is_told_when_to_come_back(serve: Serve, account: str) -> None:
    client = serve(rate_limits=True, rate_per_address="2/hour")
    answers = [client.post("/v1/redactions", json={"text": account}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0].headers["RateLimit"].startswith('"address";r=1;t=')
    refused = answers[2]
    assert refused.json()["type"] == "urn:tallymark:problem:too-many-requests"
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert refused.headers["RateLimit-Policy"] == '"address";q=2;w=3600'
    assert client.get("/health/ready").status_code == 200


def test_somebody_who_is_signed_in_has_her_own_limit_whatever_her_address(serve: Serve, account: str) -> None:
    client = serve(rate_limits=True, rate_per_address="1/hour", rate_per_person="2/hour")
    database: Database = client.app.state.services.database  # type: ignore[attr-defined]
    token = new_token()
    with database.write() as session:
        centre = Centre(slug="north", name="North College")
        session.add(centre)
        session.flush()
        person = Person(centre_id=centre.id, name="Asha Rao", email="asha@example.org")
        session.add(person)
        session.flush()
        session.add(PersonRole(person_id=person.id, role=Role.LEARNER))
        expires = now() + timedelta(hours=1)
        session.add(SignIn(person_id=person.id, token_sha256=hash_token(token), method="password", expires_at=expires))

    def status(cookie: str) -> int:
        headers = {"Cookie": f"{COOKIE}={cookie}"}
        return client.post("/v1/redactions", json={"text": account}, headers=headers).status_code

    assert [status(token) for _ in range(3)] == [200, 200, 429]
    assert [status("no session of anybody") for _ in range(2)] == [200, 429]


def test_attempts_to_sign_in_are_counted_apart(serve: Serve, account: str) -> None:
    client = serve(rate_limits=True, rate_of_sign_in="2/hour")
    guess = {"email": "asha@example.org", "password": "a guess", "centre": "north"}
    assert [client.post("/v1/sign-in", json=guess).status_code for _ in range(3)] == [401, 401, 429]
    assert client.post("/v1/password-resets", json={"email": "asha@example.org", "centre": "north"}).status_code == 429
    assert client.post("/v1/redactions", json={"text": account}).status_code == 200

"""Signing in through a centre's identity provider, from the first address to the session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from service.access.requiring import COOKIE
from service.people.sso.attempts import COOKIE as ATTEMPT
from service.storage.columns import now
from service.storage.tables.people import Centre, ExternalIdentity, IdentityProvider, Person, PersonRole, Role, SignIn
from service.storage.tables.records import AuditEntry
from tests.service.people.sso.conftest import CLIENT_ID, CLIENT_SECRET, PUBLIC, callback
from tests.service.people.sso.identity_provider import RunningProvider
from tests.service.world import World

# What is between the browser and us is the same whatever the database.
ON_ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SETTINGS = "/v1/centre/identity-provider"
ELSEWHERE = (
    "", "//evil.example", "/\\evil.example", "https://evil.example", "@evil.example", "/..//evil.example",
    "/%09/evil", ".evil.example", "/a?b=https://evil.example", "/a#b", "/a\r\nSet-Cookie: a=b",
)  # fmt: skip
NO_PROVIDERS = (
    ("http://127.0.0.1:9", "sso-unavailable"),
    ("ftp://id.example", "invalid-request"),
    ("http://10.0.0.1", "invalid-request"),
    ("not an address", "invalid-request"),
    ("", "invalid-request"),
)


@dataclass
class SignOn:
    """A centre whose people sign in at the provider."""

    world: World
    provider: RunningProvider
    centre: Centre
    admin: TestClient

    @property
    def path(self) -> str:
        return f"/v1/sign-in/sso/{self.centre.slug}"

    def browser(self) -> TestClient:
        return TestClient(self.world.anonymous.app, follow_redirects=False, raise_server_exceptions=False)

    def set(self, **changes: str) -> None:
        sent = {"issuer": self.provider.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET} | changes
        response = self.admin.put(SETTINGS, json=sent)
        assert response.status_code == 200, response.text

    def come_back(self, browser: TestClient, login: str, path: str = "") -> str:
        """Begin, sign in at the provider, and give the path and query that it sends the browser to."""
        began = browser.get(path or self.path)
        assert began.status_code == 303, began.text
        address = self.provider.sign_in(began.headers["location"], login, until=callback(self.centre.slug))
        return address.removeprefix(PUBLIC)

    def person(self, email: str, **changes: object) -> Person:
        person = self.world.person(self.centre, Role.LEARNER)
        with self.world.database.write() as session:
            found = session.get_one(Person, person.id)
            found.email = email
            for name, value in changes.items():
                setattr(found, name, value)
        return person


@pytest.fixture
def sso(world: World, provider: RunningProvider) -> SignOn:
    centre = world.centre()
    _, admin = world.of(centre, Role.CENTRE_ADMIN)
    ready = SignOn(world, provider, centre, admin)
    ready.set()
    return ready


def check_problem(response: object, name: str) -> None:
    assert response.json()["type"] == f"urn:tallymark:problem:{name}", response.text  # type: ignore[attr-defined]


def test_a_person_who_is_known_by_her_address_is_signed_in_and_known_from_then_on(sso: SignOn) -> None:
    ann, browser = sso.person("ann.lee@example.org"), sso.browser()
    answer = browser.get(sso.come_back(browser, "ann"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PUBLIC}/v1/me")
    cookie = next(part for part in answer.headers.get_list("set-cookie") if part.startswith(f"{COOKIE}="))
    assert "httponly" in cookie.lower()
    assert "samesite=lax" in cookie.lower()
    with sso.world.database.write() as session:
        (sign_in,) = session.scalars(select(SignIn).where(SignIn.person_id == ann.id))
        assert sign_in.method == "sso"
        (identity,) = session.scalars(select(ExternalIdentity))
        assert (identity.person_id, identity.issuer, identity.subject) == (ann.id, sso.provider.issuer, "ann")
        assert session.scalars(select(AuditEntry.action).where(AuditEntry.actor_id == ann.id)).all() == [
            "session.began"
        ]
        # From now on it is the subject that counts.
        session.get_one(Person, ann.id).email = "ann.new@example.org"
    again = sso.browser()
    assert again.get(sso.come_back(again, "ann")).status_code == 303
    with sso.world.database.read() as session:
        assert len(session.scalars(select(SignIn).where(SignIn.person_id == ann.id)).all()) == 2
        assert len(session.scalars(select(ExternalIdentity)).all()) == 1


def test_the_session_that_the_browser_had_ends(sso: SignOn) -> None:
    sso.person("ann.lee@example.org")
    other, browser = sso.world.of(sso.centre, Role.LEARNER)
    browser.follow_redirects = False
    assert browser.get(sso.come_back(browser, "ann")).status_code == 303
    with sso.world.database.read() as session:
        (before,) = session.scalars(select(SignIn).where(SignIn.person_id == other.id))
        assert before.ended_at is not None


def test_nobody_gets_in_who_has_no_account_or_whose_address_nobody_vouches_for(sso: SignOn) -> None:
    sso.person("bob@example.org")
    for login in ("ann", "bob", "cat"):
        browser = sso.browser()
        response = browser.get(sso.come_back(browser, login))
        assert response.status_code == 403
        check_problem(response, "sso-no-account")
        assert COOKIE not in response.headers.get("set-cookie", "")
    with sso.world.database.read() as session:
        assert session.scalars(select(ExternalIdentity)).all() == []


def test_nobody_gets_in_whose_account_is_closed(sso: SignOn) -> None:
    ann = sso.person("ann.lee@example.org")

    def come(**changes: object) -> int:
        with sso.world.database.write() as session:
            for name, value in changes.items():
                setattr(session.get_one(Person, ann.id), name, value)
        browser = sso.browser()
        return browser.get(sso.come_back(browser, "ann")).status_code

    assert come(deactivated_at=now()) == 403  # known by her address only
    assert come(deactivated_at=None) == 303
    assert come(deactivated_at=now()) == 403  # known to be hers
    assert come(deactivated_at=None, erased_at=now()) == 403


def test_an_address_that_was_given_to_somebody_else_gives_no_access_to_the_account(sso: SignOn) -> None:
    sso.person("ann.lee@example.org")
    for login, status in (("ann", 303), ("anne", 403)):
        browser = sso.browser()
        assert browser.get(sso.come_back(browser, login)).status_code == status


def test_an_account_at_another_centre_is_none_here(sso: SignOn) -> None:
    elsewhere = sso.world.person(sso.world.centre(), Role.LEARNER)
    with sso.world.database.write() as session:
        session.get_one(Person, elsewhere.id).email = "ann.lee@example.org"
    browser = sso.browser()
    check_problem(browser.get(sso.come_back(browser, "ann")), "sso-no-account")


def test_a_centre_that_enrols_gets_learners_and_only_them(sso: SignOn) -> None:
    with sso.world.database.write() as session:
        session.get_one(Centre, sso.centre.id).sso_enrols = True
    for login in ("ann", "dan", "ann"):
        browser = sso.browser()
        assert browser.get(sso.come_back(browser, login)).status_code == 303
    with sso.world.database.read() as session:
        identities = session.scalars(select(ExternalIdentity).order_by(ExternalIdentity.subject)).all()
        people = [session.get_one(Person, identity.person_id) for identity in identities]
        assert [person.name for person in people] == ["Ann Lee", "dan"]  # his name at the provider is no name
        for person in people:
            roles = session.scalars(select(PersonRole.role).where(PersonRole.person_id == person.id)).all()
            assert roles == [Role.LEARNER]
    browser = sso.browser()
    check_problem(browser.get(sso.come_back(browser, "bob")), "sso-no-account")  # nobody vouches for his address


@ON_ONE_DATABASE
def test_an_answer_counts_only_in_the_browser_that_asked_and_once(sso: SignOn) -> None:
    sso.person("ann.lee@example.org")
    browser = sso.browser()
    answer = sso.come_back(browser, "ann")
    other = sso.browser()
    check_problem(other.get(answer), "sso-failed")  # began nothing
    sso.come_back(other, "ann")
    check_problem(other.get(answer), "sso-failed")  # began something else
    assert browser.get(answer).status_code == 303
    assert ATTEMPT not in browser.cookies
    check_problem(browser.get(answer), "sso-failed")


@ON_ONE_DATABASE
def test_an_attempt_for_one_centre_is_none_for_another(sso: SignOn) -> None:
    sso.person("ann.lee@example.org")
    centre = sso.world.centre()
    _, admin = sso.world.of(centre, Role.CENTRE_ADMIN)
    second = SignOn(sso.world, sso.provider, centre, admin)
    second.set()
    browser = sso.browser()
    answer = sso.come_back(browser, "ann")
    check_problem(browser.get(answer.replace(sso.centre.slug, centre.slug)), "sso-failed")


@ON_ONE_DATABASE
def test_the_provider_may_say_no(sso: SignOn) -> None:
    browser = sso.browser()
    browser.get(sso.path)
    response = browser.get(f"{sso.path}/callback?error=access_denied&error_description=%3Cscript%3E&state=x")
    check_problem(response, "sso-failed")
    assert "script" not in response.text


@ON_ONE_DATABASE
def test_the_browser_goes_on_to_where_it_wanted(sso: SignOn) -> None:
    sso.person("ann.lee@example.org")
    browser = sso.browser()
    answer = browser.get(sso.come_back(browser, "ann", f"{sso.path}?next=/submissions/7"))
    assert answer.headers["location"] == f"{PUBLIC}/submissions/7"


@ON_ONE_DATABASE
def test_it_goes_nowhere_else(sso: SignOn) -> None:
    for elsewhere in ELSEWHERE:
        response = sso.browser().get(sso.path, params={"next": elsewhere})
        check_problem(response, "invalid-request")
        assert "evil" not in response.text


def test_a_centre_without_a_provider_and_none_at_all_are_answered_alike(sso: SignOn) -> None:
    plain = sso.world.centre()
    answers = [sso.browser().get(f"/v1/sign-in/sso/{name}") for name in (plain.slug, "no-such-centre")]
    for answer in answers:
        check_problem(answer, "sso-not-set-up")
    assert answers[0].json()["detail"] == answers[1].json()["detail"]


def test_a_closed_centre_signs_nobody_in(sso: SignOn) -> None:
    sso.person("ann.lee@example.org")
    browser = sso.browser()
    answer = sso.come_back(browser, "ann")
    with sso.world.database.write() as session:
        session.get_one(Centre, sso.centre.id).closed_at = now()
    check_problem(browser.get(answer), "sso-not-set-up")


@ON_ONE_DATABASE
def test_the_attempt_is_secret_and_short_lived(sso: SignOn, monkeypatch: pytest.MonkeyPatch) -> None:
    sso.person("ann.lee@example.org")
    browser = sso.browser()
    answer = sso.come_back(browser, "ann")
    header = browser.get(sso.path).headers["set-cookie"].lower()
    assert "httponly" in header
    assert "path=/v1/sign-in/sso;" in header
    assert "max-age=600" in header
    assert sso.provider.issuer not in browser.cookies[ATTEMPT]
    later = (now() + timedelta(minutes=11)).timestamp()
    monkeypatch.setattr("cryptography.fernet.time.time", lambda: later)
    check_problem(browser.get(answer), "sso-failed")


@ON_ONE_DATABASE
def test_the_secret_is_encrypted_and_never_shown(sso: SignOn) -> None:
    shown = sso.admin.get(SETTINGS)
    assert CLIENT_SECRET not in shown.text
    assert shown.json()["redirect_uri"] == callback(sso.centre.slug)
    assert urlsplit(shown.json()["sign_in"]).path == sso.path
    with sso.world.database.read() as session:
        row = session.get_one(IdentityProvider, sso.centre.id)
        assert CLIENT_SECRET not in row.client_secret_encrypted
        actions = session.scalars(select(AuditEntry.action)).all()
    assert actions == ["centre.sso_changed"]


def test_a_provider_can_be_removed(sso: SignOn) -> None:
    assert sso.admin.delete(SETTINGS).status_code == 204
    check_problem(sso.admin.get(SETTINGS), "sso-not-set-up")
    check_problem(sso.admin.delete(SETTINGS), "sso-not-set-up")
    check_problem(sso.browser().get(sso.path), "sso-not-set-up")


@ON_ONE_DATABASE
def test_what_is_no_provider_is_not_set(sso: SignOn) -> None:
    for issuer, problem in NO_PROVIDERS:
        sent = {"issuer": issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
        check_problem(sso.admin.put(SETTINGS, json=sent), problem)
    assert sso.admin.get(SETTINGS).json()["issuer"] == sso.provider.issuer


@ON_ONE_DATABASE
def test_only_administrators_of_the_centre_set_it(sso: SignOn) -> None:
    for role in set(Role) - {Role.CENTRE_ADMIN}:
        centre = None if role is Role.SYSTEM_ADMIN else sso.centre
        client = sso.world.client_of(sso.world.person(centre, role))
        assert {client.get(SETTINGS).status_code, client.delete(SETTINGS).status_code} == {403}

"""Every route against every role, of one's own centre and of another: who is let in, who is not, and what leaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.access import Permission, Scope
from service.access.permissions import GRANTS, Grant
from service.storage.columns import now
from service.storage.tables.people import Centre, Person, Role
from tests.service.permissions.example import Example, Ids
from tests.service.permissions.examples import EXAMPLES
from tests.service.permissions.routes import ANYBODY, Route, routes_of
from tests.service.permissions.scenes import THINGS, Headers, Scene
from tests.service.world import World

_OF_ONE_ANSWER = {"x-request-id", "date"}
_CROSS_SITE = "urn:tallymark:problem:cross-site-request"
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@dataclass
class Tried:
    """A route, its example, and the service that it is tried on."""

    route: Route
    example: Example
    world: World

    @property
    def grant(self) -> Grant:
        assert isinstance(self.route.asks, Permission)
        return GRANTS[self.route.asks]

    def ids(self, scene: Scene) -> dict[str, str]:
        """Things for the address and the body to name, made as the scene says."""
        names = (*self.route.parameters, *self.example.also)
        makers = {name: self.example.make.get(name) or _thing(name).make for name in names}
        for name, make in makers.items():
            scene.made[name] = str(make(scene))
        return dict(scene.made)

    def send(self, headers: Mapping[str, str], ids: Ids) -> Any:
        client = TestClient(self.world.anonymous.app, raise_server_exceptions=False)
        json = self.example.json(ids) if self.example.json else None
        form = self.example.form(ids) if self.example.form else None
        return client.request(
            self.route.method,
            self.route.path.format(**ids),
            json=json,
            data=form,
            files=self.example.files,
            params=self.example.query or None,
            headers={**self.example.headers, **headers},
            follow_redirects=False,
        )

    def succeed(self, headers: Headers, scene: Scene) -> None:
        """Send the request as somebody who may."""
        ids = self.ids(scene)
        if self.example.prepare:
            self.example.prepare(scene, ids)
        response = self.send(headers, ids)
        assert response.status_code in self.example.answers, response.text


def _thing(name: str) -> Any:
    assert name in THINGS, f"Say in scenes.THINGS how a thing for '{{{name}}}' is made and who sees it."
    return THINGS[name]


def test_every_route_says_who_may_call_it_and_has_an_example(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    routes = routes_of(client.app)
    assert len(routes) > 40
    unsaid = [key for key, route in routes.items() if not route.asks]
    assert not unsaid, f"{unsaid}: ask for one permission by `require`, or mark it `public` or `anybody`."
    missing = sorted(routes.keys() - EXAMPLES.keys())
    assert not missing, f"Add rows to EXAMPLES in tests/service/permissions/examples.py: {missing}"
    assert not EXAMPLES.keys() - routes.keys(), "These rows are of no route any more."


@pytest.fixture(params=sorted(EXAMPLES))
def tried(request: pytest.FixtureRequest, world: World) -> Tried:
    app = world.anonymous.app
    assert isinstance(app, FastAPI)
    route = routes_of(app).get(request.param)
    if route is None:
        pytest.fail("no such route")
    return Tried(route, EXAMPLES[request.param], world)


def test_a_route(tried: Tried) -> None:
    """All of one route, in one test: each has a fresh centre, and starting anew for each would take minutes."""
    asks = tried.route.asks
    if isinstance(asks, Permission):
        check_nothing_of_others_is_seen(tried)
    if not tried.world.database.is_sqlite:
        check_somebody_may(tried)
        return  # the rest is about who asks, which no database knows
    if isinstance(asks, Permission):
        check_nobody_may_not(tried)
        check_roles(tried)
        check_scopes(tried, asks, tried.grant.roles)
        check_those_who_may_not_sign_in(tried)
        check_other_sites(tried)
    else:
        check_everybody_may(tried)
    if asks == ANYBODY:
        check_scopes(tried, Permission.ANALYSE, frozenset(Role))


def check_somebody_may(tried: Tried) -> None:
    """What is answered on one database is answered on the other."""
    if isinstance(tried.route.asks, Permission):
        scene = Scene.of(tried.world, min(tried.grant.roles))
        tried.succeed(scene.session, scene)
    else:
        ids = {name: str(uuid4()) for name in tried.route.parameters}
        assert tried.send({}, ids).status_code in tried.example.answers


def check_everybody_may(tried: Tried) -> None:
    ids = {name: str(uuid4()) for name in tried.route.parameters}
    assert tried.send({}, ids).status_code in tried.example.answers
    for role in Role:
        assert tried.send(Scene.of(tried.world, role).session, ids).status_code in tried.example.answers


def check_nobody_may_not(tried: Tried) -> None:
    ids = tried.ids(Scene.of(tried.world, next(iter(tried.grant.roles))))
    for headers in ({}, {"Cookie": "tallymark_session=guess"}, {"Authorization": "Bearer tm_guess"}):
        response = tried.send(headers, ids)
        assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")


def check_roles(tried: Tried) -> None:
    for role in Role:
        scene = Scene.of(tried.world, role)
        if role in tried.grant.roles:
            tried.succeed(scene.session, scene)
        else:
            assert tried.send(scene.session, tried.ids(scene)).status_code == 403, role
    without = Scene.of(tried.world)
    assert tried.send(without.session, tried.ids(without)).status_code == 403


def check_scopes(tried: Tried, permission: Permission, roles: frozenset[Role]) -> None:
    role = min(roles)
    needed = GRANTS[permission].scope
    too_few = Scene.of(tried.world, role)
    scopes = [scope for scope in Scope if scope != needed]
    assert tried.send(too_few.token(scopes), tried.ids(too_few)).status_code == 403
    if needed is not None:
        scene = Scene.of(tried.world, role)
        tried.succeed(scene.token([needed]), scene)


def check_those_who_may_not_sign_in(tried: Tried) -> None:
    role = min(tried.grant.roles)
    deactivated = Scene.of(tried.world, role)
    headers, ids = deactivated.session, tried.ids(deactivated)
    assert deactivated.actor
    with tried.world.database.write() as session:
        session.get_one(Person, deactivated.actor.id).deactivated_at = now()
    assert tried.send(headers, ids).status_code == 401
    if role is not Role.SYSTEM_ADMIN:
        closed = Scene.of(tried.world, role)
        headers, ids = closed.session, tried.ids(closed)
        with tried.world.database.write() as session:
            session.get_one(Centre, closed.centre.id).closed_at = now()
        assert tried.send(headers, ids).status_code == 401


def check_other_sites(tried: Tried) -> None:
    if tried.route.method in UNSAFE:
        scene = Scene.of(tried.world, min(tried.grant.roles))
        headers = {**scene.session, "Sec-Fetch-Site": "cross-site"}
        response = tried.send(headers, tried.ids(scene))
        assert (response.status_code, response.json()["type"]) == (403, _CROSS_SITE)


def check_nothing_of_others_is_seen(tried: Tried) -> None:
    """What is another's is answered exactly as what there is not, for each thing that the request names."""
    for role in sorted(tried.grant.roles):
        scene = Scene.of(tried.world, role)
        own = tried.ids(scene)
        if tried.example.prepare:
            tried.example.prepare(scene, own)
        for name in own:
            for foreign in _foreign(tried, name, scene, role):
                there = tried.send(scene.session, {**own, name: foreign})
                nowhere = tried.send(scene.session, {**own, name: str(uuid4())})
                refused = {404} if name in tried.route.parameters else {404, 409, 422}
                assert there.status_code in refused, f"{role} sees another's {name}"
                assert _comparable(there) == _comparable(nowhere)


def _foreign(tried: Tried, name: str, scene: Scene, role: Role) -> list[str]:
    """Things that the scene's actor must not see, for one parameter."""
    of = _thing(name).of
    make = tried.example.make.get(name) or _thing(name).make
    if of in ("installation", "place"):
        return []
    found = [str(make(Scene.of(tried.world, role)))] if role is not Role.SYSTEM_ADMIN or of == "self" else []
    if of == "self" or (of == "learner" and role is Role.LEARNER):
        neighbour = tried.world.person(scene.centre, role)
        found.append(str(make(Scene(tried.world, scene.centre, neighbour, neighbour))))
    return found


def _comparable(response: Any) -> tuple[int, Any, dict[str, str]]:
    if response.headers["content-type"].startswith("text/html"):
        body = response.text  # a form with what is wrong in it
    else:
        body = response.json()
        del body["instance"]
    headers = {name: value for name, value in response.headers.items() if name not in _OF_ONE_ANSWER}
    return response.status_code, body, headers

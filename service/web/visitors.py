"""Who looks at a page, as far as every page shows it: her name, her centre, and what she can go to."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from service.access import Actor, Permission
from service.access.requiring import identify
from service.dependencies import services_of
from service.storage.tables.people import Centre, Role


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in. ``centre`` is empty for who belongs to none."""

    actor: Actor
    centre: str
    demonstration: bool

    @property
    def name(self) -> str:
        """Her name."""
        return self.actor.name

    def may(self, permission: str) -> bool:
        """Whether she has a `Permission`, by its value."""
        return self.actor.may(Permission(permission))

    def has(self, *roles: str) -> bool:
        """Whether she has one of these `Role`s, by value."""
        return self.actor.has(*map(Role, roles))


def visitor_of(request: Request) -> Visitor | None:
    """Who makes the request; None where nobody is signed in. Asked once a request."""
    if not hasattr(request.state, "visitor"):
        actor = identify(request)
        request.state.visitor = _describe(request, actor) if actor else None
    visitor: Visitor | None = request.state.visitor
    return visitor


def home_of(actor: Actor) -> str:
    """The page that somebody's own work begins at."""
    if actor.has(Role.ASSESSOR):
        return "/queue"
    if actor.has(Role.IQA):
        return "/centre"
    if actor.has(Role.CENTRE_ADMIN):
        return "/people"
    return "/submissions" if actor.has(Role.LEARNER) else "/centres"


def _describe(request: Request, actor: Actor) -> Visitor:
    if actor.centre_id is None:
        return Visitor(actor, "", demonstration=False)
    with services_of(request).database.read() as session:
        centre = session.get_one(Centre, actor.centre_id)
        return Visitor(actor, centre.name, demonstration=centre.demonstration)

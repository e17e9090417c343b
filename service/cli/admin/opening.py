"""The installation that the environment's settings name, and what every command about it begins with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from service.errors import NotFound, SettingsInvalid

if TYPE_CHECKING:
    from uuid import UUID

    from pydantic import BaseModel
    from sqlalchemy.orm import Session

    from service.audit import Installation
    from service.settings import Settings
    from service.storage import Database
    from service.storage.tables.people import Person

Model = TypeVar("Model", bound="BaseModel")
CentreOption = Annotated[
    str, typer.Option("--centre", help="The centre's name in addresses; without it, the installation itself.")
]
EmailOption = Annotated[str, typer.Option("--email", help="What she signs in with.")]


@dataclass(frozen=True, slots=True)
class Opened:
    """An installation's settings and its database."""

    settings: Settings
    database: Database


@contextmanager
def installation() -> Iterator[Opened]:
    """Open the installation; on SQLite its database is brought up to date, as `tallymark serve` does.

    Raises SettingsInvalid where a setting cannot be used, or a database of several programs is not up to date.
    """
    from service.settings import Settings
    from service.storage.migrations import is_current
    from service.storage.opening import open_database

    settings = Settings.from_environment()
    database = open_database(settings)
    try:
        if not is_current(database):
            _bring_up_to_date(database)
        yield Opened(settings, database)
    finally:
        database.close()


def _bring_up_to_date(database: Database) -> None:
    from service.jobs.system import bring_up_to_date

    if not database.is_sqlite:
        raise SettingsInvalid("The database is not up to date. Run 'tallymark admin migrate' first.")
    bring_up_to_date(database)


def checked(model: type[Model], **given: object) -> Model:
    """The options of a command, held to the rules that requests are held to; raises BadParameter."""
    from pydantic import ValidationError

    try:
        return model.model_validate(given)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        told = [f"'--{fault['loc'][0]}': {fault['msg'].removeprefix('Value error, ')}." for fault in faults]
        raise typer.BadParameter("\n".join(told).replace("--administrator'", "--email'")) from None


def by_installation(session: Session, slug: str) -> Installation:
    """Who acts at the command line: the installation itself, at the centre of this name or none (BadParameter)."""
    from service.audit import Installation
    from service.people.centres.store import centre_named

    if not slug:
        return Installation()
    try:
        return Installation(centre_named(session, slug).id)
    except NotFound:
        raise typer.BadParameter("There is no centre of this name in addresses.", param_hint="'--centre'") from None


def person_by_email(session: Session, centre_id: UUID | None, email: str) -> Person:
    """The person who signs in with this address; raises BadParameter where there is none."""
    from sqlalchemy import select

    from service.storage.tables.people import Person

    person = session.scalars(
        select(Person).where(Person.centre_id == centre_id, Person.email == email.strip().lower())
    ).one_or_none()
    if person is None:
        raise typer.BadParameter(
            "Nobody has this e-mail address there. 'tallymark admin list-people' lists everybody.",
            param_hint="'--email'",
        )
    return person

"""``tallymark admin``: people of a centre, and those who run the installation."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from service.cli.admin.links import hand_over, make_link
from service.cli.admin.opening import (
    CentreOption,
    EmailOption,
    by_installation,
    checked,
    installation,
    person_by_email,
)
from service.cli.terminal import printable, tell
from service.cli.wording import count
from service.errors import Conflict

_ROLES = "learner, assessor, iqa, centre_admin and system_admin"
NameOption = Annotated[str, typer.Option("--name", help="Her name.")]


def first_administrator(*, name: NameOption, email: EmailOption) -> None:
    """Enter the first system administrator; her password is asked for, or read from standard input."""
    from service.access.administrators import require_no_system_administrator
    from service.audit import Installation
    from service.people.directory.changing import add_person
    from service.people.directory.schemas import NewPerson
    from service.people.passwords.hashing import PasswordHasher
    from service.people.passwords.rules import check_password
    from service.people.signing_in.links import set_password
    from service.storage.columns import now
    from service.storage.tables.people import Role

    # Held to the same rules as people of a centre, but for her role, which no centre can give.
    wanted = checked(NewPerson, name=name, email=email, roles=[Role.CENTRE_ADMIN])
    password = _read_password()
    check_password(password, [wanted.name, wanted.email])
    hash_ = PasswordHasher().hash(password)
    with installation() as opened, opened.database.write() as session:
        require_no_system_administrator(session)
        roles = frozenset({Role.SYSTEM_ADMIN})
        person = add_person(session, Installation(), name=wanted.name, email=wanted.email, reference=None, roles=roles)
        set_password(session, person.id, hash_, now())
    tell("She can sign in now, without the name of a centre.")


def create_person(
    *,
    centre: CentreOption = "",
    name: NameOption,
    email: EmailOption,
    role: Annotated[list[str], typer.Option(help=f"A role of hers, of {_ROLES}; can be given several times.")],
    reference: Annotated[str | None, typer.Option(help="The centre's own number for her.")] = None,
) -> None:
    """Enter a person, and print a link with which she chooses a password."""
    from service.people.directory.changing import add_person
    from service.people.directory.schemas import NewPerson
    from service.storage.tables.people import Purpose, Role

    if not set(role) <= set(Role):
        raise typer.BadParameter(f"'--role' is one of {_ROLES}.")
    roles = frozenset(map(Role, role))
    if roles != {Role.SYSTEM_ADMIN} if not centre else Role.SYSTEM_ADMIN in roles:
        raise typer.BadParameter(
            "People of a centre need '--centre'; a system administrator has none, nor other roles."
        )
    # Whoever runs the installation is held to the same rules, but for a role that no centre can give.
    given = roles if centre else {Role.CENTRE_ADMIN}
    wanted = checked(NewPerson, name=name, email=email, reference=reference, roles=given)
    with installation() as opened, opened.database.write() as session:
        by = by_installation(session, centre)
        person = add_person(session, by, name=wanted.name, email=wanted.email, reference=wanted.reference, roles=roles)
        link = make_link(session, opened.settings, person, Purpose.INVITATION)
    hand_over(link)


def list_people(*, centre: CentreOption = "") -> None:
    """List the people of a centre, or the system administrators: address, name, roles, and who cannot sign in."""
    from sqlalchemy import select

    from service.people.finding import roles_of
    from service.storage.tables.people import Person

    with installation() as opened, opened.database.read() as session:
        centre_id = by_installation(session, centre).centre_id
        wanted = select(Person).where(Person.centre_id == centre_id, Person.erased_at.is_(None))
        people = session.scalars(wanted.order_by(Person.name, Person.id)).all()
        roles = roles_of(session, [person.id for person in people])
    for person in people:
        state = "  deactivated" if person.deactivated_at else ""
        typer.echo(printable(f"{person.email}  {person.name}  {','.join(sorted(roles[person.id]))}{state}"))
    tell(f"{count(len(people), 'person', 'people')}.")


def reset_link(*, centre: CentreOption = "", email: EmailOption) -> None:
    """Print a link with which a person chooses a new password, where mail does not reach her."""
    from service import audit
    from service.audit import Action, Subject
    from service.storage.tables.people import Purpose

    with installation() as opened, opened.database.write() as session:
        by = by_installation(session, centre)
        person = person_by_email(session, by.centre_id, email)
        if person.deactivated_at:
            raise Conflict("She cannot sign in: she is deactivated.")
        link = make_link(session, opened.settings, person, Purpose.RESET)
        audit.record(
            session,
            actor=by,
            action=Action.PASSWORD_RESET_ASKED,
            subject_kind=Subject.PERSON,
            subject_id=person.id,
        )
    hand_over(link)


def deactivate(*, centre: CentreOption = "", email: EmailOption) -> None:
    """Let a person sign in no more: her sessions and tokens end. Her work and her decisions stay."""
    from service.people.directory.changing import deactivate as deactivate_person
    from service.storage.columns import now

    with installation() as opened, opened.database.write() as session:
        by = by_installation(session, centre)
        deactivate_person(session, by, person_by_email(session, by.centre_id, email).id, now())
    tell("She can sign in no more.")


def end_sessions(*, centre: CentreOption = "", email: EmailOption) -> None:
    """End all sessions of a person and revoke her tokens, such as after a device was lost."""
    from service.people.directory.changing import end_access
    from service.storage.columns import now

    with installation() as opened, opened.database.write() as session:
        by = by_installation(session, centre)
        ended = end_access(session, by, person_by_email(session, by.centre_id, email).id, now())
    tell(f"{count(ended, 'session or token', 'sessions and tokens')} ended.")


def _read_password() -> str:
    """From a prompt, twice, or one line of standard input; never from an argument, which other programs can see."""
    if sys.stdin.isatty():
        password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return password
    return sys.stdin.readline().rstrip("\r\n")

"""``tallymark admin create-centre``."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli.admin.links import hand_over, make_link
from service.cli.admin.opening import EmailOption, checked, installation


def create_centre(
    slug: Annotated[str, typer.Argument(help="The centre's name in addresses and at sign-in, such as north-college.")],
    *,
    name: Annotated[str, typer.Option(help="The centre's name.")],
    administrator: Annotated[str, typer.Option(help="Name of its first administrator.")],
    email: EmailOption,
) -> None:
    """Set up a centre with its first administrator, and print a link with which she chooses a password."""
    from service.audit import Installation
    from service.people.centres.schemas import NewCentre
    from service.people.centres.store import add_centre, add_first_administrator
    from service.storage.tables.people import Purpose

    wanted = checked(NewCentre, slug=slug, name=name, administrator={"name": administrator, "email": email})
    with installation() as opened, opened.database.write() as session:
        nobody = Installation()
        centre = add_centre(session, nobody, slug=wanted.slug, name=wanted.name)
        first = wanted.administrator
        person = add_first_administrator(session, nobody, centre, name=first.name, email=first.email)
        link = make_link(session, opened.settings, person, Purpose.INVITATION)
    hand_over(link)

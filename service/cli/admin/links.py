"""Links to choose a password, handed over by whoever runs the installation, where no mail is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from service.cli.terminal import tell

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from service.mail.password_links import PasswordLink
    from service.settings import Settings
    from service.storage.tables.people import Person, Purpose


def make_link(session: Session, settings: Settings, person: Person, purpose: Purpose) -> PasswordLink:
    """A link for a person."""
    from service.mail.links import Links
    from service.mail.password_links import password_link

    return password_link(session, person.id, purpose, Links(settings.public_url))


def hand_over(link: PasswordLink) -> None:
    """Print the link alone on standard output, and what it is on standard error."""
    typer.echo(link.address)
    tell(f"With this link a password can be chosen, once, until {link.expires}. Give it to nobody else.")

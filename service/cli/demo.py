"""``tallymark demo``: a centre with invented people and their work, to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from service.settings import Settings
    from service.storage import Database

PasswordsOption = Annotated[
    bool, typer.Option("--passwords", help="Make nothing; print once more who can sign in, and with what.")
]


def demo(*, passwords: PasswordsOption = False) -> None:
    """Make a demonstration centre with invented people and weeks of their work, where there is none yet.

    It is refused in production. 'tallymark serve' serves it.
    """
    from service.cli.admin.opening import installation
    from service.cli.terminal import show, tell
    from service.demonstration.presence import is_made, refuse_in_production

    with installation() as opened:
        refuse_in_production(opened.settings, opened.database)
        there = is_made(opened.database)
        if passwords and not there:
            raise typer.BadParameter("There is no demonstration centre yet. 'tallymark demo' makes it.")
        if there and not passwords:
            tell("The demonstration centre is there. 'tallymark demo --passwords' prints who can sign in.")
            return
        if not there:
            from nlp.pipeline import load_analyser
            from service.demonstration.making import make

            tell("Making the demonstration centre. It takes about a quarter of a minute.")
            make(opened.settings, opened.database, load_analyser)
        show(*_sheet(opened.settings, opened.database))


def _sheet(settings: Settings, database: Database) -> tuple[Table, str]:
    """Who there is, and how to sign in."""
    from rich.table import Table

    from service.demonstration.people import password_of, people_of
    from service.demonstration.specification import specification

    table = Table("e-mail address", "role", "submission", box=None, pad_edge=False)
    for person in people_of(database):
        table.add_row(person.address, person.role, person.state)
    centre = specification().centre
    return table, (
        f"\nDEMONSTRATION: everybody at '{centre.name}' is invented.\n"
        f"address   {settings.public_url}/sign-in?centre={centre.slug}\ncentre    {centre.slug}\n"
        f"password  {password_of(settings)} (everybody's)"
    )

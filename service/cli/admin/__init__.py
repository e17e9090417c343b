"""``tallymark admin``: what whoever runs an installation does at its own command line.

Each command is one function; this is the one place that knows them all. Everything that changes something leaves an
entry in the audit log, as done by the installation itself.
"""

from __future__ import annotations

import typer

from service.cli.admin import audit, backups, centres, database, erasures, people, records, roster

app = typer.Typer(help="Run an installation: its database, centres and people.", no_args_is_help=True)
app.command("migrate")(database.migrate)
app.command("first-administrator")(people.first_administrator)
app.command("create-centre")(centres.create_centre)
app.command("create-person")(people.create_person)
app.command("list-people")(people.list_people)
app.command("reset-link")(people.reset_link)
app.command("deactivate")(people.deactivate)
app.command("end-sessions")(people.end_sessions)
app.command("import-roster")(roster.import_roster)
app.command("export-roster")(roster.export_roster)
app.command("sweep")(records.sweep)
app.command("backup")(backups.backup)
app.command("restore")(backups.restore)
app.add_typer(erasures.app, name="erasures")
app.add_typer(audit.app, name="audit")

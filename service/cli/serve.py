"""``tallymark serve``: the REST API."""

from __future__ import annotations

from typing import Annotated

import typer

Host = Annotated[
    str | None, typer.Option(help="Address to listen on; by default TALLYMARK_HOST, else this machine only.")
]
Port = Annotated[
    int | None, typer.Option(min=0, max=65535, help="Port to listen on; by default TALLYMARK_PORT, else 8000.")
]


def serve(*, host: Host = None, port: Port = None) -> None:
    """Serve the REST API until it is stopped with Ctrl-C."""
    from service.cli.stopping import end_when_told_to

    end_when_told_to()
    from service.errors import SettingsInvalid
    from service.settings import Settings

    try:
        settings = Settings.from_environment()
    except SettingsInvalid as error:
        raise typer.BadParameter(str(error)) from error
    chosen = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = settings.model_copy(update=chosen)
    # What takes seconds to load comes last: a setting that cannot be used is told at once.
    from service.server import run

    try:
        run(settings)
    except SystemExit as stopped:  # uvicorn has logged why
        raise typer.BadParameter(
            f"The service cannot listen on {settings.host}:{settings.port}. Choose another '--host' or '--port'."
        ) from stopped

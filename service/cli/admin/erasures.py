"""``tallymark admin erasures``: what was erased, kept apart from the database, and erased again after a restore."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.admin.opening import installation
from service.cli.terminal import tell, write_json

if TYPE_CHECKING:
    from service.files import Originals
    from service.retention.erasures import ErasureDone
    from service.storage import Database

app = typer.Typer(help="Tell what was erased, and erase it again after a restore.", no_args_is_help=True)
File = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="What 'list' printed, or the service's own log.")
]
_TOLD = "erased"


@app.command("list")
def list_erasures() -> None:
    """Print every erasure, one line of JSON each, without words: ids and times, to be kept apart from the database."""
    from service.retention.erasures import erasures_done

    with installation() as opened, opened.database.read() as session:
        for done in erasures_done(session):
            write_json(done.model_dump_json())


@app.command("repeat")
def repeat(file: File) -> None:
    """Erase again what was erased since the backup that was restored, before anybody works with it."""
    from service.files import open_originals

    done = read_erasures(file, "FILE")
    with installation() as opened:
        repeat_and_tell(opened.database, open_originals(opened.settings.files_address), done)


def read_erasures(file: Path, option: str) -> list[ErasureDone]:
    """The erasures that a file tells of; other lines of a log are left out. Raises BadParameter, naming ``option``."""
    from pydantic import ValidationError

    from service.retention.erasures import ErasureDone

    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            content = json.loads(line) if line.strip() else None
            if isinstance(content, dict) and _TOLD in content:
                found.append(ErasureDone.model_validate(content))
        except (ValueError, ValidationError):
            raise typer.BadParameter(
                f"Line {number} of the file is neither what 'tallymark admin erasures list' prints nor of the log.",
                param_hint=f"'{option}'",
            ) from None
    return found


def repeat_and_tell(database: Database, originals: Originals, done: list[ErasureDone]) -> None:
    """Erase again and say how much that was."""
    from service.records.repeating import repeat_erasures

    repeated = repeat_erasures(database, originals, done)
    tell(
        f"{repeated.again} erasures were done again. {repeated.nothing_left} had left nothing to erase, and "
        f"{repeated.unknown} are of what is not here."
    )

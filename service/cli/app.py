"""All commands of ``tallymark``, and the one place where their errors become messages and exit statuses.

Commands import what they need when they run: `tallymark units list` must not wait for a model that it does not use.
"""

from __future__ import annotations

import logging
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from service.cli import (
    admin,
    audit,
    check,
    compare,
    corpus,
    demo,
    evaluate,
    reanalyse,
    redact,
    serve,
    train,
    units,
    worker,
)
from service.cli.exit_codes import ExitCode
from service.cli.failures import failure_of
from service.cli.terminal import tell, tolerate_poor_encodings


class Commands(TyperGroup):
    """The commands, with their errors told as `service.cli.failures` puts them; never a traceback."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - its class has no public name in Typer
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            tell("Interrupted.")
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except (typer.TyperException, typer.Exit, typer.Abort, BrokenPipeError):
            raise  # Typer's own business: usage, and a reader that has seen enough (`| head`)
        except Exception as error:  # noqa: BLE001 - the last resort of the program
            failure = failure_of(error)
            tell(failure.message)
            raise typer.Exit(failure.code) from None


def print_version(wanted: bool) -> None:
    """Print the version and exit, where ``--version`` was given."""
    if wanted:
        from nlp.config import program_version

        typer.echo(f"tallymark {program_version()}")
        raise typer.Exit


VersionOption = Annotated[
    bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit.")
]

app = typer.Typer(
    cls=Commands,
    help="Lay a learner's reflective account against the marking points of a unit, and cite the evidence.",
    epilog="Observations, not decisions: an assessor decides.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
app.command("check")(check.check)
app.command("audit")(audit.audit)
app.command("compare")(compare.compare)
app.command("demo")(demo.demo)
app.command("evaluate")(evaluate.evaluate)
app.command("redact")(redact.redact)
app.command("train")(train.train)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.command("reanalyse")(reanalyse.reanalyse)
app.add_typer(corpus.app, name="corpus")
app.add_typer(units.app, name="units")
app.add_typer(admin.app, name="admin")


@app.callback()
def options(*, version: VersionOption = False) -> None:
    """Take the options that stand before a command."""
    del version
    tolerate_poor_encodings()
    # A warning from the library would reach a person as a second, less friendly message.
    logging.getLogger("nlp").addHandler(logging.NullHandler())

"""``tallymark corpus``: a whole corpus, on the cores of this machine or of a cluster."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli.loading import UnitOption

app = typer.Typer(help="Analyse whole corpora, on this machine or on many (docs/scale.md).", no_args_is_help=True)

Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE", help="A folder of documents or Parquet files, one Parquet file, or an s3:// address of these."
    ),
]
Out = Annotated[
    str, typer.Option("--out", "-o", metavar="TARGET", help="Folder or s3:// address for the results (Parquet).")
]
QualificationOption = Annotated[
    str | None,
    typer.Option(
        "--qualification",
        "-q",
        metavar="ID",
        help="Qualification whose level the feedback keeps to; by default that of the lowest level.",
    ),
]
Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="ADDRESS",
        help="Ray cluster to use, such as 192.0.2.7:6379, or 'auto' on one of its machines; by default $RAY_ADDRESS, "
        "or this machine alone.",
    ),
]
Actors = Annotated[
    int | None, typer.Option("--actors", metavar="N", min=1, help="Analysers at work; by default one for each core.")
]
RetryFailed = Annotated[
    bool, typer.Option("--retry-failed", help="Analyse again what an earlier run could not analyse.")
]


@app.command("analyse")
def analyse(
    source: Source,
    *,
    out: Out,
    unit: UnitOption = None,
    qualification: QualificationOption = None,
    address: Address = None,
    actors: Actors = None,
    retry_failed: RetryFailed = False,
) -> None:
    """Analyse every document of a corpus into a table with one row for each distinct one.

    Run the same command again to go on after an interruption, or when the corpus has grown: what has a row is kept.
    """
    from nlp.cluster.places import Place
    from nlp.cluster.recipe import Recipe
    from nlp.cluster.session import check_installed
    from service.cli.problems import problem_json

    check_installed()
    from nlp.cluster.run import Plan
    from nlp.cluster.working import Target
    from service.cli.corpus_run import CorpusRun

    plan = Plan(
        corpus=Place.of(source),
        target=Target(Place.of(out)),
        recipe=Recipe(problem_json, unit=unit, qualification=qualification),
        address=address,
        actors=actors,
        retry_failed=retry_failed,
    )
    raise typer.Exit(CorpusRun(plan, out).run())

"""``tallymark evaluate``: how right the program is on labelled accounts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from service.cli.loading import UnitOption, installed_analyser
from service.cli.terminal import messages, show, write_json
from service.cli.wording import count, sentence_case

if TYPE_CHECKING:
    from nlp.corpus.accounts import Account
    from nlp.evaluation.bootstrap import Figure
    from nlp.evaluation.judged import PredictedAccount
    from nlp.evaluation.report import Report
    from nlp.pipeline import Analyser

NOT_ESTIMABLE = "not estimable"

Files = Annotated[list[Path], typer.Argument(metavar="FILES.acc...", help="Files of labelled accounts.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print all figures as JSON (docs/evaluation.md) and nothing else.")
]
OwnSentences = Annotated[
    bool, typer.Option("--own-sentences", help="Cut the text into sentences ourselves, as 'check' does.")
]


def evaluate(
    files: Files, *, unit: UnitOption = None, as_json: AsJson = False, own_sentences: OwnSentences = False
) -> None:
    """Lay what the program says against labelled accounts.

    Each figure comes with a 95% interval. Accounts that the model was trained on flatter it: the model card's figures
    are cross-validated over whole sectors.
    """
    from nlp.corpus.reader import read_accounts
    from nlp.evaluation.report import build_report

    analyser = installed_analyser(unit)
    accounts = [account for file in dict.fromkeys(files) for account in read_accounts(file, analyser.unit)]
    predicted = _predict(analyser, accounts, own_sentences=own_sentences)
    report = build_report(accounts, predicted, analyser.unit)
    if as_json:
        write_json(json.dumps(report, ensure_ascii=False, allow_nan=False))
    else:
        _show(report)


def _predict(analyser: Analyser, accounts: list[Account], *, own_sentences: bool) -> list[PredictedAccount]:
    from nlp.evaluation.evaluate import predict_accounts

    console = messages()
    columns = (TextColumn("Judging"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=len(accounts))
        return predict_accounts(
            analyser, accounts, lambda done: progress.update(task, completed=done), own_sentences=own_sentences
        )


def _show(report: Report) -> None:
    from nlp.evaluation.report import rows

    overall = report["overall"]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Figure")
    for heading in ("Value", "95% interval", "Cases"):
        table.add_column(heading, justify="right")
    for name, figure in rows(report):
        table.add_row(sentence_case(name), *_cells(figure))
    size = f"{count(overall['accounts'], 'account')}, {count(overall['sentences'], 'sentence')}"
    show(Text(f"{report['unit']}: {size}", style="bold"), Text(), table)


def _cells(figure: Figure) -> tuple[str, str, str]:
    value = NOT_ESTIMABLE if figure.value is None else f"{figure.value:.3f}"
    interval = "" if figure.low is None or figure.high is None else f"{figure.low:.3f} to {figure.high:.3f}"
    return value, interval, f"{figure.n:,}"

"""``tallymark evaluate``: how right the program is on labelled accounts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from service.cli.loading import UnitOption, installed_analyser, installed_unit
from service.cli.terminal import messages, show, tell, write_json
from service.cli.wording import count

if TYPE_CHECKING:
    from criteria_bank.loader import LoadedUnit
    from nlp.corpus.accounts import Account
    from nlp.evaluation.fairness import StatusChanges
    from nlp.evaluation.judged import PredictedAccount
    from nlp.evaluation.report import Report
    from nlp.pipeline import Analyser

Files = Annotated[
    list[Path] | None, typer.Argument(metavar="FILES.acc...", help="Files of labelled accounts.", show_default=False)
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print all figures as JSON (docs/evaluation.md) and nothing else.")
]
OwnSentences = Annotated[
    bool, typer.Option("--own-sentences", help="Cut the text into sentences ourselves, as 'check' does.")
]
CrossValidated = Annotated[
    bool,
    typer.Option(
        "--cross-validated",
        help="Judge the training corpus, each account by a model that saw neither its sector nor its file.",
    ),
]
Models = Annotated[
    Path, typer.Option(metavar="FOLDER", help="For --cross-validated: holds corpus/ and cross_validation/.")
]


def evaluate(
    files: Files = None,
    *,
    unit: UnitOption = None,
    as_json: AsJson = False,
    own_sentences: OwnSentences = False,
    cross_validated: CrossValidated = False,
    models: Models = Path("models"),
) -> None:
    """Lay what the program says against labelled accounts.

    Each figure comes with a 95% interval. Accounts that the model was trained on flatter it: for those, ask for
    --cross-validated, over whole sectors.
    """
    from nlp.corpus.reader import read_accounts
    from nlp.evaluation.report import build_report

    if bool(files) == cross_validated or (cross_validated and own_sentences):
        raise typer.BadParameter("Give either FILES.acc, or --cross-validated alone.")
    changes: Mapping[str, StatusChanges] = {}
    if cross_validated:
        bank = installed_unit(unit)
        accounts, predicted, changes = _predict_held_out(bank, models)
    else:
        analyser = installed_analyser(unit)
        bank = analyser.loaded_unit
        accounts = [account for file in dict.fromkeys(files or ()) for account in read_accounts(file, bank.unit)]
        predicted = _predict(analyser, accounts, own_sentences=own_sentences)
    report = build_report(accounts, predicted, bank.unit)
    if as_json:
        write_json(json.dumps({**report, "other_english": changes}, ensure_ascii=False, allow_nan=False))
    else:
        _show(report, changes)


def _predict(analyser: Analyser, accounts: list[Account], *, own_sentences: bool) -> list[PredictedAccount]:
    from nlp.evaluation.evaluate import predict_accounts

    with _bar(len(accounts)) as done:
        return predict_accounts(analyser, accounts, done, own_sentences=own_sentences)


def _predict_held_out(
    bank: LoadedUnit, models: Path
) -> tuple[list[Account], list[PredictedAccount], Mapping[str, StatusChanges]]:
    from nlp.corpus.reader import read_corpus
    from nlp.evaluation.evaluate import predict_held_out
    from nlp.training.cross_validate import SCORES, load_out_of_fold
    from nlp.training.other_english import FOLDER, changes_by_rewriting
    from nlp.training.replay import held_out_judgements, replayed_analysers
    from nlp.training.settings import TrainingSettings

    accounts = read_corpus(models / "corpus", bank.unit)
    scores = load_out_of_fold(models / "cross_validation" / SCORES, accounts)
    judgements = held_out_judgements(bank.unit, accounts, scores, TrainingSettings().rules_inbox_weight)
    with _bar(len(accounts)) as done:
        held_out, predicted = predict_held_out(replayed_analysers(bank, judgements, accounts, scores), done)
    other_english = models / "cross_validation" / FOLDER
    if not other_english.is_dir():
        tell(f"There are no scores of the accounts in other English at {other_english}: `tallymark train` makes them.")
        return held_out, predicted, {}
    return held_out, predicted, changes_by_rewriting(bank, accounts, scores, judgements, other_english)


@contextmanager
def _bar(accounts: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on the terminal; gives what moves it: how many accounts are done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = messages()
    columns = (TextColumn("Judging"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=accounts)
        yield lambda done: progress.update(task, completed=done)


def _show(report: Report, changes: Mapping[str, StatusChanges]) -> None:
    from service.cli.evaluation_tables import changes_table, figures_table

    overall = report["overall"]
    size = f"{count(overall['accounts'], 'account')}, {count(overall['sentences'], 'sentence')}"
    heading = Text(f"{report['unit']}: {size}", style="bold")
    show(heading, Text("In brackets: 95% intervals"), Text(), figures_table(report))
    if changes:
        show(Text(), changes_table(changes))

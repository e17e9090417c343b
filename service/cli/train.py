"""``tallymark train``: fit the model to labelled accounts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nlp.errors import TrainingUnavailable
from service.cli.loading import UnitOption, installed_unit
from service.cli.terminal import messages, tell

if TYPE_CHECKING:
    from rich.progress import Progress

Models = Annotated[
    Path,
    typer.Option(metavar="FOLDER", help="Holds corpus/; serving/ and cross_validation/ are written there."),
]
Work = Annotated[Path, typer.Option(metavar="FOLDER", help="Scratch; a run that was stopped goes on from here.")]
Epochs = Annotated[int | None, typer.Option(min=1, help="How often every account is seen.")]
Seed = Annotated[int | None, typer.Option(help="Seed of everything that is drawn at random.")]
Folds = Annotated[int | None, typer.Option(min=2, help="Folds of the cross-validation over whole sectors.")]


def train(
    *,
    unit: UnitOption = None,
    models: Models = Path("models"),
    work: Work = Path("runs"),
    epochs: Epochs = None,
    seed: Seed = None,
    folds: Folds = None,
) -> None:
    """Train the model on the CPU (needs the extra 'train'; takes hours).

    Cross-validates over whole sectors, fits calibration and rules, trains on everything, exports. The same command goes
    on with a run that was stopped.
    """
    from nlp.training.settings import TrainingSettings

    chosen = {"epochs": epochs, "seed": seed, "folds": folds}
    settings = TrainingSettings.model_validate({name: value for name, value in chosen.items() if value is not None})
    loaded = installed_unit(unit)
    try:
        from nlp.training.train import Paths
        from nlp.training.train import train as run
    except ModuleNotFoundError as error:
        raise TrainingUnavailable(
            f'Training needs {error.name}. Install the extra [train] (CONTRIBUTING.md, "Training"), then try again.'
        ) from error
    with _progress() as progress:
        manifest = run(loaded, Paths.of(models, work), settings, lambda name: _bar(progress, name))
    tell(f"{manifest.name} {manifest.version} is in {models / 'serving'}.")


def _progress() -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, TextColumn("loss {task.fields[loss]:.3f}"), console=messages())


def _bar(progress: Progress, name: str) -> Callable[[int, int, float], None]:
    """A bar for one stage of the run; returns what moves it: the step, the steps in all, the step's loss."""
    task = progress.add_task(name, total=None, loss=0.0)

    def move(step: int, steps: int, loss: float) -> None:
        progress.update(task, completed=step, total=steps, loss=loss)

    return move

"""``tallymark compare``: lay two drafts of one account side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.loading import (
    Audience,
    AudienceOption,
    QualificationOption,
    UnitOption,
    installed_analyser,
    reader,
)
from service.cli.terminal import write_json

if TYPE_CHECKING:
    from nlp.documents import Document

First = Annotated[Path, typer.Argument(metavar="FIRST", help="The earlier draft, a document that 'check' reads.")]
Second = Annotated[Path, typer.Argument(metavar="SECOND", help="The later draft.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print the comparison as JSON (docs/comparison.md) and nothing else.")
]


def compare(
    first: First,
    second: Second,
    *,
    unit: UnitOption = None,
    qualification: QualificationOption = None,
    audience: AudienceOption = Audience.LEARNER,
    as_json: AsJson = False,
) -> None:
    """Show what changed from one draft to the next: the evidence, the next steps that were taken, the sentences.

    Sentences that stay the same keep what was found in them; only changed ones are analysed again.
    """
    from nlp.comparison.comparison import compare_documents

    documents = _read(first), _read(second)
    read_by = reader(qualification, audience)
    analyser = read_by.bind(installed_analyser(unit))
    everything = read_by.sees_everything(analyser)
    compared = compare_documents(analyser, *documents, names=(str(first), str(second)), everything=everything)
    if as_json:
        write_json(compared.comparison.model_dump_json())
        return
    from service.cli.comparison_report import print_comparison

    print_comparison(compared.comparison, analyser.unit, (first.name, second.name))


def _read(path: Path) -> Document:
    from nlp.comparison.naming import naming
    from nlp.readers import read_file

    if path.is_dir():
        raise typer.BadParameter(f"'{path}' is a folder. Give two documents.")
    if not path.exists():
        raise typer.BadParameter(f"There is no file '{path}'. Check its name and folder.")
    with naming(str(path)):
        return read_file(path)

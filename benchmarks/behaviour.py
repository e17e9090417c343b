"""Is it fooled, is it fair, does it move the right way? The tables of docs/behaviour.md.

    python benchmarks/behaviour.py [CASES_FOLDER] [--accounts N]

Runs the installed model over the texts of tests/behaviour/cases and what the unit's own file yields. ``--accounts``
bounds the accounts that sentences are added to, which is most of the work. Brackets hold Wilson 95 % intervals; the
statuses of one text are not independent, so that true intervals are wider.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from nlp.evaluation.behaviour.cases import Cases, read_cases
from nlp.evaluation.behaviour.directional import Moved, additions, moved
from nlp.evaluation.behaviour.gaming import Earned, earned
from nlp.evaluation.behaviour.invariance import changes_by_form, name_pairs, rewritten_pairs, told_pairs, total
from nlp.evaluation.behaviour.judging import Changes, Share
from nlp.evaluation.behaviour.unit_claims import unit_claims
from nlp.pipeline import Analyser, load_analyser

CASES = Path(__file__).parent.parent / "tests" / "behaviour" / "cases"


def claims_table(found: Sequence[Earned]) -> Table:
    """What texts without evidence earn, by category."""
    table = Table("category", "texts", "with a met", "with too many partials", "points met", "points partial", "a text")
    for category, group in groupby(found, key=lambda one: one.claim.category):
        table.add_row(category, *_claims_row(list(group)))
    table.add_row("all", *_claims_row(found))
    return table


def wrong_table(found: Sequence[Earned]) -> Table:
    """Every text that earned what it must not."""
    table = Table("category", "text", "met", "partial", "raised by padding")
    for one in found:
        if one.met or one.too_partial:
            raised = str(one.raised) if one.claim.story else "–"
            table.add_row(one.claim.category, one.claim.name, " ".join(one.met), " ".join(one.partial), raised)
    return table


def changes_table(title: str, found: Mapping[str, Changes]) -> Table:
    """Statuses that differ between two texts that say the same."""
    table = Table(title, "statuses compared", "changed", "raised", "lowered")
    for form, changes in {**found, "all": total(found.values())}.items():
        table.add_row(form, str(changes.compared), _share(changes.changed), str(changes.raised), str(changes.lowered))
    return table


def moved_table(found: Mapping[str, Moved]) -> Table:
    """What one more sentence does."""
    table = Table("added", "statuses", "lowered", "raised", "raised to met", "evidence of others lost", "itself found")
    for what, of in found.items():
        changes = of.changes
        table.add_row(
            what,
            str(changes.compared),
            _share(Share(changes.lowered, changes.compared)),
            str(changes.raised),
            str(of.raised_to_met.count),
            _share(of.lost),
            _share(of.found) if of.found.of else "–",
        )
    return table


def main() -> None:
    """Print the tables one after the other, each as soon as it is measured."""
    parser = argparse.ArgumentParser(description="Measure behaviour; see docs/behaviour.md.")
    parser.add_argument("folder", nargs="?", type=Path, default=CASES)
    parser.add_argument("--accounts", type=int, default=None, help="put sentences into the first N accounts only")
    arguments = parser.parse_args()
    _print_tables(load_analyser(), read_cases(arguments.folder), arguments.accounts)


def _print_tables(analyser: Analyser, cases: Cases, accounts: int | None) -> None:
    console = Console()
    console.print(analyser.reference.model)
    found = earned(analyser, [*cases.claims, *unit_claims(analyser.unit)])
    console.print(claims_table(found), wrong_table(found))
    console.print(changes_table("form", changes_by_form(analyser, told_pairs(cases.accounts))))
    rewritten = changes_by_form(analyser, rewritten_pairs(analyser.language, cases.accounts))
    console.print(changes_table("rule-made form", rewritten))
    console.print(changes_table("customer", changes_by_form(analyser, name_pairs(cases.names))))
    plain = [account.plain for account in cases.accounts][:accounts]
    console.print(moved_table(moved(additions(analyser, plain, cases.additions))))


def _claims_row(found: Sequence[Earned]) -> list[str]:
    met, partial = sum(len(one.met) for one in found), sum(len(one.partial) for one in found)
    return [
        str(len(found)),
        _share(Share(sum(bool(one.met) for one in found), len(found))),
        _share(Share(sum(one.too_partial for one in found), len(found))),
        str(met),
        str(partial),
        f"{partial / len(found):.2f}",
    ]


def _share(share: Share) -> str:
    low, high = share.interval
    return f"{share.count} = {100 * share.value:.1f} % [{100 * low:.1f}, {100 * high:.1f}]"


if __name__ == "__main__":
    main()

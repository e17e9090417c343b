"""What somebody says about a file of decisions, as options of the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

import typer

from service.judging.columns import COLUMNS, STATUSES, Status
from service.judging.reading.headings import ASSESSOR_NAME, BLIND, is_column
from service.judging.reading.moments import Order
from service.judging.reading.results import Choices


def choices_of(
    columns: Sequence[str], statuses: Sequence[str], sheet: str | None, dates: str | None, *, strict: bool
) -> Choices:
    """The choices that options make; raises typer.BadParameter where one cannot be meant."""
    orders: tuple[Order, ...] = get_args(Order)
    order = next((order for order in orders if order == dates), None)
    if dates is not None and order is None:
        raise typer.BadParameter(f"Dates can be {' or '.join(orders)}.", param_hint="'--dates'")
    return Choices(columns=_columns(columns), statuses=_statuses(statuses), sheet=sheet, dates=order, strict=strict)


def _columns(given: Sequence[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for option in given:
        name, parted, heading = option.partition("=")
        if not parted or not heading.strip():
            raise typer.BadParameter('Give a name and a heading, as assessor="Marked by".', param_hint="'--column'")
        name = name.strip().casefold().replace(" ", "_")
        if not is_column(name):
            names = ", ".join([*COLUMNS, BLIND, ASSESSOR_NAME])
            raise typer.BadParameter(
                f"There is no column '{name}' in a table of decisions. There are: {names}; and group. with any name "
                "after it.",
                param_hint="'--column'",
            )
        found[name] = heading.strip()
    return found


def _statuses(given: Sequence[str]) -> Mapping[str, Status]:
    found: dict[str, Status] = {}
    for option in given:
        # The word itself may hold the sign.
        word, parted, status = option.rpartition("=")
        meant = next((one for one in STATUSES if one == status.strip().casefold()), None)
        if not parted or not word.strip() or meant is None:
            raise typer.BadParameter(
                f"Give a word and what it means ({', '.join(STATUSES)}), as Ref=not.", param_hint="'--status'"
            )
        found[word.strip()] = meant
    return found

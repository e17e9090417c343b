"""What people agreed that a script should be given, as it stands: the latest word of any exercise."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Subquery, exists, func, select
from sqlalchemy.orm import aliased

from service.storage.tables.standardisation import StandardisationScript, StandardisationStandard

_Later = aliased(StandardisationStandard)


def nothing_corrects() -> ColumnElement[bool]:
    """The condition on `StandardisationStandard` that it is the last of its chain."""
    return ~exists().where(_Later.supersedes_id == StandardisationStandard.id)


def standards_in_force() -> Subquery:
    """One row for each marking point of a draft that has a standard: ``draft_id, marking_point, id, status``.

    A script can be in several exercises, and each can set a standard: the one that was set last stands.
    """
    standard, script = StandardisationStandard, StandardisationScript
    latest = func.row_number().over(
        partition_by=(script.draft_id, standard.marking_point), order_by=(standard.at.desc(), standard.id)
    )
    ranked = (
        select(script.draft_id, standard.marking_point, standard.id, standard.status, latest.label("place"))
        .join(script, script.id == standard.script_id)
        .where(nothing_corrects())
        .subquery()
    )
    columns = [ranked.c[name] for name in ("draft_id", "marking_point", "id", "status")]
    return select(*columns).where(ranked.c.place == 1).subquery()

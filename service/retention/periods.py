"""The periods of retention: those that are shipped, and what a centre has set in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import Fault, RequestInvalid
from service.storage.tables.people import Centre
from service.storage.tables.records import RecordKind, RetentionPeriod

_FILE = Path(__file__).with_name("periods.yaml")
LONGEST_DAYS = 36_525


class Period(BaseModel):
    """What `periods.yaml` says of a kind of record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: int = Field(ge=1, le=LONGEST_DAYS)
    counted_from: str = Field(alias="from")
    keeps: str
    source: str


@dataclass(frozen=True, slots=True)
class Periods:
    """How many days a centre keeps each kind of record; ``version`` grows with every change."""

    days: Mapping[RecordKind, int]
    version: int


@cache
def shipped() -> Mapping[RecordKind, Period]:
    """The periods that hold where a centre has set none."""
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    periods = TypeAdapter(dict[RecordKind, Period]).validate_python(content)
    if missing := set(RecordKind) - set(periods):
        raise AssertionError(f"periods.yaml says nothing of {', '.join(sorted(missing))}.")
    return periods


def periods_of(session: Session, centre_id: UUID) -> Periods:
    """The periods of a centre."""
    rows = session.scalars(select(RetentionPeriod).where(RetentionPeriod.centre_id == centre_id)).all()
    own = {row.kind: row.days for row in rows}
    days = {kind: own.get(kind, period.days) for kind, period in shipped().items()}
    return Periods(days, 1 + sum(row.version for row in rows))


def lock(session: Session, centre_id: UUID) -> None:
    """Let nobody else set the centre's periods until the transaction ends."""
    session.execute(select(Centre.id).where(Centre.id == centre_id).with_for_update())


def set_periods(session: Session, centre_id: UUID, days: Mapping[RecordKind, int]) -> tuple[RecordKind, ...]:
    """Set the periods of a centre, those that are not named to what is shipped; returns the kinds that changed.

    Raises RequestInvalid where decisions would go before the words that they are about.
    """
    before = periods_of(session, centre_id).days
    after = {kind: days.get(kind, period.days) for kind, period in shipped().items()}
    if after[RecordKind.DECISIONS] < after[RecordKind.SUBMITTED_TEXT]:
        raise RequestInvalid([Fault("#/days/decisions", "Keep decisions for at least as long as `submitted_text`.")])
    changed = tuple(kind for kind in RecordKind if after[kind] != before[kind])
    for kind in changed:
        row = session.get(RetentionPeriod, (centre_id, kind))
        if row is None:
            session.add(RetentionPeriod(centre_id=centre_id, kind=kind, days=after[kind]))
        else:
            row.days, row.version = after[kind], row.version + 1
    session.flush()
    return changed

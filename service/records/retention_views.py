"""How long a centre keeps what, as it is shown and set, and what a sweep comes to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.retention.periods import LONGEST_DAYS, Periods, lock, periods_of, set_periods, shipped
from service.retention.sweep import Report, Swept
from service.storage.tables.records import RecordKind
from service.versions import require_version

Days = Annotated[int, Field(ge=1, le=LONGEST_DAYS)]


class PeriodView(BaseModel):
    """How long a kind of record is kept."""

    model_config = ConfigDict(frozen=True)

    kind: RecordKind = Field(description="The kind of record.")
    keeps: str = Field(description="What belongs to it.")
    days: int = Field(description="For how many days it is kept in your centre.")
    counted_from: str = Field(description="What the days are counted from.")
    default_days: int = Field(description="For how many days it is kept where a centre sets nothing.")
    source: str = Field(description="Why that many: who asks for it, or our judgement.")


class RetentionView(BaseModel):
    """How long each kind of record is kept in a centre."""

    model_config = ConfigDict(frozen=True)

    kinds: tuple[PeriodView, ...] = Field(description="Every kind of record.")

    @classmethod
    def of(cls, periods: Periods) -> RetentionView:
        """A centre's periods, beside the ones that are shipped."""
        return cls(
            kinds=tuple(
                PeriodView(
                    kind=kind,
                    keeps=period.keeps,
                    days=periods.days[kind],
                    counted_from=period.counted_from,
                    default_days=period.days,
                    source=period.source,
                )
                for kind, period in shipped().items()
            )
        )


class RetentionChange(BaseModel):
    """The periods of a centre; a kind that is left out is kept as long as where a centre sets nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: dict[RecordKind, Days] = Field(
        description="Days by kind of record.", examples=[{"submitted_text": 365, "decisions": 1461}]
    )


class SweptView(BaseModel):
    """What a sweep does to one kind of record."""

    model_config = ConfigDict(frozen=True)

    kind: RecordKind = Field(description="The kind of record.")
    days: int = Field(description="For how many days it is kept.")
    before: datetime = Field(description="Whatever is from before this moment is due.")
    records: int = Field(description="How many records were due.")
    oldest: datetime | None = Field(description="From when the oldest of them is; null where there is none.")

    @classmethod
    def of(cls, swept: Swept) -> SweptView:
        """From what a sweep counted."""
        return cls(kind=swept.kind, days=swept.days, before=swept.before, records=swept.records, oldest=swept.oldest)


class SweepView(BaseModel):
    """What a sweep has removed, or would."""

    model_config = ConfigDict(frozen=True)

    dry_run: bool = Field(description="Whether nothing was changed.")
    kinds: tuple[SweptView, ...] = Field(description="Every kind of record.")
    originals: int = Field(description="Original files that were removed; 0 in a dry run.")

    @classmethod
    def of(cls, report: Report) -> SweepView:
        """From a sweep's report."""
        return cls(
            dry_run=report.dry_run, kinds=tuple(map(SweptView.of, report.kinds.values())), originals=report.originals
        )


def set_retention(session: Session, actor: Actor, days: Mapping[RecordKind, int], version: int) -> Periods:
    """Set the periods of the actor's centre, of kinds that are left out to the default.

    Raises:
        ChangedMeanwhile: somebody else has set them since ``version``.
        RequestInvalid: decisions would go before the words that they are about.
    """
    lock(session, actor.centre)
    require_version(version, periods_of(session, actor.centre).version)
    changed = set_periods(session, actor.centre, days)
    periods = periods_of(session, actor.centre)
    if changed:
        record(
            session,
            actor=actor,
            action=Action.RETENTION_CHANGED,
            subject_kind=Subject.CENTRE,
            subject_id=actor.centre,
            details={kind.value: periods.days[kind] for kind in changed},
        )
    return periods

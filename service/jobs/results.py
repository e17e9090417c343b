"""The results of analyses as they are kept: one for each text, unit, model, program and qualification in a centre."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from nlp.pipeline import Analyser
from nlp.results import AnalysisResult
from service.jobs.signals import signals_of
from service.jobs.workplace import Installed
from service.storage.inserting import insert_unless_there
from service.storage.tables.analyses import Analysis, Status, Suggestion, UnitVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What there is one result for; named as the columns of `Analysis`."""

    centre_id: UUID
    text_sha256: str
    unit_sha256: str
    model: str
    program: str
    qualification_id: str

    @classmethod
    def of(cls, centre_id: UUID, text_sha256: str, analyser: Analyser) -> Self:
        """For a text of a centre's, under an analyser that is bound to a qualification."""
        return cls(
            centre_id=centre_id,
            text_sha256=text_sha256,
            unit_sha256=analyser.loaded_unit.sha256,
            model=analyser.reference.model,
            program=analyser.reference.version,
            qualification_id=analyser.qualification.id,
        )


def find_result(session: Session, key: Key) -> UUID | None:
    """The id of the result that there is."""
    of_key = select(Analysis.id).filter_by(**asdict(key))
    return session.scalars(of_key.where(Analysis.erased_at.is_(None))).one_or_none()


def store_result(session: Session, key: Key, installed: Installed, result: AnalysisResult, milliseconds: int) -> None:
    """Keep a result with what it suggests, unless there is one already. ``installed``: what made it."""
    insert_unless_there(
        session,
        UnitVersion,
        sha256=result.unit.sha256,
        unit_id=result.unit.id,
        version=result.unit.version,
        content=installed.unit_file,
    )
    analysis_id = uuid4()
    added = insert_unless_there(
        session,
        Analysis,
        id=analysis_id,
        result=result.model_dump_json(),
        signals=signals_of(result, installed.analyser.unit).model_dump(mode="json"),
        milliseconds=milliseconds,
        **asdict(key),
    )
    if added:
        session.add_all(_suggestions(analysis_id, result))
        session.flush()


def _suggestions(analysis_id: UUID, result: AnalysisResult) -> list[Suggestion]:
    return [
        Suggestion(
            analysis_id=analysis_id,
            marking_point=point.id,
            status=Status(point.status),
            met=point.probabilities["met"],
            partial=point.probabilities["partial"],
            not_met=point.probabilities["not"],
        )
        for point in result.marking_points
    ]

"""Decided submissions that an exercise can be made of, and which of them show how those who mark differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

import pandas as pd
from sqlalchemy import ColumnElement, String, and_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.access import Actor
from service.decisions_in_force import nothing_supersedes
from service.judging.columns import STATUSES
from service.judging.scripts.information import cubes, information, likely_statuses
from service.judging.scripts.proposing import propose
from service.judging.scripts.results import Proposal
from service.standardisation.schemas import Candidate
from service.storage.tables.analyses import Status, Suggestion
from service.storage.tables.decisions import Decision, DecisionPurpose
from service.storage.tables.people import Person
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationMark,
    StandardisationScript,
)
from service.storage.tables.submissions import Draft, State, Submission, Text

_LATEST = 300
"""Of older work nobody remembers how it came to what was decided."""
_HELD = (Suggestion.not_met, Suggestion.partial, Suggestion.met)
"""The program's probabilities in the order of `STATUSES`."""


def read_proposal(session: Session, actor: Actor, unit_id: str, count: int) -> Proposal:
    """At most ``count`` scripts that show how people differ, among those that were in no exercise yet."""
    latest = _latest(session, actor, unit_id)
    used = _exercises(session, list(latest))
    return propose(_judged(session, [key for key in latest if key not in used]), count)


def candidates(session: Session, actor: Actor, unit_id: str, limit: int, propose_most: int) -> list[Candidate]:
    """The latest decided work of others for a unit whose words are there: what is proposed first, then what tells most.

    What was in an exercise already can be marked again, and is never proposed.
    """
    latest = _latest(session, actor, unit_id)
    used = _exercises(session, list(latest))
    judged = _judged(session, list(latest))
    fresh = judged[~judged["submission"].isin([str(key) for key in used])].reset_index(drop=True)
    proposed = {UUID(one.submission): one for one in propose(fresh, propose_most).scripts}
    telling = _telling(judged)
    by_worth = sorted(telling, key=lambda key: -telling[key])
    order = [*proposed, *(key for key in by_worth if key not in proposed)][:limit]
    statuses, deciders = _of_record(session, order)
    return [
        Candidate(
            submission=key,
            decided_at=latest[key][0],
            assessor=deciders[key],
            words=latest[key][1],
            statuses={status: statuses[key].count(status) for status in Status},
            proposed=proposed.get(key),
            exercises=tuple(used.get(key, ())),
        )
        for key in order
    ]


def _latest(session: Session, actor: Actor, unit_id: str) -> Mapping[UUID, tuple[object, int]]:
    """When each was decided and how many words it has, the latest first."""
    words = (
        select(Text.words)
        .join(Draft, Draft.text_id == Text.id)
        .where(Draft.submission_id == Submission.id, Text.content.is_not(None))
        .order_by(Draft.number.desc())
        .limit(1)
        .correlate(Submission)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Submission.id, Submission.decided_at, words.label("words"))
        .where(
            Submission.centre_id == actor.centre,
            Submission.learner_id != actor.person_id,
            Submission.unit_id == unit_id,
            Submission.state.in_((State.DECIDED, State.SAMPLED)),
            words.is_not(None),
        )
        .order_by(Submission.decided_at.desc(), Submission.id)
        .limit(_LATEST)
    )
    return {row.id: (row.decided_at, row.words) for row in rows}


def _exercises(session: Session, submissions: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    """The titles of the exercises that each of them is in, the oldest first."""
    rows = session.execute(
        select(StandardisationScript.submission_id, Standardisation.title)
        .join(Standardisation, Standardisation.id == StandardisationScript.standardisation_id)
        .where(StandardisationScript.submission_id.in_(submissions))
        .order_by(Standardisation.at)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        found[row.submission_id].append(row.title)
    return found


def _judged(session: Session, submissions: Sequence[UUID]) -> pd.DataFrame:
    """What the program holds of each marking point and what people gave, as `service.judging.scripts` wants it."""
    held: dict[tuple[str, str], list[float]] = {}
    given: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(STATUSES))
    on_point = and_(Suggestion.analysis_id == Decision.analysis_id, Suggestion.marking_point == Decision.marking_point)
    decided = (
        select(Decision.submission_id, Decision.marking_point, _word(Decision.status).label("status"), *_HELD)
        .outerjoin(Suggestion, on_point)
        .where(Decision.submission_id.in_(submissions), nothing_supersedes())
    )
    for submission, point, status, *probabilities in session.execute(decided):
        given[str(submission), point][STATUSES.index(status)] += 1
        held.setdefault((str(submission), point), probabilities)
    script, mark = StandardisationScript, StandardisationMark
    marked = (
        select(script.submission_id, mark.marking_point, _word(mark.status))
        .join(script, script.id == mark.script_id)
        # While people still mark, what they gave must not show through, not even in what is proposed.
        .join(StandardisationClosing, StandardisationClosing.standardisation_id == script.standardisation_id)
        .where(script.submission_id.in_(submissions))
    )
    for submission, point, status in session.execute(marked):
        given[str(submission), point][STATUSES.index(status)] += 1
    columns = [f"{what}_{status}" for what in ("probability", "given") for status in STATUSES]
    nothing = [None] * len(STATUSES)
    places = {str(key): place for place, key in enumerate(submissions)}
    ordered = sorted(given, key=lambda place: (places[place[0]], place[1]))
    rows = [(*place, *held.get(place, nothing), *given[place]) for place in ordered]
    return pd.DataFrame(rows, columns=["submission", "marking_point", *columns])


def _telling(judged: pd.DataFrame) -> Mapping[UUID, float]:
    """How much each submission tells of the severity of those who mark it."""
    if judged.empty:
        return {}
    submissions, _, probabilities, given = cubes(judged)
    tells = information(likely_statuses(probabilities, given)).sum(-1)
    return {UUID(key): float(one) for key, one in zip(submissions, tells, strict=True)}


def _of_record(session: Session, submissions: Sequence[UUID]) -> tuple[Mapping[UUID, list[Status]], Mapping[UUID, str]]:
    """What stands on each submission, and the name of somebody who decided."""
    rows = session.execute(
        select(Decision.submission_id, Decision.status, Person.name)
        .join(Person, Person.id == Decision.assessor_id)
        .where(
            Decision.submission_id.in_(submissions),
            Decision.purpose != DecisionPurpose.SAMPLING,
            nothing_supersedes(),
        )
        .order_by(Person.name)
    ).all()
    statuses: dict[UUID, list[Status]] = defaultdict(list)
    for row in rows:
        statuses[row.submission_id].append(row.status)
    return statuses, {row.submission_id: row.name for row in rows}


def _word(column: InstrumentedAttribute[Status]) -> ColumnElement[str]:
    return type_coerce(column, String)

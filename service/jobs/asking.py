"""What a job is, and how it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

Payload = Mapping[str, str]
"""What a job is about: ids and names of kinds, never anybody's words."""


class Kind(StrEnum):
    """The kinds of job that there are; `service.jobs.performers` says what is done for each."""

    ANALYSE_DRAFT = "analyse_draft"
    COMPARE_DRAFT = "compare_draft"
    SEND_MAIL = "send_mail"
    POST_WEBHOOK = "post_webhook"
    SWEEP = "sweep"


class Priority(IntEnum):
    """Who comes first; within a priority, whoever asked first."""

    SOMEBODY_WAITS = 1
    NOBODY_WAITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job to be done once.

    ``key`` names it for all time: asking again under the same key does nothing. ``delay``: not before it has passed.
    """

    kind: Kind
    key: str
    payload: Payload
    priority: Priority = Priority.SOMEBODY_WAITS
    delay: timedelta = timedelta()


class Jobs(Protocol):
    """Where jobs are asked for."""

    def enqueue(self, session: Session, job: Job) -> None:
        """Ask for a job within the caller's write transaction: it is asked for if and when that is committed."""

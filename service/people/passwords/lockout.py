"""How often a password can be guessed at: after a few failures ever longer pauses, but never for good.

Whoever guesses at somebody's password can keep her from signing in with it while he goes on, a quarter of an hour at a
time. It does not end her sessions, a mailed link to choose a new password lets her in, and single sign-on ignores it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.storage.tables.people import Password

FREE_FAILURES = 5
"""Failures before the first pause."""
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=12)
"""Time after the last pause in which nobody fails, after which the failures no longer count."""


def pause_after(failures: int) -> timedelta:
    """The pause that follows the latest of so many failures in a row: none, then each twice the one before."""
    doublings = failures - FREE_FAILURES
    if doublings < 0:
        return timedelta()
    # More doublings than these would only overflow.
    return min(FIRST_PAUSE * (1 << min(doublings, 16)), LONGEST_PAUSE)


def begin_attempt(session: Session, person_id: UUID, at: datetime) -> bool:
    """Whether a password may be tried now.

    An attempt counts as failed from its beginning until `forgive`, so that a hundred at the same moment are not one.
    During a pause none counts: trying on does not prolong it.
    """
    row = session.scalars(select(Password).where(Password.person_id == person_id).with_for_update()).one_or_none()
    if row is None or _pauses(row, at):
        return False
    if row.locked_until and row.locked_until + FORGOTTEN_AFTER < at:
        row.failures = 0
    row.failures += 1
    pause = pause_after(row.failures)
    row.locked_until = at + pause if pause else None
    return True


def _pauses(row: Password, at: datetime) -> bool:
    """Whether a pause goes on. One that ends later than any can was written by a clock that has been put back since."""
    return row.locked_until is not None and at < row.locked_until <= at + LONGEST_PAUSE


def forgive(password: Password) -> None:
    """Forget failures and pause: the person has shown who she is."""
    password.failures = 0
    password.locked_until = None

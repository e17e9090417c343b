"""What webhooks tell of. docs/webhooks.md prints the table."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal


class Event(StrEnum):
    """A kind of event."""

    DECIDED = "submission.decided"
    """An assessor has decided on a submission."""
    REFERRED = "submission.referred"
    """An assessor has referred a submission back to its learner."""
    TEST = "webhook.test"
    """Somebody of the centre wants to see whether messages arrive."""


OF_SUBMISSIONS: tuple[Literal[Event.DECIDED, Event.REFERRED], ...] = (Event.DECIDED, Event.REFERRED)
"""The kinds that a centre can ask to be told of."""

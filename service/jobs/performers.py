"""What is done for each kind of job, and how often it is tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from service.jobs import analysing, comparing, mailing, posting, sweeping
from service.jobs.asking import Kind, Payload
from service.jobs.workplace import Workplace


def _nothing(session: Session, payload: Payload) -> None:
    del session, payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Performer:
    """How one kind of job is performed.

    ``perform`` may be called again for a job that it has carried out in part or whole, and must then come to the same.
    It raises what another attempt may mend. ``put_back`` is called before each further attempt and ``give_up`` after
    the last, in the transaction that settles it. Between attempts passes ``wait``, each time twice as long, at most
    ``longest_wait``.
    """

    perform: Callable[[Workplace, Payload], None]
    put_back: Callable[[Session, Payload], None] = _nothing
    give_up: Callable[[Session, Payload], None] = _nothing
    attempts: int = 5
    wait: timedelta = timedelta(seconds=2)
    longest_wait: timedelta = timedelta(hours=1)

    def wait_after(self, attempt: int) -> timedelta:
        """How long to wait after the first, second … attempt."""
        # 20 doublings of a second are twelve days; more would not fit into a timedelta.
        doublings: int = min(attempt - 1, 20)
        return min(self.wait * (1 << doublings), self.longest_wait)


PERFORMERS: Mapping[Kind, Performer] = {
    Kind.ANALYSE_DRAFT: Performer(
        perform=analysing.perform, put_back=analysing.put_back, give_up=analysing.give_up, attempts=5
    ),
    Kind.COMPARE_DRAFT: Performer(perform=comparing.perform, attempts=3),
    # For half a day: somebody may have to mend the mail server.
    Kind.SEND_MAIL: Performer(perform=mailing.perform, attempts=18, wait=timedelta(seconds=30)),
    # For about a day, as receivers of webhooks expect.
    Kind.POST_WEBHOOK: Performer(
        perform=posting.perform,
        give_up=posting.give_up,
        attempts=15,
        wait=timedelta(seconds=10),
        longest_wait=timedelta(hours=6),
    ),
    # There is another every night.
    Kind.SWEEP: Performer(perform=sweeping.perform, attempts=3, wait=timedelta(minutes=10)),
}

"""Where a submission stands in the queue, and why (docs/queue.md).

`rules.yaml` says what an assessor should see next; `triage` applies it to what is known of a submission; `placing`
writes the answer into the tables that `GET /v1/queue` reads. Whoever changes what the place rests on calls
`place_again` in the same transaction: a submission that moves, an analysis that is asked for, stored or fails, an
overlap that is found, a contest, a review.
"""

from __future__ import annotations

from service.triage.placing import place_again, place_outdated
from service.triage.signals import Signals

__all__ = ["Signals", "place_again", "place_outdated"]

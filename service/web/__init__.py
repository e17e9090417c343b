"""The pages: server-rendered HTML over the service's own stores, one folder for each area of work.

`ROUTERS` are those of every area, in the order in which `service.app` includes them.
"""

from __future__ import annotations

from itertools import chain

from service.web import account, administration, anyone, assessor, assets, centre, comments, learner, quality

ROUTERS = tuple(
    chain.from_iterable(
        area.ROUTERS for area in (assets, anyone, account, learner, assessor, comments, centre, quality, administration)
    )
)

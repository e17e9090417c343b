"""What administrators look after: people, units, settings, records."""

from __future__ import annotations

from service.web.administration import centres
from service.web.administration.people import cohorts, importing, listing, person, recorded, rights
from service.web.administration.records import log, overview, retention
from service.web.administration.settings import centre, characteristics, sign_on, webhooks
from service.web.administration.units import checking, reading

# Before those with an id at the same place: `importing` and `listing` before `person`, `checking` before `reading`.
ROUTERS = (
    listing.router,
    importing.router,
    person.router,
    rights.router,
    recorded.router,
    cohorts.router,
    checking.router,
    reading.router,
    centre.router,
    sign_on.router,
    webhooks.router,
    characteristics.router,
    log.router,
    retention.router,
    overview.router,
    centres.router,
)

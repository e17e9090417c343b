"""All routes about people: signing in, one's own account, and the people, cohorts and settings of centres."""

from __future__ import annotations

from service.people.account.router import router as account
from service.people.centres.router import router as centres
from service.people.cohorts.router import router as cohorts
from service.people.directory.router import router as directory
from service.people.signing_in.router import router as signing_in

TAG = {"name": "people", "description": "Signing in, one's own account, and the people, cohorts and centres."}
ROUTERS = (signing_in, account, directory, cohorts, centres)

"""All routes about people: signing in, one's own account, and the people, cohorts and settings of centres."""

from __future__ import annotations

from service.people.account.router import router as account
from service.people.centres.router import router as centres
from service.people.characteristics.router import router as characteristics
from service.people.cohorts.router import router as cohorts
from service.people.directory.router import router as directory
from service.people.roster.router import router as roster
from service.people.signing_in.router import router as signing_in
from service.people.sso.provider_router import router as identity_provider
from service.people.sso.router import router as single_sign_on

TAG = {"name": "people", "description": "Signing in, one's own account, and the people, cohorts and centres."}
ROUTERS = (signing_in, single_sign_on, account, directory, roster, cohorts, centres, identity_provider, characteristics)

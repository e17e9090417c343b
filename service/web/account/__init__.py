"""Signing in and out, choosing a password, and what somebody can change about her own account."""

from __future__ import annotations

from service.web.account.own import router as own
from service.web.account.passwords import router as passwords
from service.web.account.signing_in import router as signing_in
from service.web.account.tokens import router as tokens

ROUTERS = (signing_in, passwords, own, tokens)

"""What anybody can do without an account: read about Tallymark, have a draft read at once."""

from __future__ import annotations

from fastapi import APIRouter

ROUTERS: tuple[APIRouter, ...] = ()

"""How a centre's work stands: progress of its cohorts, consistency of its assessors."""

from __future__ import annotations

from fastapi import APIRouter

ROUTERS: tuple[APIRouter, ...] = ()

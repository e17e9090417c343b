"""Internal quality assurance: sampling, standardisation, contests."""

from __future__ import annotations

from fastapi import APIRouter

ROUTERS: tuple[APIRouter, ...] = ()

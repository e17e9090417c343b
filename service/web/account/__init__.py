"""Signing in and out, choosing a password, and what somebody can change about her own account."""

from __future__ import annotations

from fastapi import APIRouter

ROUTERS: tuple[APIRouter, ...] = ()

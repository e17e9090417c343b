"""Who makes a request, and what she may do."""

from __future__ import annotations

from service.access.actor import Actor
from service.access.permissions import Permission, Scope
from service.access.requiring import Anybody, anybody, identify_anew, public, require

__all__ = ["Actor", "Anybody", "Permission", "Scope", "anybody", "identify_anew", "public", "require"]

"""By what the accounts of a report are split: each split puts every account into one named group."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nlp.corpus.accounts import Account
from nlp.evaluation.english import english_of

OTHER = "other"

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "banking and insurance": ("bank", "building-society", "insurance"),
    "IT and staff services": ("IT ", "HR ", "internal", "software"),
    "culture and attractions": ("attractions", "culture", "library", "museum", "theatre"),
    "public services": ("council", "housing association", "job centre", "public_bodies", "registry"),
    "utilities and telecoms": ("broadband", "contact_centre", "energy", "water"),
    "trade and manufacturers": ("after-sales", "aftersales", "b2b", "merchant", "wholesale"),
    "health and care": ("care", "nursery", "optician", "pharmacy"),
    "hair and beauty": ("beauty", "hair"),
    "travel and transport": ("airport", "railway", "tourist", "transport", "travel"),
    "hospitality and food": ("food", "hotel", "hospitality", "restaurant"),
    "homes and outdoors": ("environment", "home_services"),
    "agencies and professions": ("agencies", "professional_services", "recruitment"),
    "shops": ("DIY", "boutiques", "online", "retail", "supermarket"),
}
"""Parts of sectors' names, for families large enough to give a figure an interval; the first that fits counts."""


def sector_family(sector: str) -> str:
    """The family of a sector by its name; `OTHER` where none fits."""
    families = (family for family, parts in _FAMILIES.items() if any(part in sector for part in parts))
    return next(families, OTHER)


SPLITS: Mapping[str, Callable[[Account], str]] = {
    "kind": lambda account: account.kind,
    "level": lambda account: str(account.level),
    "english": english_of,
    "form": lambda account: account.form,
    "sector_family": lambda account: sector_family(account.sector),
    "sector": lambda account: account.sector,
}

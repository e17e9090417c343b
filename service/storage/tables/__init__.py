"""All tables, one file a subject. Importing this package is what makes `Table.metadata` complete."""

from __future__ import annotations

from service.storage.columns import Table
from service.storage.tables import (
    analyses,
    comments,
    decisions,
    people,
    places,
    postings,
    records,
    sampling,
    standardisation,
    submissions,
)

__all__ = [
    "Table",
    "analyses",
    "comments",
    "decisions",
    "people",
    "places",
    "postings",
    "records",
    "sampling",
    "standardisation",
    "submissions",
]

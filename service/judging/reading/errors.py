"""Why a file is not read as a table of decisions.

ReadingError
├── TableUnreadable    there is no table in the file that could be read
├── ColumnsUnclear     which column holds what cannot be told
├── StatusesUnclear    what most of the statuses mean cannot be told
└── RowsFaulty         rows have faults, and none was to be left out

Messages say what to do. They name headings, which are the file's form, and quote no cell.
"""

from __future__ import annotations


class ReadingError(Exception):
    """Base of this package's errors; never raised itself."""


class TableUnreadable(ReadingError):
    """There is no table in the file that could be read."""


class ColumnsUnclear(ReadingError):
    """Which column holds what cannot be told."""


class StatusesUnclear(ReadingError):
    """What most of the statuses mean cannot be told."""


class RowsFaulty(ReadingError):
    """Rows have faults, and it was asked that none be left out."""

"""What can go wrong while a report is made; that is always a fault of the program, never of the document.

ReportError
└── TypesettingFailed   the PDF could not be made, or took too long
"""

from __future__ import annotations


class ReportError(Exception):
    """Base of this package's errors; never raised itself."""


class TypesettingFailed(ReportError):
    """The PDF could not be made. The message says what to do and quotes nothing of the account."""

"""The files that learners hand in, kept as they were given (docs/submissions.md, "Original files")."""

from service.files.opening import open_originals
from service.files.originals import Kept, Originals

__all__ = ["Kept", "Originals", "open_originals"]

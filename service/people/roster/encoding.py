"""The text of a roster's CSV file."""

from __future__ import annotations

from service.errors import RosterUnreadable
from service.spreadsheet_encoding import NoText, decoded


def decode(data: bytes) -> tuple[str, str | None]:
    """The text, and the encoding where it had to be guessed.

    Raises:
        RosterUnreadable: it is no text.
    """
    try:
        return decoded(data)
    except NoText:
        raise RosterUnreadable("This is neither CSV nor XLSX. Save the table as one of them and send that.") from None

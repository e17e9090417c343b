"""From the bytes of a file to a table, by what the file is and not by what it is called."""

from __future__ import annotations

from service.errors import RosterUnreadable
from service.people.roster.csv_file import read_csv
from service.people.roster.table import MOST_BYTES, Table
from service.people.roster.xlsx_file import read_xlsx

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_table(data: bytes) -> Table:
    """The table in a CSV or XLSX file.

    Raises:
        RosterUnreadable: the file is something else, damaged, or too large.
    """
    if len(data) > MOST_BYTES:
        raise RosterUnreadable(f"The file is larger than {MOST_BYTES // 1024**2} MiB. Send the table without pictures.")
    if data.startswith(_OLD_OFFICE):
        raise RosterUnreadable(
            "This is a workbook of an old kind, or one with a password. Save it as plain XLSX or CSV."
        )
    return read_xlsx(data) if data.startswith(_ZIP) else read_csv(data)

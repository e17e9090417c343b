"""``tallymark audit --pseudonyms``: an audit in which people go by letters, to be handed on."""

from __future__ import annotations

from dataclasses import replace

from service.audit_reports.about import pseudonyms
from service.cli.terminal import tell
from service.judging.reading.results import Reading


def by_letters(reading: Reading) -> Reading:
    """The same decisions by Assessor A, B and so on; says who is who on standard error, and nowhere else."""
    assessors = reading.table["assessor"]
    letters = pseudonyms(map(str, assessors.cat.categories), reading.names)
    for key, letter in letters.items():
        tell(f"{letter}: {reading.names.get(key, key)}")
    table = reading.table.assign(assessor=assessors.cat.rename_categories(dict(letters)))
    return replace(reading, table=table, names={})

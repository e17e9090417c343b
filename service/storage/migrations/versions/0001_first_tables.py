"""The first tables."""

from __future__ import annotations

from alembic import op

from service.storage.migrations.immutability import never_change, never_change_or_delete, only_lose_words
from service.storage.migrations.people_decide import people_decide
from service.storage.tables import Table

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_RECORDS = ("contest", "contest_review", "decision", "objection", "sampling", "stance", "state_change", "suggestion")
_WORDS = {
    "analysis": "result",
    "contest_reason": "content",
    "decision_comment": "content",
    "issued_feedback": "content",
    "text": "content",
}


def upgrade() -> None:
    """Make the tables, and the triggers that keep records as they were written."""
    Table.metadata.create_all(op.get_bind())
    for table in _RECORDS:
        never_change(table)
    for table in ("audit_entry", "unit_version"):
        never_change_or_delete(table)
    for table, words in _WORDS.items():
        columns = [column.name for column in Table.metadata.tables[table].columns]
        only_lose_words(table, words, [name for name in columns if name not in (words, "erased_at")])
    people_decide()

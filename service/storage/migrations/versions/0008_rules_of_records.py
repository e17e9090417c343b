"""What the database itself refuses: rewriting records, words that come back, decisions without another person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.migrations.immutability import never_change, never_change_or_delete, only_lose_words
from service.storage.migrations.people_decide import people_decide

revision = "0008"
down_revision = "0007"
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
    """Make the triggers."""
    for table in _RECORDS:
        never_change(table)
    for table in ("audit_entry", "unit_version"):
        never_change_or_delete(table)
    inspector = sa.inspect(op.get_bind())
    for table, words in _WORDS.items():
        columns = [column["name"] for column in inspector.get_columns(table)]
        only_lose_words(table, words, [name for name in columns if name not in (words, "erased_at")])
    people_decide()

"""What is asked of single drafts again and again is found by an index, however many there are."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index(op.f("ix_state_change_draft_id"), "state_change", ["draft_id"])
    op.create_index("ix_analysis_job_of_draft", "analysis_job", ["draft_id", "state", "ended_at"])
    op.drop_index(op.f("ix_analysis_job_draft_id"), "analysis_job")
